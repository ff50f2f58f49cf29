import { excerpt } from '../http/list-response.js';
import {
  deviationsOf,
  type FoundDeviation,
  isBad,
  type RuleResult,
} from '../runner/rule-result.js';
import type { Rule } from '../rule/rule.js';
import { counted } from '../shared/counted.js';
import { jsonText } from '../shared/json.js';
import { printable } from '../shared/printable.js';
import { truncate } from '../shared/truncate.js';

/** Characters of a value or a body; the curl line shows the rest. */
const LONGEST = 600;

/** A deviation and how to reproduce it, one line an item. */
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

/**
 * A result in full: rule, clause, what was found or why it was not judged, and for a bad one the
 * command that runs this rule again.
 * @param command see `Report.command`
 */
export function resultLines(result: RuleResult, command: string): readonly string[] {
  const { rule } = result;
  return [
    `${rule.id} (${rule.level}) ${rule.title}`,
    `  clause    ${rule.clause}`,
    ...usedByLines(rule).map((line) => `  used by   ${line}`),
    ...('reason' in result ? [`  reason    ${printable(result.reason)}`] : []),
    ...(result.retries + result.rechecks > 0 ? [`  retried   ${retriedText(result)}`] : []),
    ...('fixed' in result ? result.fixed : []).map((entry) =>
      printable(
        `  fixed     the profile lists "${entry.deviation ?? 'any deviation'}" (${entry.reason}), ` +
          'but the broker keeps the rule: remove the entry',
      ),
    ),
    ...deviationsOf(result).flatMap((each) => deviationLines(each).map((line) => `  ${line}`)),
    ...(isBad(result) ? [`  again     ${command} --only ${rule.id}`] : []),
  ];
}

/** The most tests that are named. */
const MOST_TESTS = 10;

/** Which applications rely on a rule, and their tests: `front end: 12 requests in 3 tests: a, b, c`. */
export function usedByLines({ usedBy = [] }: Rule): readonly string[] {
  return usedBy.map(({ application, tests, requests }) => {
    if (tests.length === 0) return printable(application);
    const sent = requests > 0 ? `${counted(requests, 'request')} in ` : '';
    const names = tests.slice(0, MOST_TESTS).map((test) => JSON.stringify(test));
    const more = tests.length > MOST_TESTS ? ` and ${tests.length - MOST_TESTS} more` : '';
    return printable(
      `${application}: ${sent}${counted(tests.length, 'test')}: ${names.join(', ')}${more}`,
    );
  });
}

/** `2 requests sent again, 1 check repeated` */
export function retriedText({ retries, rechecks }: RuleResult): string {
  return [
    ...(retries > 0 ? [`${counted(retries, 'request')} sent again`] : []),
    ...(rechecks > 0 ? [`${counted(rechecks, 'check')} repeated`] : []),
  ].join(', ');
}

/** The result in one line, for annotations and tables. */
export function resultSummary(result: RuleResult): string {
  const deviations = deviationsOf(result);
  const unknown = deviations.filter(({ known }) => !known);
  return [
    ...(unknown.length > 0 ? unknown : deviations).map(({ message }) => message),
    ...('fixed' in result ? result.fixed : []).map(
      ({ deviation }) => `${deviation ?? 'the known deviation'} no longer shows`,
    ),
    ...('reason' in result ? [result.reason] : []),
  ]
    .map(printable)
    .join(' ');
}

/** A value as JSON; a text as it is. */
function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  return truncate(typeof value === 'string' ? value : jsonText(value), LONGEST);
}
