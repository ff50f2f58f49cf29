import { describe, expect, test } from 'vitest';
import { checkBroker, isBad, type Report, type Transport } from '../../../../contracts/index.js';
import { printable } from '../../../../contracts/shared/printable.js';
import { ctrfText } from '../../../../contracts/report/ctrf.js';
import { githubText } from '../../../../contracts/report/github.js';
import { htmlText } from '../../../../contracts/report/html/page.js';
import { junitText } from '../../../../contracts/report/junit.js';
import { markdownText } from '../../../../contracts/report/markdown.js';
import { terminalText } from '../../../../contracts/report/terminal.js';

const TARGET = {
  baseUrl: 'http://localhost:8081/api/v4',
  credentials: { id: 'gate', secret: 'pa55/"wörd' },
};

/** Rules that find deviations in any answer that is no list. */
const FAILING = ['auth/list', 'auth/lookup', 'list/envelope', 'lookup/unknown'];

/** The report on a broker that answers every request but that for the short list with one text. */
async function reportOn(text: (authorization: string) => string): Promise<Report> {
  const transport: Transport = {
    async send({ headers, path }) {
      const page = '{"meta":{"page":1,"limit":1,"hasnext":false,"count":0},"data":[],"code":0}';
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        text: path.endsWith('/clients?_limit=1') ? page : text(headers['authorization'] ?? ''),
      };
    },
  };
  return checkBroker(TARGET, { transport, only: FAILING });
}

/** Too deep for JSON.stringify. */
const DEPTH = 20_000;

const FORMATS = [
  junitText,
  markdownText,
  githubText,
  ctrfText,
  htmlText,
  (report: Report) => terminalText(report, false),
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
  expect(report.results.filter(isBad).map(({ rule }) => rule.id)).toEqual(FAILING);
  for (const textOf of FORMATS) {
    const text = textOf(report);
    for (const secret of ['pa55', Buffer.from('gate:pa55/"wörd').toString('base64')]) {
      expect(text).not.toContain(secret);
    }
  }
});

test('no part of a secret stays where an answer is truncated', async () => {
  const report = await reportOn((authorization) => {
    const pair = Buffer.from(authorization.split(' ')[1] ?? '', 'base64').toString();
    return `${'x'.repeat(1995 - 'gate:'.length)}${pair}`;
  });
  expect(JSON.stringify(report)).not.toContain('pa5');
});

test.each([195, 197, 198, 295, 1998])(
  'no part of a secret stays where a rule shows the first %i characters before it',
  async (before) => {
    const report = await reportOn((authorization) => {
      const pair = Buffer.from(authorization.split(' ')[1] ?? '', 'base64').toString();
      return `${'x'.repeat(before - 'gate:'.length)}${pair} ${authorization}`;
    });
    expect(report.results.filter(isBad).length).toBeGreaterThan(0);
    for (const textOf of FORMATS) expect(textOf(report)).not.toMatch(/pa5|xpa…/);
  },
);

test('control characters and CI commands of a broker are escaped', async () => {
  const evil = '\u001b]0;title\u0007\n::error::forged\r\u202e';
  const report = await reportOn(() => JSON.stringify({ code: evil, message: evil }));
  const text = terminalText(report, false);
  expect(text).toContain('\\u001b');
  expect(text).not.toMatch(/[\u001b\u0007\r\u202e]|^::error::/m);
});

test('a long answer is truncated, and a deeply nested one does not end the run', async () => {
  const long = await reportOn(() => JSON.stringify({ code: 'x'.repeat(100_000) }));
  expect(JSON.stringify(long).length).toBeLessThan(100_000);
  const deep = await reportOn(() => `{"code":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`);
  expect(deep.results.filter(isBad).map(({ rule }) => rule.id)).toEqual(FAILING);
  for (const textOf of FORMATS) expect(textOf(deep)).toContain('nested too deeply');
});

describe('printable text', () => {
  test.each([
    ['a b', 'a b'],
    ['用户 é 😀', '用户 é 😀'],
    ['a\nb', 'a\\nb'],
    ['\u001b[31m', '\\u001b[31m'],
    ['\u0085\u009b', '\\u0085\\u009b'],
    ['\u202e\u2028\u2066\u200f\u061c', '\\u202e\\u2028\\u2066\\u200f\\u061c'],
  ])('of %j is %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});
