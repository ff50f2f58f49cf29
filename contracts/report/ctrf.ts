import { deviationsOf, type Outcome, type RuleResult } from '../runner/rule-result.js';
import type { Report } from './report.js';
import { resultLines, resultSummary } from './deviation-text.js';

const STATUS = {
  pass: 'passed',
  known: 'passed',
  fail: 'failed',
  fixed: 'failed',
  error: 'failed',
  skip: 'skipped',
} as const satisfies Record<Outcome, string>;

/** Common Test Report Format (ctrf.io), JSON; `rawStatus` is the kit's own outcome. */
export function ctrfText(report: Report): string {
  const status = (wanted: string): number =>
    report.results.filter(({ outcome }) => STATUS[outcome] === wanted).length;
  const document = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: new Date(report.startedAt + report.ms).toISOString(),
    generatedBy: 'emqx-contract',
    results: {
      tool: { name: 'emqx-contract' },
      summary: {
        tests: report.results.length,
        passed: status('passed'),
        failed: status('failed'),
        skipped: status('skipped'),
        pending: 0,
        other: 0,
        start: Math.round(report.startedAt),
        stop: Math.round(report.startedAt + report.ms),
        extra: { ...report.counts, requests: report.requests },
      },
      tests: report.results.map((result) => testOf(result, report.command)),
      extra: {
        target: report.target,
        profile: report.profile?.name ?? null,
        warnings: report.warnings,
      },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function testOf(result: RuleResult, command: string): object {
  const { rule, outcome, ms, requests } = result;
  return {
    name: `${rule.id} ${rule.title}`,
    status: STATUS[outcome],
    rawStatus: outcome,
    duration: Math.round(ms),
    suite: [rule.group],
    tags: [rule.level],
    ...(outcome === 'pass'
      ? {}
      : { message: resultSummary(result), trace: resultLines(result, command).join('\n') }),
    extra: {
      rule: rule.id,
      clause: rule.clause,
      requests,
      deviations: deviationsOf(result).map(({ deviation, at, known }) => ({
        deviation,
        ...(at !== undefined && { at }),
        known: known !== undefined,
      })),
    },
  };
}
