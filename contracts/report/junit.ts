import type { RuleResult } from '../runner/rule-result.js';
import type { Report } from './report.js';
import { resultLines, resultSummary } from './deviation-text.js';
import { rowsByGroup } from './groups.js';

/** JUnit's XML, as CI servers read it: a suite a group, a case a rule. */
export function junitText(report: Report): string {
  const suites = rowsByGroup(report.results).map(({ group, rules, counts, ms }) => {
    const cases = report.results.filter(({ rule }) => rule.group === group).map(caseText);
    const attributes = attributesText({
      name: group,
      tests: rules,
      failures: counts.fail + counts.fixed,
      errors: counts.error,
      skipped: counts.skip,
      time: ms / 1000,
    });
    return `  <testsuite${attributes}>\n${cases.join('')}  </testsuite>\n`;
  });
  const attributes = attributesText({
    name: `emqx-contract ${report.target}`,
    tests: report.results.length,
    failures: report.counts.fail + report.counts.fixed,
    errors: report.counts.error,
    skipped: report.counts.skip,
    time: report.ms / 1000,
    timestamp: new Date(report.startedAt).toISOString(),
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n${suites.join('')}</testsuites>\n`;
}

function caseText(result: RuleResult): string {
  const { rule, ms, outcome } = result;
  const attributes = attributesText({
    name: `${rule.id} ${rule.title}`,
    classname: `emqx-contract.${rule.group}`,
    time: ms / 1000,
  });
  const body = `${resultLines(result).join('\n')}\n`;
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

/** XML 1.0 has no way at all to write most control characters, nor a lone half of a pair. */
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

function escape(text: string): string {
  return text
    .replace(NOT_XML, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
