import { isBad, OUTCOMES, type RuleResult } from '../runner/rule-result.js';
import { printable } from '../shared/printable.js';
import { resultLines, resultSummary } from './deviation-text.js';
import { countsText, rowsByGroup, seconds } from './groups.js';
import type { Report } from './report.js';

/** Markdown, e.g. for the summary of a CI job. */
export function markdownText(report: Report): string {
  const bad = report.results.filter(isBad);
  const lines = [
    `# Contract of \`${report.target}\``,
    '',
    `**${countsText(report.counts)}**, ${report.requests} requests, ${seconds(report.ms)}` +
      (report.profile === undefined ? '.' : `, profile \`${report.profile.name}\`.`),
    '',
    row(['group', 'rules', ...OUTCOMES]),
    row(['---', ...['rules', ...OUTCOMES].map(() => '---:')]),
    ...rowsByGroup(report.results).map(({ group, results, counts }) =>
      row([group, String(results.length), ...OUTCOMES.map((outcome) => String(counts[outcome]))]),
    ),
    '',
    ...report.warnings.flatMap((warning) => [`> **Warning:** ${plain(printable(warning))}`, '']),
    ...(bad.length > 0 ? ['## Broken', ''] : []),
    ...bad.flatMap((result) => [
      `### ${result.rule.id}: ${result.outcome}`,
      '',
      ...fenced(resultLines(result, report.command).join('\n')),
      '',
    ]),
    ...tableOf('Known', report.results, 'known'),
    ...tableOf('Skipped', report.results, 'skip'),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function tableOf(
  title: string,
  results: readonly RuleResult[],
  outcome: RuleResult['outcome'],
): string[] {
  const own = results.filter((result) => result.outcome === outcome);
  if (own.length === 0) return [];
  const rows = own.map((result) => row([`\`${result.rule.id}\``, plain(resultSummary(result))]));
  return [`## ${title}`, '', row(['rule', 'why']), row(['---', '---']), ...rows, ''];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Escapes what Markdown would interpret, also within a table. */
const plain = (text: string): string =>
  text
    .replace(/[\\`*_[\]|~@#]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('\n', ' ');

/** A fence longer than any in the text: an answer may contain Markdown. */
function fenced(text: string): string[] {
  let fence = '```';
  while (text.includes(fence)) fence += '`';
  return [`${fence}text`, text, fence];
}
