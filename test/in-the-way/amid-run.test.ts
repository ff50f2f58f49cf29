/** What comes between the kit and the broker while rules run. */
import { describe, expect, test } from 'vitest';
import { deviationsOf, type Report } from '../../contracts/index.js';
import type { MockRequest, MockResponse } from '../../mock/core/request-response.js';
import { checkInProcess } from '../support/in-process/check.js';
import { createEngine } from '../support/in-process/engine.js';

/** Something that answers in place of the broker. */
interface Gateway {
  readonly name: string;
  readonly answer: MockResponse;
  /** What the one sentence says has answered. */
  readonly says: string;
}

const gateway = (
  name: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
  says: string,
): Gateway => ({ name, answer: { status, headers: { ...headers }, body }, says });

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json' };

const GATEWAYS: readonly Gateway[] = [
  gateway('a login page', 200, HTML, '<title>Sign in</title>', 'a page ("Sign in") instead'),
  gateway('a page without a type', 200, {}, '<html>Maintenance</html>', 'a page instead of JSON'),
  gateway('a page of a firewall', 403, HTML, '<h1>Blocked</h1>', 'HTTP 403: access is refused'),
  gateway('a redirect to a login', 302, { location: '/login' }, '', 'redirected with HTTP 302'),
  gateway('a redirect to https', 308, { location: 'https://b/api/v4/clients' }, '', 'HTTP 308'),
  gateway('a session that has ended', 401, {}, '', 'HTTP 401'),
  gateway('a proxy that wants a login', 407, {}, '', 'HTTP 407'),
  gateway('a network that wants a login', 511, HTML, '<p>Log in</p>', 'HTTP 511'),
  gateway('a route that is gone', 404, HTML, '<h1>default backend</h1>', 'HTTP 404'),
  gateway('a banned address', 418, {}, 'I am a teapot', 'HTTP 418'),
  gateway('a failing gateway', 500, HTML, '<h1>Oops</h1>', 'HTTP 500'),
  gateway('a failing origin', 520, HTML, '<h1>Error 520</h1>', 'HTTP 520'),
  gateway('another API', 200, JSON_TYPE, '{"status":"maintenance"}', 'JSON of another API'),
  gateway('an empty answer', 200, {}, '', 'answered with nothing'),
  gateway('a text', 200, { 'content-type': 'text/plain' }, 'try later', 'not JSON: "try later"'),
];

async function check(isInTheWay: (number: number) => boolean, answer: MockResponse) {
  const engine = createEngine();
  let number = 0;
  return checkInProcess(engine, (request: MockRequest) => {
    number += 1;
    return isInTheWay(number) ? answer : engine.handle(request);
  });
}

const messages = ({ results }: Report): string[] =>
  results.flatMap((result) => deviationsOf(result).map(({ message }) => message));

describe.each(GATEWAYS)('$name', ({ answer, says }) => {
  test.each([100, 150, 333, 700, 901])('from request %i on: the run ends', async (first) => {
    const report = await check((number) => number >= first, answer);
    expect(messages(report)).toEqual([]);
    expect(report.ended?.message).toMatch(
      /^Since request \d+ something else than the API answers: http:.*\/clients is .*; \d+ rules? (?:was|were) not judged\. Check what stands between/,
    );
    expect(report.ended?.message).toContain(says);
    expect(report.counts.fail + report.counts.error).toBe(0);
    expect(report.exitCode).toBe(3);
  });

  test('for two seconds: the run goes on, and the warning tells of it', async () => {
    const report = await check((number) => number >= 300 && number < 303, answer);
    expect(messages(report)).toEqual([]);
    expect(report.ended).toBeUndefined();
    expect(report.warnings.join()).toMatch(/answers? in [\d,]+ came at/);
    expect(report.exitCode).toBe(0);
  });

  test('now and then: no rule accuses the broker', async () => {
    const report = await check((number) => number > 60 && number % 37 === 0, answer);
    expect(messages(report)).toEqual([]);
    expect(report.exitCode).toBe(0);
  });
});
