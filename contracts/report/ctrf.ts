import { deviationsOf, isFlaky, type Outcome, type RuleResult } from '../runner/rule-result.js';
import { printable } from '../shared/printable.js';
import { countOutcomes, type Report } from './report.js';
import { resultLines, resultSummary } from './deviation-text.js';
import { isFailedRun, type Run, runProblem } from './run.js';

const STATUS = {
  pass: 'passed',
  known: 'passed',
  fail: 'failed',
  fixed: 'failed',
  error: 'failed',
  skip: 'skipped',
} as const satisfies Record<Outcome, string>;

/** A test in CTRF, as far as the summary needs it. */
interface CtrfTest {
  readonly status: (typeof STATUS)[Outcome];
  readonly flaky?: boolean;
}

/**
 * Common Test Report Format (ctrf.io), JSON; `rawStatus` is the kit's own outcome. Where no rule
 * shows why the run is no success, a test of the suite `run` does.
 */
export function ctrfText(run: Run): string {
  const results = isFailedRun(run) ? [] : run.results;
  const ms = isFailedRun(run) ? 0 : Math.max(0, run.ms);
  const tests: readonly CtrfTest[] = [
    ...runTests(run),
    ...results.map((result) => testOf(result, run as Report)),
  ];
  const status = (wanted: string): number =>
    tests.filter(({ status: each }) => each === wanted).length;
  const document = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: new Date(run.startedAt + ms).toISOString(),
    generatedBy: 'emqx-contract',
    results: {
      tool: { name: 'emqx-contract' },
      summary: {
        tests: tests.length,
        passed: status('passed'),
        failed: status('failed'),
        skipped: status('skipped'),
        pending: 0,
        other: 0,
        flaky: tests.filter(({ flaky }) => flaky === true).length,
        start: Math.round(run.startedAt),
        stop: Math.round(run.startedAt + ms),
        extra: { ...countOutcomes(results), requests: isFailedRun(run) ? 0 : run.requests },
      },
      tests,
      extra: extraOf(run),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function runTests(run: Run): CtrfTest[] {
  const problem = runProblem(run);
  if (!problem) return [];
  const test = {
    name: 'the run as a whole',
    status: STATUS[problem.outcome],
    rawStatus: problem.outcome,
    duration: 0,
    suite: ['run'],
    message: printable(problem.message),
  };
  return [test];
}

function extraOf(run: Run): object {
  const { target, exitCode } = run;
  if (isFailedRun(run)) return { target, exitCode, warnings: [] };
  return {
    target,
    exitCode,
    command: run.command,
    profile: run.profile?.name ?? null,
    warnings: run.warnings,
    retried: run.retried,
    ...(run.usage && { usage: run.usage }),
    ...(run.ended && { ended: run.ended }),
    costMs: Math.round(run.costMs),
  };
}

function testOf(result: RuleResult, { command, retried }: Report): CtrfTest {
  const { rule, outcome, ms, requests, retries, rechecks } = result;
  const test = {
    name: `${rule.id} ${rule.title}`,
    status: STATUS[outcome],
    rawStatus: outcome,
    duration: Math.max(0, Math.round(ms)),
    suite: [rule.group],
    tags: [rule.level],
    ...(retries + rechecks > 0 && { retries: retries + rechecks }),
    ...(isFlaky(result) && { flaky: true }),
    ...(outcome === 'pass'
      ? {}
      : { message: resultSummary(result), trace: resultLines(result, command).join('\n') }),
    extra: {
      rule: rule.id,
      clause: rule.clause,
      ...(rule.usedBy && { usedBy: rule.usedBy }),
      requests,
      retries,
      rechecks,
      retried: retried.filter((each) => each.rule === rule.id),
      deviations: deviationsOf(result).map(({ deviation, at, known }) => ({
        deviation,
        ...(at !== undefined && { at }),
        known: known !== undefined,
      })),
    },
  };
  return test;
}
