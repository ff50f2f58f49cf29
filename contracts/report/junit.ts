import { deviationsOf, isBad, isFlaky, type RuleResult } from '../runner/rule-result.js';
import { printable } from '../shared/printable.js';
import type { Report } from './report.js';
import { resultLines, resultSummary, retriedText } from './deviation-text.js';
import { rowsByGroup } from './groups.js';
import { isFailedRun, type Run, runProblem } from './run.js';
import { type Attributes, element, escapeXml } from './xml.js';

/** The part of JUnit XML that the schemas in use have in common. */
interface Suite {
  readonly name: string;
  readonly ms: number;
  readonly cases: readonly string[];
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  /** What was printed meanwhile. */
  readonly out: string;
  readonly err: string;
}

/**
 * JUnit XML for CI servers: a suite for each group, a case for each rule. Valid for the schema of
 * Jenkins' xUnit plug-in (junit-10.xsd) and for that of Ant's task. So `testsuites` has no
 * attributes, and what is said of a rule that did not fail stands in its suite's `system-out`.
 * Where no rule shows why the run is no success, a suite `run` does.
 */
export function junitText(run: Run): string {
  const suites = [...runSuite(run), ...(isFailedRun(run) ? [] : groupSuites(run))];
  const text = suites.map((suite, index) => `  ${suiteText(suite, index, run)}\n`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${text}</testsuites>\n`;
}

function runSuite(run: Run): Suite[] {
  const problem = runProblem(run);
  if (!problem) return [];
  const message = printable(problem.message);
  const isError = problem.outcome === 'error';
  const fault = element(isError ? 'error' : 'failure', { message, type: problem.outcome }, '');
  return [
    {
      name: 'run',
      ms: 0,
      cases: [caseText('the run as a whole', 'run', 0, fault)],
      failures: isError ? 0 : 1,
      errors: isError ? 1 : 0,
      skipped: 0,
      out: '',
      err: `${message}\n`,
    },
  ];
}

function groupSuites(report: Report): Suite[] {
  return rowsByGroup(report.results).map(({ group, results, counts, ms }, index) => ({
    name: group,
    ms,
    cases: results.map((result) => resultCase(result, report.command)),
    failures: counts.fail + counts.fixed,
    errors: counts.error,
    skipped: counts.skip,
    out: results.flatMap((result) => asideLines(result, report.command)).join(''),
    err: index === 0 ? report.warnings.map((each) => `${printable(each)}\n`).join('') : '',
  }));
}

function suiteText(suite: Suite, id: number, run: Run): string {
  const { name, cases, failures, errors, skipped } = suite;
  const attributes = {
    name,
    package: 'emqx-contract',
    id,
    hostname: hostOf(run.target),
    timestamp: new Date(run.startedAt).toISOString().slice(0, 19),
    tests: cases.length,
    failures,
    errors,
    skipped,
    time: seconds(suite.ms),
  };
  const lines = [
    element('properties', {}, propertiesText(run)),
    ...cases,
    element('system-out', {}, escapeXml(suite.out)),
    element('system-err', {}, escapeXml(suite.err)),
  ];
  return element('testsuite', attributes, `\n    ${lines.join('\n    ')}\n  `);
}

function propertiesText(run: Run): string {
  const properties: Readonly<Record<string, string>> = isFailedRun(run)
    ? { target: run.target, exitCode: String(run.exitCode) }
    : {
        target: run.target,
        command: run.command,
        profile: run.profile?.name ?? 'none',
        prefix: run.prefix,
        requests: String(run.requests),
        retried: String(run.retried.length),
        ...(run.usage && { usage: run.usage.verdicts.join('; ') }),
        ...(run.ended && { ended: run.ended.reason }),
        exitCode: String(run.exitCode),
      };
  return Object.entries(properties)
    .map(([name, value]) => element('property', { name, value: printable(value) }))
    .join('');
}

function resultCase(result: RuleResult, command: string): string {
  const { rule, ms, outcome } = result;
  const message = resultSummary(result);
  const body = (): string => escapeXml(`${resultLines(result, command).join('\n')}\n`);
  const inner = {
    pass: () => undefined,
    known: () => undefined,
    skip: () => element('skipped', { message }),
    error: () => element('error', { message, type: outcome }, body()),
    fail: () => element('failure', { message, type: outcome }, body()),
    fixed: () => element('failure', { message, type: outcome }, body()),
  }[outcome]();
  return caseText(`${rule.id} ${rule.title}`, rule.group, ms, inner);
}

function caseText(name: string, group: string, ms: number, inner?: string): string {
  const attributes: Attributes = {
    name,
    classname: `emqx-contract.${group}`,
    time: seconds(ms),
  };
  return element('testcase', attributes, inner);
}

/** What a case without a fault cannot hold: known deviations, and that it passed at a later try. */
function asideLines(result: RuleResult, command: string): string[] {
  if (isBad(result)) return [];
  const isKnown = deviationsOf(result).length > 0;
  const lines = isKnown ? resultLines(result, command) : [];
  const flaky = isFlaky(result) ? [`${result.rule.id}: ${retriedText(result)}`] : [];
  return [...lines, ...flaky].map((line) => `${line}\n`);
}

/** Decimal, without an exponent. */
const seconds = (ms: number): string => (Math.max(0, ms) / 1000).toFixed(3);

const hostOf = (target: string): string =>
  (URL.canParse(target) && new URL(target).hostname) || 'localhost';
