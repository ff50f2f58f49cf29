import type { RuleResult } from '../runner/rule-result.js';
import type { Report } from './report.js';
import { resultLines, resultSummary } from './deviation-text.js';
import { rowsByGroup } from './groups.js';

/** JUnit XML for CI servers: a suite for each group, a case for each rule. */
export function junitText(report: Report): string {
  const suites = rowsByGroup(report.results).map(({ group, results, counts, ms }) => {
    const cases = results.map((result) => caseText(result, report.command));
    const attributes = attributesText({ name: group, ...summaryOf(results, counts, ms) });
    return `  <testsuite${attributes}>\n${cases.join('')}  </testsuite>\n`;
  });
  const attributes = attributesText({
    name: `emqx-contract ${report.target}`,
    ...summaryOf(report.results, report.counts, report.ms),
    timestamp: new Date(report.startedAt).toISOString(),
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n${suites.join('')}</testsuites>\n`;
}

function summaryOf(
  results: readonly RuleResult[],
  counts: Report['counts'],
  ms: number,
): Readonly<Record<string, number>> {
  return {
    tests: results.length,
    failures: counts.fail + counts.fixed,
    errors: counts.error,
    skipped: counts.skip,
    time: ms / 1000,
  };
}

function caseText(result: RuleResult, command: string): string {
  const { rule, ms, outcome } = result;
  const attributes = attributesText({
    name: `${rule.id} ${rule.title}`,
    classname: `emqx-contract.${rule.group}`,
    time: ms / 1000,
  });
  const body = `${resultLines(result, command).join('\n')}\n`;
  const message = attributesText({ message: resultSummary(result), type: outcome });
  switch (outcome) {
    case 'pass':
      return `    <testcase${attributes}/>\n`;
    case 'known':
      return wrap(attributes, `<system-out>${escape(body)}</system-out>`);
    case 'skip':
      return wrap(attributes, `<skipped${attributesText({ message: resultSummary(result) })}/>`);
    case 'error':
      return wrap(attributes, `<error${message}>${escape(body)}</error>`);
    case 'fail':
    case 'fixed':
      return wrap(attributes, `<failure${message}>${escape(body)}</failure>`);
  }
}

function wrap(attributes: string, inner: string): string {
  return `    <testcase${attributes}>\n      ${inner}\n    </testcase>\n`;
}

function attributesText(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escape(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
}

/** XML 1.0 cannot represent most control characters, nor lone surrogates. */
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

function escape(text: string): string {
  return text
    .replace(NOT_XML, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
