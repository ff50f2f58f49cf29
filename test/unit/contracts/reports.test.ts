import { expect, test } from 'vitest';
import type { RuleResult } from '../../../contracts/runner/rule-result.js';
import type { Deviation } from '../../../contracts/index.js';
import { countOutcomes, exitCodeOf, type Report } from '../../../contracts/report/report.js';
import { ctrfText } from '../../../contracts/report/ctrf.js';
import { githubText } from '../../../contracts/report/github.js';
import { junitText } from '../../../contracts/report/junit.js';
import { markdownText } from '../../../contracts/report/markdown.js';
import { readReportFiles } from '../../../contracts/report/files.js';
import { terminalText } from '../../../contracts/report/terminal.js';
import { ruleThat } from './support.js';

const NASTY = 'a <b> & "c" \u0000 ``` | 100%\r\n::error::';

const deviation = {
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
    curl: `curl -i -u "$EMQX_CONTRACT_USER" 'http://b/api/v4/clients'`,
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
const report: Report = {
  target: 'http://b/api/v4',
  command: 'npx emqx-contract check http://b/api/v4 --kick',
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

test('the terminal report shows each failure in full, and the counts last', () => {
  const text = terminalText(report, false);
  const fail = text.slice(text.indexOf('FAIL list/fail'));
  for (const part of [
    'row x',
    'meta.count',
    'expected  3',
    'got       {"count":4}',
    deviation.exchange.curl,
  ]) {
    expect(fail).toContain(part);
  }
  expect(text).toContain('FIXED list/fixed');
  expect(text).toContain('the profile lists "old" (tolerated), but the broker keeps the rule');
  expect(text).toContain('ERROR list/error');
  expect(text).toContain('WARNING left behind');
  expect(text).toMatch(/list {2,}6 +1 +1 +1 +1 +1 +1/);
  expect(text.trimEnd().split('\n').at(-1)).toBe(
    '1 pass, 1 fail, 1 known, 1 fixed, 1 skip, 1 error (12 requests, 1.2 s)',
  );
});

test('a long answer is truncated', () => {
  expect(terminalText(report, false)).toContain('x'.repeat(200));
  expect(terminalText(report, false)).not.toContain('x'.repeat(400));
});

test('JUnit has the counts and stays well-formed for any answer', () => {
  const text = junitText(report);
  expect(text).toMatch(
    /<testsuite name="list" tests="6" failures="2" errors="1" skipped="1" time="0.09">/,
  );
  expect(text).toContain('message="meta.count counts a &lt;b&gt; &amp; &quot;c&quot; \\u0000');
  expect(text.match(/<testcase/g)).toHaveLength(6);
  // Outside of tags and entities, nothing may be left that XML reserves.
  expect(text.replace(/<[?/]?[\w-]+(?: [\w]+="[^"<]*")*[?/]?>/g, '')).not.toMatch(
    /[<>]|&(?!(?:lt|gt|amp|quot|#10);)/,
  );
});

test('CTRF has the outcome of each rule and the counts', () => {
  const { results: ctrf } = JSON.parse(ctrfText(report)) as {
    results: { summary: Record<string, number>; tests: { rawStatus: string; status: string }[] };
  };
  expect(ctrf.summary).toMatchObject({
    tests: 6,
    passed: 2,
    failed: 3,
    skipped: 1,
    pending: 0,
    other: 0,
  });
  expect(ctrf.tests.map(({ rawStatus, status }) => `${rawStatus} ${status}`)).toEqual([
    'pass passed',
    'fail failed',
    'known passed',
    'fixed failed',
    'skip skipped',
    'error failed',
  ]);
});

test('a bad result ends with the command that runs this rule again, in every report for people', () => {
  for (const text of [
    terminalText(report, false),
    markdownText(report),
    junitText(report),
    ctrfText(report),
  ]) {
    for (const rule of ['list/fail', 'list/fixed', 'list/error']) {
      expect(text).toContain(`${report.command} --only ${rule}`);
    }
    expect(text).not.toContain('--only list/known');
  }
});

test('Markdown fences an answer that contains fences', () => {
  const text = markdownText(report);
  expect(text).toContain('````text\nlist/fail (MUST) It is fail');
  expect(text).toContain('| `list/skip` | needs --kick |');
  expect(text).toContain('counts a &lt;b> & "c" \\\\u0000 \\`\\`\\` \\| 100%');
});

test('GitHub gets one annotation for each bad result, on one line each', () => {
  const lines = githubText(report).trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(
    /^::error title=list\/fail%3A fail::meta\.count counts .*100%25\\u000d\\n::error::/,
  );
  expect(lines[3]).toBe('::warning::left behind');
});

test.each([
  ['junit=a.xml,ctrf=b.json', ['junit a.xml', 'ctrf b.json']],
  ['markdown=a=b.md', ['markdown a=b.md']],
])('--report %s is accepted', (text, files) => {
  expect(readReportFiles(text).map(({ format, path }) => `${format} ${path}`)).toEqual(files);
});

test.each([
  ['junt=a.xml', /but got "junt=a\.xml"\. Did you mean "junit=a\.xml"\?/],
  ['junit', /expected junit=FILE, ctrf=FILE, markdown=FILE but got "junit"/],
  ['junit=', /but got "junit="/],
  ['__proto__=x', /but got "__proto__=x"/],
])('--report %s is refused', (text, message) => {
  expect(() => readReportFiles(text)).toThrow(message);
});

test.each([
  [{ pass: 5 }, false, 0],
  [{ pass: 5, known: 2, skip: 3 }, false, 0],
  [{ fail: 1 }, false, 1],
  [{ fixed: 1 }, false, 1],
  [{ fail: 1, error: 1 }, false, 3],
  [{ pass: 5 }, true, 3],
])('%o with warnings: %s is exit code %i', (some, unclean, code) => {
  expect(exitCodeOf({ ...countOutcomes([]), ...some }, unclean)).toBe(code);
});
