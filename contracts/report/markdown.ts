import { OUTCOMES, type RuleResult } from '../runner/rule-result.js';
import type { Report } from './report.js';
import { resultLines, resultSummary } from './deviation-text.js';
import { printable } from '../shared/printable.js';
import { countsText, rowsByGroup, seconds } from './groups.js';

/** Markdown, e.g. for the summary of a CI job. */
export function markdownText(report: Report): string {
  const bad = report.results.filter(({ outcome }) => ['fail', 'fixed', 'error'].includes(outcome));
  const lines = [
    `# Contract of \`${report.target}\``,
    '',
    `**${countsText(report.counts)}**, ${report.requests} requests, ${seconds(report.ms)}` +
      (report.profile === undefined ? '.' : `, profile \`${report.profile}\`.`),
    '',
    row(['group', 'rules', ...OUTCOMES]),
    row(['---', ...['rules', ...OUTCOMES].map(() => '---:')]),
    ...rowsByGroup(report.results).map(({ group, rules, counts }) =>
      row([group, String(rules), ...OUTCOMES.map((outcome) => String(counts[outcome]))]),
    ),
    '',
    ...report.warnings.flatMap((warning) => [`> **Warning:** ${plain(printable(warning))}`, '']),
    ...section('Broken', bad, (result) => [
      `### ${result.rule.id}: ${result.outcome}`,
      '',
      ...fenced(resultLines(result).join('\n')),
      '',
    ]),
    ...tableOf('Known', report.results, 'known'),
    ...tableOf('Skipped', report.results, 'skip'),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function section(
  title: string,
  results: readonly RuleResult[],
  linesOf: (result: RuleResult) => readonly string[],
): string[] {
  return results.length === 0 ? [] : [`## ${title}`, '', ...results.flatMap(linesOf)];
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

/** Text that Markdown leaves as it is, also within a table. */
const plain = (text: string): string =>
  text
    .replace(/[\\`*_[\]|~@#]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('\n', ' ');

/** A fence longer than any in the text: an answer may hold Markdown of its own. */
function fenced(text: string): string[] {
  let fence = '```';
  while (text.includes(fence)) fence += '`';
  return [`${fence}text`, text, fence];
}
