import { isBad, OUTCOMES, type RuleResult } from '../runner/rule-result.js';
import { counted } from '../shared/counted.js';
import { printable } from '../shared/printable.js';
import { resultLines, resultSummary } from './deviation-text.js';
import { countsText, legendOf, rowsByGroup, seconds } from './groups.js';
import { codeBlock, inlineCode, inlineText, tableRow } from './markdown-text.js';
import type { Report } from './report.js';
import { isFailedRun, type Run } from './run.js';

/** Characters: GitHub refuses a summary of more than 1 MiB, and a character takes up to 4 bytes. */
const LONGEST = 240_000;

/** Markdown, e.g. for the summary of a CI job. */
export function markdownText(run: Run): string {
  const head = `# Contract of ${inlineCode(printable(run.target) || 'no broker')}`;
  if (isFailedRun(run)) {
    const outcome = `**Not judged** (exit code ${run.exitCode}): ${inlineText(printable(run.message))}`;
    return `${head}\n\n${outcome}\n`;
  }
  const lines = [
    head,
    '',
    ...summaryLines(run),
    ...badLines(run.results.filter(isBad), run.command),
  ];
  lines.push(...retriedLines(run));
  lines.push(...tableOf('Known', run.results, 'known'), ...tableOf('Skipped', run.results, 'skip'));
  return `${lines.join('\n').trimEnd()}\n`;
}

function summaryLines(report: Report): string[] {
  const { counts, ended, profile, warnings } = report;
  const outcomes = `**${countsText(counts)}${ended ? `, ${ended.reason}` : ''}**`;
  const sent = `${counted(report.requests, 'request')}, ${seconds(report.ms)}`;
  const using = profile ? `, profile ${inlineCode(printable(profile.name))}` : '';
  return [
    `${outcomes}, ${sent}${using}.`,
    '',
    ...(ended ? [`> **Ended early:** ${inlineText(printable(ended.message))}`, ''] : []),
    tableRow(['group', 'rules', ...OUTCOMES]),
    tableRow(['---', ...['rules', ...OUTCOMES].map(() => '---:')]),
    ...rowsByGroup(report.results).map(({ group, results, counts: own }) =>
      tableRow([group, String(results.length), ...OUTCOMES.map((outcome) => String(own[outcome]))]),
    ),
    '',
    ...legendOf(counts).map(([outcome, meaning]) => `- **${outcome}**: ${meaning}`),
    ...(legendOf(counts).length > 0 ? [''] : []),
    ...usageLines(report),
    ...warnings.flatMap((each) => [`> **Warning:** ${inlineText(printable(each))}`, '']),
  ];
}

/** What was found, by application, and a line for each. */
function usageLines({ usage }: Report): string[] {
  if (!usage) return [];
  const { applications, findings, verdicts } = usage;
  const rows = findings.map(({ rule, concerns }) => tableRow([inlineCode(rule), ...concerns]));
  const names = applications.map((name) => inlineText(printable(name)));
  const table = [
    tableRow(['finding', ...names]),
    tableRow(['finding', ...names].map(() => '---')),
    ...rows,
    '',
  ];
  return [
    ...(findings.length > 0 ? table : []),
    ...verdicts.map((verdict) => `- ${inlineText(printable(verdict))}.`),
    '',
  ];
}

/** Each bad result in full, as long as there is space. */
function badLines(bad: readonly RuleResult[], command: string): string[] {
  if (bad.length === 0) return [];
  const lines = ['## Broken', ''];
  let length = 0;
  for (const [index, result] of bad.entries()) {
    const block = codeBlock(resultLines(result, command).join('\n')).join('\n');
    length += block.length;
    if (length > LONGEST) {
      const rest = bad.slice(index).map(({ rule }) => rule.id);
      lines.push(`And ${rest.length} more, left out for their length: ${rest.join(', ')}.`, '');
      break;
    }
    lines.push(`### ${result.rule.id}: ${result.outcome}`, '', block, '');
  }
  return lines;
}

/** Rows of the table of repeated requests. */
const MOST_RETRIED = 50;

function retriedLines({ retried }: Report): string[] {
  if (retried.length === 0) return [];
  const rows = retried
    .slice(0, MOST_RETRIED)
    .map(({ request, reason, tries, ok, rule = '' }) =>
      tableRow([
        inlineCode(printable(request)),
        inlineText(printable(reason)),
        String(tries),
        ok ? 'yes' : 'no',
        rule,
      ]),
    );
  const more = retried.length - rows.length;
  return [
    '## Requests sent again',
    '',
    tableRow(['request', 'reason', 'tries', 'answered', 'rule']),
    tableRow(['---', '---', '---:', '---', '---']),
    ...rows,
    '',
    ...(more > 0 ? [`And ${more} more.`, ''] : []),
  ];
}

function tableOf(
  title: string,
  results: readonly RuleResult[],
  outcome: RuleResult['outcome'],
): string[] {
  const own = results.filter((result) => result.outcome === outcome);
  if (own.length === 0) return [];
  const rows = own.map((result) =>
    tableRow([inlineCode(result.rule.id), inlineText(resultSummary(result))]),
  );
  return [`## ${title}`, '', tableRow(['rule', 'why']), tableRow(['---', '---']), ...rows, ''];
}
