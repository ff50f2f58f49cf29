/** What comes between the kit and the broker while rules run. */
import { describe, expect, test } from 'vitest';
import { deviationsOf, type Report } from '../../contracts/index.js';
import type { MockRequest, MockResponse } from '../../mock/core/request-response.js';
import { checkInProcess } from '../support/in-process/check.js';
import { createEngine } from '../support/in-process/engine.js';
import { FOREIGN, GATEWAYS } from './gateways.js';

type IsInTheWay = (number: number, request: MockRequest) => boolean;

async function check(isInTheWay: IsInTheWay, answer: MockResponse) {
  const engine = createEngine();
  let number = 0;
  return checkInProcess(engine, (request: MockRequest) => {
    number += 1;
    return isInTheWay(number, request) ? answer : engine.handle(request);
  });
}

/** From the first request of a kind on. */
function since(isFirst: (request: MockRequest) => boolean): IsInTheWay {
  let isOn = false;
  return (_number, request) => (isOn ||= isFirst(request));
}

const isKick = ({ method }: MockRequest): boolean => method === 'DELETE';
const isSecondPage = ({ query = '' }: MockRequest): boolean => query.includes('_page=2');

const messages = ({ results }: Report): string[] =>
  results.flatMap((result) => deviationsOf(result).map(({ message }) => message));

function expectEnd(report: Report, says: string): void {
  expect(messages(report)).toEqual([]);
  expect(report.ended?.message).toMatch(
    /^Since request \d+ (?:something else than the API answers|there is no list any more): http:.*\/clients is .*; \d+ rules? (?:was|were) not judged\. Check the broker and what stands between/,
  );
  expect(report.ended?.message).toContain(says);
  expect(report.counts.fail + report.counts.error).toBe(0);
  expect(report.exitCode).toBe(3);
}

const lastRequest = checkInProcess(createEngine()).then(({ requests }) => requests);

describe.each(GATEWAYS)('$name', ({ answer, says }) => {
  test.each([3, 333, 901])('from request %i on: the run ends', async (first) => {
    expectEnd(await check((number) => number >= first, answer), says);
  });

  test('from the second page of a list on: the run ends', async () => {
    expectEnd(await check(since(isSecondPage), answer), says);
  });

  test('from a kick on: the run ends', async () => {
    expectEnd(await check(since(isKick), answer), says);
  });

  test('in the last rule: the run ends', async () => {
    const last = await lastRequest;
    expectEnd(await check((number) => number >= last, answer), says);
  });

  test('before the first rule: the run cannot begin', async () => {
    await expect(check((number) => number >= 2, answer)).rejects.toThrow(
      /^Since request 2 .*\/clients is /,
    );
  });

  test('for two seconds: the run goes on, and the warning tells of it', async () => {
    const report = await check((number) => number >= 300 && number < 303, answer);
    expect(messages(report)).toEqual([]);
    expect(report.ended).toBeUndefined();
    expect(report.warnings.join()).toMatch(/answers? in [\d,]+ came at/);
    expect(report.exitCode).toBe(0);
  });

  test.each([37, 300])('once in %i answers: no rule accuses the broker', async (times) => {
    const report = await check((number) => number % times === 5, answer);
    expect(messages(report)).toEqual([]);
    expect(report.exitCode).toBe(0);
  });

  test('once, at a kick: no rule accuses the broker', async () => {
    let kicks = 0;
    const report = await check((_number, request) => isKick(request) && ++kicks === 1, answer);
    expect(messages(report)).toEqual([]);
    expect(report.exitCode).toBe(0);
  });
});

describe.each(FOREIGN)('$name, to some requests only', ({ answer }) => {
  test.each<[string, (request: MockRequest) => boolean]>([
    ['a kick', isKick],
    ['odd characters', ({ path, query = '' }) => (path + query).includes('%')],
    ['a second page', isSecondPage],
  ])('%s: the rules that need them are not judged', async (_name, isBlocked) => {
    const report = await check((_number, request) => isBlocked(request), answer);
    expect(messages(report)).toEqual([]);
    const reasons = report.results.flatMap((result) =>
      result.outcome === 'error' ? [result.reason] : [],
    );
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) {
      expect(reason).toMatch(/ is answered with HTTP \d+(?: and a page)? after all tries: this is/);
    }
    expect(report.exitCode).toBe(3);
  });
});
