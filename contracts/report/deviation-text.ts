import type { FoundDeviation, RuleResult } from '../runner/rule-result.js';
import { truncate } from '../shared/truncate.js';
import { jsonText } from '../shared/json.js';
import { excerpt } from '../http/list-response.js';
import { printable } from '../shared/printable.js';

/** Characters of a value or a body; who needs more has the curl line. */
const LONGEST = 600;

/** Everything that a reader needs to see a deviation and to see it again, one line an item. */
export function deviationLines(deviation: FoundDeviation): readonly string[] {
  const { message, expected, got, at, exchange, known } = deviation;
  return [
    `${deviation.deviation}: ${message}`,
    ...(at === undefined ? [] : [`  at        ${at}`]),
    `  expected  ${show(expected)}`,
    `  got       ${show(got)}`,
    ...(exchange
      ? [
          `  request   ${exchange.curl}`,
          `  answer    HTTP ${exchange.response.status} ${excerpt(exchange, 300)}`,
        ]
      : []),
    ...(known ? [`  known     ${known.reason}`] : []),
  ].map(printable);
}

/** A result in full: rule, clause, and what was found or why it was not judged. */
export function resultLines(result: RuleResult): readonly string[] {
  const { rule, deviations, fixed, reason } = result;
  return [
    `${rule.id} (${rule.level}) ${rule.title}`,
    `  clause    ${rule.clause}`,
    ...(reason === undefined ? [] : [`  reason    ${printable(reason)}`]),
    ...fixed.map(
      (entry) =>
        `  fixed     the profile lists "${entry.deviation ?? 'any deviation'}" (${entry.reason}), ` +
        'but the broker keeps the rule: remove the entry',
    ),
    ...deviations.flatMap((deviation) => deviationLines(deviation).map((line) => `  ${line}`)),
  ];
}

/** The result in one line, for annotations and tables. */
export function resultSummary({ deviations, fixed, reason }: RuleResult): string {
  const unknown = deviations.filter(({ known }) => !known);
  return [
    ...(unknown.length > 0 ? unknown : deviations).map(({ message }) => message),
    ...fixed.map(({ deviation }) => `${deviation ?? 'the known deviation'} does not show any more`),
    ...(reason === undefined ? [] : [reason]),
  ]
    .map(printable)
    .join(' ');
}

function show(value: unknown): string {
  return truncate(textOf(value), LONGEST);
}

function textOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : jsonText(value);
}
