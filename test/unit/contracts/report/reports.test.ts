import { expect, test } from 'vitest';
import { countOutcomes, exitCodeOf } from '../../../../contracts/report/report.js';
import { ctrfText } from '../../../../contracts/report/ctrf.js';
import { githubText } from '../../../../contracts/report/github.js';
import { htmlText } from '../../../../contracts/report/html/page.js';
import { junitText } from '../../../../contracts/report/junit.js';
import { markdownText } from '../../../../contracts/report/markdown.js';
import { readReportFiles } from '../../../../contracts/report/files.js';
import type { Report } from '../../../../contracts/report/report.js';
import type { Run } from '../../../../contracts/report/run.js';
import { inlineText } from '../../../../contracts/report/markdown-text.js';
import { terminalText } from '../../../../contracts/report/terminal.js';
import { deviation, failed, flaky, interrupted, NASTY, passed, report } from './sample-reports.js';

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

test('JUnit has the counts of each suite, and what is said of rules that did not fail', () => {
  const text = junitText(report);
  expect(text).toMatch(/<testsuite name="list" .*tests="6" failures="2" errors="1" skipped="1"/);
  expect(text).toContain('message="meta.count counts a &lt;b&gt; &amp; &quot;c&quot; \\u0000');
  expect(text.match(/<testcase/g)).toHaveLength(6);
  expect(text).toMatch(/<system-out>list\/known \(MUST\)[^<]*known {5}tolerated/);
  expect(text).toContain('<system-err>left behind\n</system-err>');
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
    githubText(report),
    htmlText(report),
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
});

test.each([
  ['needs --kick, at 10:00: 3 of 4 (75%)', 'needs --kick, at 10:00: 3 of 4 (75%)'],
  ['_page and \u7528\u6237', '\\_page and \u7528\u6237'],
  ['ask @octocat', '`ask @octocat`'],
  ['see #12 and GH-3', '`see #12 and GH-3`'],
  ['www.evil.example', '`www.evil.example`'],
  ['GH-3', '`GH-3`'],
  ['http://evil.example', '`http://evil.example`'],
  ['<img src=x>', '`<img src=x>`'],
  ['[x](y) **b** ~~c~~', '`[x](y) **b** ~~c~~`'],
  ['a`b``c', '```a`b``c```'],
  ['`a', '`` `a ``'],
  ['a|b', '`a\\|b`'],
  ['a\\|b', '`a\\\\u007cb`'],
])('Markdown shows %j in a cell as %j', (text, shown) => {
  expect(inlineText(text)).toBe(shown);
});

test('Markdown for the summary of a job stays below the limit of GitHub', () => {
  const bad = report.results.filter(({ outcome }) => outcome === 'fail');
  const long = { ...deviation, expected: '\u7528'.repeat(600) };
  const many = Array.from({ length: 2000 }, () => ({ ...bad[0], deviations: [long] })) as never;
  const text = markdownText({ ...report, results: many });
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(text).toMatch(/And \d+ more, left out for their length: list\/fail, /);
});

test('GitHub gets one annotation for each bad result, on one line each', () => {
  const lines = githubText(report).trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(
    /^::error title=list\/fail%3A fail::meta\.count counts .*100%25.*\\u000d\\n:\\u003aerror::/,
  );
  expect(lines[3]).toBe('::warning::left behind');
});

const FORMATS = {
  terminal: (run: Report) => terminalText(run, false),
  markdown: markdownText,
  junit: junitText,
  ctrf: ctrfText,
  github: githubText,
  html: htmlText,
} as const;
type Format = keyof typeof FORMATS;
const NAMES = Object.keys(FORMATS) as Format[];

test.each(NAMES)('%s tells that a run was interrupted, and why', (name) => {
  expect(FORMATS[name](interrupted)).toContain('The run was interrupted; 1 rule was not judged.');
});

test.each(NAMES)('%s tells what came at a later try', (name) => {
  const warning = '1 answer in 1,302 came at the second try: HTTP 503.';
  expect(FORMATS[name](flaky)).toContain(warning);
});

test.each(NAMES.filter((name) => name !== 'terminal'))(
  '%s tells that no rule was judged, and why, where the run met a gateway',
  (name) => {
    const textOf = FORMATS[name];
    expect(textOf(failed)).toContain('A gateway answered: HTTP 502');
  },
);

test('where only flaky answers end a run with 1, no report looks like success', () => {
  const run = { ...flaky, exitCode: 1 } as const;
  expect(junitText(run)).toMatch(/<failure message="1 answer in 1,302/);
  expect(JSON.parse(ctrfText(run))).toMatchObject({ results: { summary: { failed: 1 } } });
  expect(githubText(run)).toMatch(/^::error title=emqx-contract::1 answer in 1,302/);
});

test('CTRF marks a rule that passed at a later try as flaky, with its retries', () => {
  expect(JSON.parse(ctrfText(flaky))).toMatchObject({
    results: {
      summary: { passed: 1, flaky: 1 },
      tests: [
        {
          name: 'list/pass It is pass',
          flaky: true,
          retries: 3,
          extra: { retried: [{ tries: 2 }] },
        },
      ],
      extra: { retried: [{ request: 'GET /clients?_limit=7', reason: 'HTTP 503' }] },
    },
  });
  expect(ctrfText(passed)).not.toContain('"flaky": true');
});

test('known, fixed and error are explained where they occur', () => {
  for (const text of [terminalText(report, false), markdownText(report)]) {
    expect(text).toContain('the profile lists a deviation that no longer shows: remove the entry');
    expect(text).toContain('this says nothing about the broker');
  }
  for (const text of [terminalText(passed, false), markdownText(passed)]) {
    expect(text).not.toMatch(/no longer shows|nothing about the broker/);
  }
});

test.each(NAMES)('%s gives the text of a broker no power over a terminal, a log or CI', (name) => {
  for (const run of [report, failed]) {
    if (name === 'terminal' && run === failed) continue;
    const text = (FORMATS[name] as (run: Run) => string)(run);
    expect(NASTY).toMatch(/[\u0000\u001b\u009b\u202e]/);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(text).not.toMatch(/##\w*\[/);
    const lines = name === 'github' ? text.split(/\n::(?:error|warning)|%0A/) : text.split('\n');
    for (const line of name === 'github' ? lines.slice(1) : lines) {
      expect(line).not.toMatch(/^\s*::[a-z-]+.*::/);
    }
  }
});

test.each([
  ['junit=a.xml,ctrf=b.json', ['junit a.xml', 'ctrf b.json']],
  ['markdown=a=b.md', ['markdown a=b.md']],
])('--report %s is accepted', (text, files) => {
  expect(readReportFiles(text).map(({ format, path }) => `${format} ${path}`)).toEqual(files);
});

test.each([
  ['junt=a.xml', /but got "junt=a\.xml"\. Did you mean "junit=a\.xml"\?/],
  ['junit', /expected junit=FILE, ctrf=FILE, markdown=FILE, html=FILE but got "junit"/],
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
