import { countOutcomes, exitCodeOf, type Report } from '../../../../contracts/report/report.js';
import type { FailedRun } from '../../../../contracts/report/run.js';
import type { Deviation, RuleResult } from '../../../../contracts/index.js';
import { ruleThat } from '../support.js';

/** Text of a broker that tries everything: XML, Markdown, HTML, terminals, and the commands of CI. */
export const NASTY =
  'a <b> & "c" \u0000 ``` | \\| 100% ]]> <img src=x onerror=alert(1)> </script>' +
  '\r\n::error::forged\n  ::set-output name=a::b ##[error]old ##vso[task.complete]x ' +
  '\u001b]0;title\u0007\u009b31m \u202e\u2066 \ud800 \ufffe @octocat #1 [x](https://evil.example) www.evil.example';

export const deviation = {
  deviation: 'count-is-wrong',
  message: `meta.count counts ${NASTY}`,
  expected: 3,
  got: { count: 4 },
  at: 'meta.count',
  exchange: {
    number: 1,
    request: { method: 'GET', path: '/clients', authorization: 'right' },
    response: { status: 200, headers: {}, text: `{"id":"${'x'.repeat(900)}"}` },
    json: undefined,
    curl: `printf 'user="%s"' "$EMQX_CONTRACT_USER" | curl -i -K - 'http://b/api/v4/clients'`,
    ms: 1,
  },
} satisfies Deviation;

const ran = (outcome: string) => ({
  rule: ruleThat(async () => {}, { id: `list/${outcome}`, title: `It is ${outcome}` }),
  requests: 2,
  retries: 0,
  rechecks: 0,
  ms: 15,
});

const entry = { rule: 'list/known', reason: 'tolerated' };

const results: readonly RuleResult[] = [
  { ...ran('pass'), outcome: 'pass' },
  { ...ran('fail'), outcome: 'fail', deviations: [deviation] },
  { ...ran('known'), outcome: 'known', deviations: [{ ...deviation, known: entry }] },
  { ...ran('fixed'), outcome: 'fixed', deviations: [], fixed: [{ ...entry, deviation: 'old' }] },
  { ...ran('skip'), outcome: 'skip', reason: 'needs --kick' },
  { ...ran('error'), outcome: 'error', reason: 'No answer.' },
];

const counts = countOutcomes(results);

/** A report with one result of each outcome. */
export const report: Report = {
  target: 'http://b/api/v4',
  command: 'npx --package=emqx-clients-kit emqx-contract check http://b/api/v4 --kick',
  profile: { name: 'mine', known: [entry] },
  prefix: 'ck-1-',
  startedAt: Date.parse('2026-03-18T02:15:57Z'),
  ms: 1234,
  requests: 12,
  costMs: 900,
  retried: [],
  results,
  counts,
  warnings: ['left behind'],
  exitCode: exitCodeOf(counts, true),
};

/** A run in which every rule passed. */
export const passed: Report = {
  ...report,
  results: results.slice(0, 1),
  counts: countOutcomes(results.slice(0, 1)),
  warnings: [],
  exitCode: 0,
};

/** A run that passed, but not at the first try. */
export const flaky: Report = {
  ...passed,
  results: [{ ...ran('pass'), outcome: 'pass', retries: 1, rechecks: 2 }],
  retried: [
    {
      request: 'GET /clients?_limit=7',
      reason: 'HTTP 503',
      tries: 2,
      ok: true,
      rule: 'list/pass',
    },
  ],
  warnings: ['1 answer in 1,302 came at the second try: HTTP 503.'],
};

/** A run that the user ended before its second rule. */
export const interrupted: Report = {
  ...passed,
  results: [
    ...passed.results,
    { ...ran('skip'), outcome: 'skip', reason: 'The run was interrupted' },
  ],
  counts: { ...countOutcomes([]), pass: 1, skip: 1 },
  ended: { reason: 'interrupted', message: 'The run was interrupted; 1 rule was not judged.' },
  exitCode: 3,
};

/** A run that met a gateway instead of the broker. */
export const failed: FailedRun = {
  target: 'http://b/api/v4',
  message: `A gateway answered: HTTP 502 ${NASTY}. Check the address.`,
  exitCode: 3,
  startedAt: report.startedAt,
};
