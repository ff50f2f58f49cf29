import { describe, expect, test } from 'vitest';
import { checkBroker, type Transport } from '../../../contracts/index.js';
import { printable } from '../../../contracts/shared/printable.js';
import { githubText } from '../../../contracts/report/github.js';
import { junitText } from '../../../contracts/report/junit.js';
import { markdownText } from '../../../contracts/report/markdown.js';
import { terminalText } from '../../../contracts/report/terminal.js';

const TARGET = {
  baseUrl: 'http://localhost:8081/api/v4',
  credentials: { id: 'gate', secret: 'pa55/"wörd' },
};

/** The report on a broker that answers all the same; the first request, which reaches it, rightly. */
async function reportOn(text: (authorization: string) => string) {
  let asked = 0;
  const transport: Transport = {
    async send({ headers }) {
      asked += 1;
      const page = '{"meta":{"page":1,"limit":1,"hasnext":false,"count":0},"data":[],"code":0}';
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        text: asked === 1 ? page : text(headers['authorization'] ?? ''),
      };
    },
  };
  return checkBroker(TARGET, { transport, only: ['auth', 'list', 'lookup'] });
}

const EVERY = [
  junitText,
  markdownText,
  githubText,
  (report: Parameters<typeof terminalText>[0]) => terminalText(report, false),
];

test('a secret that a broker sends back is in no report', async () => {
  const report = await reportOn((authorization) => {
    const pair = Buffer.from(authorization.split(' ')[1] ?? '', 'base64').toString();
    return JSON.stringify({
      code: 1,
      message: `${authorization} is ${pair}`,
      url: encodeURIComponent(pair),
    });
  });
  expect(report.counts.fail).toBeGreaterThan(3);
  for (const textOf of EVERY) {
    const text = textOf(report);
    for (const secret of ['pa55', Buffer.from('gate:pa55/"wörd').toString('base64')]) {
      expect(text).not.toContain(secret);
    }
  }
});

test('a secret that lies across the place where an answer is cut is told not even by half', async () => {
  const report = await reportOn((authorization) => {
    const pair = Buffer.from(authorization.split(' ')[1] ?? '', 'base64').toString();
    return `${'x'.repeat(1995 - 'gate:'.length)}${pair}`;
  });
  expect(JSON.stringify(report)).not.toContain('pa5');
});

test('what a broker says steers no terminal and commands no CI', async () => {
  const evil = '\u001b]0;title\u0007\n::error::forged\r\u202e';
  const report = await reportOn(() => JSON.stringify({ code: evil, message: evil }));
  const text = terminalText(report, false);
  expect(text).toContain('\\u001b');
  expect(text).not.toMatch(/[\u001b\u0007\r\u202e]|^::error::/m);
});

test('a long answer is cut in the evidence, and a deep one does not end the run', async () => {
  const long = await reportOn(() => JSON.stringify({ code: 'x'.repeat(1_000_000) }));
  expect(JSON.stringify(long).length).toBeLessThan(500_000);
  const deep = await reportOn(() => `{"code":${'['.repeat(50_000)}${']'.repeat(50_000)}}`);
  expect(deep.counts.fail).toBeGreaterThan(0);
  for (const textOf of EVERY) expect(textOf(deep)).toContain('nested too deeply');
});

describe('printable text', () => {
  test.each([
    ['a b', 'a b'],
    ['用户 é 😀', '用户 é 😀'],
    ['a\nb', 'a\\nb'],
    ['\u001b[31m', '\\u001b[31m'],
    ['\u0085\u009b', '\\u0085\\u009b'],
    ['\u202e\u2028', '\\u202e\\u2028'],
  ])('of %j is %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});
