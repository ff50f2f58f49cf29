/** The way to the broker fails while rules run: what the report says. */
import { expect, test } from 'vitest';
import { NoAnswer } from '../../../contracts/shared/errors.js';
import { deviationsOf, isFlaky, type Report } from '../../../contracts/index.js';
import type { MockRequest } from '../../../mock/core/request-response.js';
import { checkInProcess, type InProcessOptions } from '../../support/in-process/check.js';
import { createEngine } from '../../support/in-process/engine.js';

const RESET = new NoAnswer('ECONNRESET', 'read ECONNRESET');

/** Answers as `trouble` says, or as the engine does where it says nothing. */
async function check(
  trouble: (request: MockRequest, number: number) => 'lost' | 'lost after' | number | undefined,
  options: InProcessOptions = {},
): Promise<Report> {
  const engine = createEngine();
  let number = 0;
  return checkInProcess(
    engine,
    (request) => {
      number += 1;
      const what = trouble(request, number);
      if (what === 'lost') throw RESET;
      const answer = engine.handle(request);
      if (what === 'lost after') throw RESET;
      return typeof what === 'number' ? { status: what, headers: {}, body: 'x' } : answer;
    },
    options,
  );
}

const messages = ({ results }: Report): string[] =>
  results.flatMap((result) => deviationsOf(result).map(({ message }) => message));

test('one lost answer is a warning, and the exit code stays 0', async () => {
  const report = await check((_request, number) => (number === 200 ? 503 : undefined));
  expect(report.counts).toMatchObject({ fail: 0, error: 0, skip: 0 });
  expect(report.warnings).toEqual([
    expect.stringMatching(/^1 answer in 1,\d\d\d came at the second try: HTTP 503\.$/),
  ]);
  expect(report.results.filter(isFlaky).map(({ retries }) => retries)).toEqual([1]);
  expect(report.exitCode).toBe(0);
});

test('with failOnFlaky, one lost answer ends with 1', async () => {
  const lost = (_request: MockRequest, number: number) => (number === 200 ? 503 : undefined);
  expect((await check(lost, { failOnFlaky: true })).exitCode).toBe(1);
  expect((await check(() => undefined, { failOnFlaky: true })).exitCode).toBe(0);
});

test.each(['lost', 'lost after', 502, 503] as const)(
  'every ninth DELETE, POST and the like %s: no accusation, and the kicks are judged',
  async (trouble) => {
    let others = 0;
    const report = await check(({ method }) => {
      if (method === 'GET') return undefined;
      others += 1;
      return others % 9 === 0 ? trouble : undefined;
    });
    expect(messages(report)).toEqual([]);
    expect(report.counts).toMatchObject({ fail: 0, error: 0, skip: 0 });
    expect(report.warnings.join()).toMatch(/DELETE|answers? in/);
  },
);

test('a gateway that refuses every DELETE is not the broker', async () => {
  const report = await check(({ method }) => (method === 'DELETE' ? 502 : undefined));
  expect(messages(report)).toEqual([]);
  expect(report.counts.error).toBeGreaterThan(5);
  expect(report.exitCode).toBe(3);
});

test('a broker that dies ends the run at once: one sentence, the rest is not judged', async () => {
  const report = await check((_request, number) => (number > 300 ? 'lost' : undefined));
  expect(report.ended?.reason).toBe('broker gone');
  expect(report.ended?.message).toMatch(
    /^The broker stopped answering at request 301 \(connection reset, 5 times in a row\); \d\d rules were not judged\. /,
  );
  expect(messages(report)).toEqual([]);
  expect(report.counts.error).toBe(0);
  expect(report.counts.skip + report.counts.pass).toBe(report.results.length);
  expect(report.exitCode).toBe(3);
});

test('a gateway with HTTP 502 for all from some time on ends the run as well', async () => {
  const report = await check((_request, number) => (number > 300 ? 502 : undefined));
  expect(report.ended?.message).toMatch(/\(HTTP 502, 5 times in a row\)/);
  expect(messages(report)).toEqual([]);
});

test('the time limit of the run ends it, and says how to give more', async () => {
  const report = await check(() => undefined, { requestsPerSecond: 2, timeLimitMs: 100_000 });
  expect(report.ended?.reason).toBe('time limit');
  expect(report.ended?.message).toMatch(
    /^The time limit of 100 seconds was reached at request \d+; \d\d rules were not judged\. Give more with --time-limit\.$/,
  );
  expect(report.ms).toBeLessThan(101_000);
  expect(report.exitCode).toBe(3);
});

test('HTTP 429 lowers the pace, and the report names --rate', async () => {
  const report = await check((_request, number) => (number % 100 === 50 ? 429 : undefined), {
    timeLimitMs: 1e9,
  });
  expect(report.counts).toMatchObject({ fail: 0, error: 0, skip: 0 });
  expect(report.warnings.join()).toMatch(
    /The pace was lowered to [\d.]+ requests per second after HTTP 429, \d+ times: give --rate/,
  );
});
