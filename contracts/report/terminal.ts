import { isBad, OUTCOMES, type RuleResult } from '../runner/rule-result.js';
import { counted } from '../shared/counted.js';
import { printable } from '../shared/printable.js';
import { deviationLines, resultLines } from './deviation-text.js';
import { countsText, legendOf, rowsByGroup, seconds } from './groups.js';
import type { UsageMatrix } from '../usage/matrix.js';
import type { Report } from './report.js';

const COLOURS = { red: 31, green: 32, yellow: 33, bold: 1 } as const;

/**
 * The report for people: a table by group, each failure in full, warnings, why the run ended early,
 * and the counts last.
 */
export function terminalText(report: Report, colour: boolean): string {
  const paint = (text: string, name: keyof typeof COLOURS): string =>
    colour ? `\u001B[${COLOURS[name]}m${text}\u001B[0m` : text;
  const lines = [
    '',
    `${report.target}${report.profile ? `, profile ${printable(report.profile.name)}` : ''}`,
    '',
    ...table(report),
    '',
    ...knownLines(report.results),
    ...skipLines(report.results),
  ];
  for (const result of report.results.filter(isBad)) {
    const [head = '', ...rest] = resultLines(result, report.command);
    lines.push(`${paint(result.outcome.toUpperCase(), 'red')} ${paint(head, 'bold')}`, ...rest, '');
  }
  for (const warning of report.warnings) {
    lines.push(paint(`WARNING ${printable(warning)}`, 'yellow'), '');
  }
  lines.push(...usageLines(report.usage));
  const { ended } = report;
  if (ended) lines.push(paint(`ENDED EARLY ${printable(ended.message)}`, 'red'), '');
  for (const [outcome, meaning] of legendOf(report.counts)) lines.push(`${outcome}: ${meaning}`);
  const outcomes = `${countsText(report.counts)}${ended ? `, ${ended.reason}` : ''}`;
  const verdict = `${outcomes} (${counted(report.requests, 'request')}, ${seconds(report.ms)})`;
  lines.push(paint(verdict, report.exitCode === 0 ? 'green' : 'red'));
  return `${lines.join('\n')}\n`;
}

/** What was found, by application, and a line for each. */
function usageLines(usage: UsageMatrix | undefined): string[] {
  if (!usage) return [];
  const { applications, findings, verdicts } = usage;
  const rows = [
    ['finding', ...applications],
    ...findings.map(({ rule, concerns }) => [rule, ...concerns]),
  ].map((row) => row.map(printable));
  const table = applications.length > 1 && findings.length > 0 ? [...columns(rows), ''] : [];
  return [...table, ...verdicts.map((verdict) => `${printable(verdict)}.`), ''];
}

function knownLines(results: readonly RuleResult[]): string[] {
  const lines = results.flatMap((result) =>
    result.outcome === 'known'
      ? result.deviations.map(
          (each) =>
            `  ${result.rule.id}: ${deviationLines(each)[0]} (${printable(each.known.reason)})`,
        )
      : [],
  );
  return lines.length === 0 ? [] : ['Known deviations:', ...lines, ''];
}

/** By reason: one missing option may be why fifty rules are skipped. */
function skipLines(results: readonly RuleResult[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const result of results) {
    if (result.outcome !== 'skip') continue;
    byReason.set(result.reason, [...(byReason.get(result.reason) ?? []), result.rule.id]);
  }
  return [...byReason].flatMap(([reason, ids]) => [
    `Skipped, ${ids.length}: ${printable(reason)}`,
    `  ${ids.join(', ')}`,
    '',
  ]);
}

function table(report: Report): string[] {
  const head = ['group', 'rules', ...OUTCOMES, 'requests', 'time'];
  const rows = rowsByGroup(report.results).map(({ group, results, counts, requests, ms }) => [
    group,
    String(results.length),
    ...OUTCOMES.map((outcome) => (counts[outcome] === 0 ? '·' : String(counts[outcome]))),
    String(requests),
    seconds(ms),
  ]);
  return columns([head, ...rows]);
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}
