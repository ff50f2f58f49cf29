import type { Progress } from '../runner/check.js';
import { OUTCOMES, type RuleResult } from '../runner/rule-result.js';
import type { Report } from './report.js';
import { deviationLines, resultLines } from './deviation-text.js';
import { printable } from '../shared/printable.js';
import { countsText, rowsByGroup, seconds } from './groups.js';

/** Where text goes. */
export interface TextOutput {
  readonly write: (text: string) => void;
  /** Whether a line can be overwritten. */
  readonly live: boolean;
}

const PAINT = { red: 31, green: 32, yellow: 33, grey: 90, bold: 1 } as const;

function painter(colour: boolean): (text: string, paint: keyof typeof PAINT) => string {
  return (text, paint) => (colour ? `\u001B[${PAINT[paint]}m${text}\u001B[0m` : text);
}

/** A line that tells what is going on, overwritten as it goes; nothing where that can not be. */
export function createLiveLine(output: TextOutput): {
  show(this: void, progress: Progress): void;
  clear(this: void): void;
} {
  const width = 100;
  const put = (text: string): void => {
    if (output.live) output.write(`\r\u001B[2K${text.slice(0, width)}`);
  };
  return {
    show(progress) {
      switch (progress.kind) {
        case 'fixtures':
          put(`Fixtures: the API shows ${progress.shown} of ${progress.total} MQTT clients`);
          break;
        case 'start':
          put(`[${progress.index + 1}/${progress.total}] ${progress.rule.id}`);
          break;
        case 'cleaning':
          put('Removing the fixtures');
          break;
        case 'result':
        case 'warning':
          break;
      }
    },
    clear: () => put(''),
  };
}

/** The report for people: a table by group, each failure in full, and the counts last. */
export function terminalText(report: Report, colour: boolean): string {
  const paint = painter(colour);
  const lines: string[] = [
    '',
    `${report.target}${report.profile ? `, profile ${report.profile}` : ''}`,
    '',
  ];
  lines.push(...table(report), '');
  lines.push(...section('Known deviations', report.results.filter(isKnown), knownLines));
  lines.push(...skipLines(report.results));
  const bad = report.results.filter(({ outcome }) => ['fail', 'fixed', 'error'].includes(outcome));
  for (const result of bad) {
    const [head = '', ...rest] = resultLines(result);
    lines.push(`${paint(result.outcome.toUpperCase(), 'red')} ${paint(head, 'bold')}`, ...rest, '');
  }
  for (const warning of report.warnings)
    lines.push(paint(`WARNING ${printable(warning)}`, 'yellow'), '');
  const verdict = `${countsText(report.counts)} (${report.requests} requests, ${seconds(report.ms)})`;
  lines.push(paint(verdict, report.exitCode === 0 ? 'green' : 'red'));
  return `${lines.join('\n')}\n`;
}

const is =
  (outcome: RuleResult['outcome']) =>
  (result: RuleResult): boolean =>
    result.outcome === outcome;
const isKnown = is('known');

function section(
  title: string,
  results: readonly RuleResult[],
  linesOf: (result: RuleResult) => readonly string[],
): string[] {
  if (results.length === 0) return [];
  return [`${title}:`, ...results.flatMap(linesOf).map((line) => `  ${line}`), ''];
}

function knownLines({ rule, deviations }: RuleResult): readonly string[] {
  return deviations.map(
    (deviation) => `${rule.id}: ${deviationLines(deviation)[0]} (${deviation.known?.reason ?? ''})`,
  );
}

/** By reason: one missing option may be why fifty rules are skipped. */
function skipLines(results: readonly RuleResult[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { rule, reason = '' } of results.filter(is('skip'))) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), rule.id]);
  }
  return [...byReason].flatMap(([reason, ids]) => [
    `Skipped, ${ids.length}: ${printable(reason)}`,
    `  ${ids.join(', ')}`,
    '',
  ]);
}

function table(report: Report): string[] {
  const head = ['group', 'rules', ...OUTCOMES, 'requests', 'time'];
  const rows = rowsByGroup(report.results).map(({ group, rules, counts, requests, ms }) => [
    group,
    String(rules),
    ...OUTCOMES.map((outcome) => (counts[outcome] === 0 ? '·' : String(counts[outcome]))),
    String(requests),
    seconds(ms),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}
