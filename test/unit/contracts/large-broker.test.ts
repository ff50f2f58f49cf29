/** A broker with more clients than the rules read whole, without MQTT. */
import { expect, test } from 'vitest';
import { deviationsOf, isBad, type Report } from '../../../contracts/index.js';
import { NoAnswer } from '../../../contracts/shared/errors.js';
import type { MockRequest, MockResponse } from '../../../mock/core/request-response.js';
import { checkInProcess, type InProcessOptions } from '../../support/in-process/check.js';
import { createEngine, type Engine, type EngineOptions } from '../../support/in-process/engine.js';

async function check(
  only: string,
  options: EngineOptions,
  handlerOf: (engine: Engine) => (request: MockRequest) => MockResponse = ({ handle }) => handle,
): Promise<Report> {
  const engine = createEngine(options);
  return checkInProcess(engine, handlerOf(engine), { mqtt: false, only: [only] });
}

const found = ({ results }: Report): string[] =>
  results.flatMap((result) => [
    result.outcome,
    ...deviationsOf(result).map(({ deviation }) => deviation),
  ]);

test.each(['documented', 'emqx-4.3', 'emqx-4.4'] as const)(
  'the order of a still broker of 12,000 is judged (%s)',
  async (dialect) => {
    expect(found(await check('paging/repeatable', { clients: 12_000, dialect }))).toEqual(['pass']);
  },
);

test('a broker of 12,000 whose pages begin elsewhere each time is found', async () => {
  const report = await check('paging/repeatable', { clients: 12_000 }, ({ handle }) => {
    let requests = 0;
    return (request) => {
      const answer = handle(request);
      const body = JSON.parse(answer.body) as { data: object[] };
      requests += 1;
      if (body.data.length >= 100) return answer;
      for (let times = requests % 3; times > 0; times -= 1)
        body.data.push(...body.data.splice(0, 1));
      return { ...answer, body: JSON.stringify(body) };
    };
  });
  expect(found(report)).toEqual(['fail', 'order-changes']);
});

test('a broker of 12,000 whose first clients change all the time is not accused', async () => {
  const report = await check('paging/repeatable', { clients: 12_000 }, ({ handle, state }) => {
    const ids = [...state.store].map(({ clientid }) => clientid);
    return (request) => {
      state.store.remove(ids.shift() ?? '');
      return handle(request);
    };
  });
  expect(found(report)).toEqual(['skip']);
});

test.each([
  ['_gte_created_at', 41],
  ['_lte_created_at', 41],
  ['_gte_connected_at', 41],
  ['_lte_connected_at', 41],
  ['_gte_created_at', 5000],
  ['_lte_connected_at', 5000],
] as const)('%s that is 5.5 hours too tight is found (%i clients)', async (parameter, clients) => {
  const hours = parameter.startsWith('_gte_') ? 5.5 : -5.5;
  const tight =
    ({ handle }: Engine) =>
    (request: MockRequest) => {
      const pairs = new URLSearchParams(request.query);
      const value = pairs.get(parameter);
      if (value !== null) pairs.set(parameter, String(Number(value) + hours * 3600));
      return handle({ ...request, query: pairs.toString() });
    };
  const report = await check(`times/${parameter}-any-population`, { clients }, tight);
  expect(found(report)).toEqual(['fail', 'misses-clients']);
});

test.each(['documented', 'emqx-4.3', 'emqx-4.4'] as const)(
  'the time filters of %s are not too tight',
  async (dialect) => {
    for (const clients of [1, 41, 5000]) {
      for (const field of ['created_at', 'connected_at']) {
        for (const bound of ['gte', 'lte']) {
          const rule = `times/_${bound}_${field}-any-population`;
          expect(found(await check(rule, { clients, dialect }))).toEqual(['pass']);
        }
      }
    }
  },
);

/** Each filter takes the broker 2.3 seconds, every other request 50 ms. */
async function checkSlowFilters(
  options: InProcessOptions,
): Promise<{ report: Report; costly: number }> {
  const engine = createEngine({ clients: 3000, dialect: 'emqx-4.3' });
  let costly = 0;
  const report = await checkInProcess(
    engine,
    async (request) => {
      const names = [...new URLSearchParams(request.query).keys()];
      const isFilter = names.some((name) => !['_page', '_limit'].includes(name));
      if (isFilter) costly += 1;
      await engine.clock.sleep(isFilter ? 2300 : 50);
      return engine.handle(request);
    },
    { profile: 'emqx-4.3', timeLimitMs: 1e9, ...options },
  );
  return { report, costly };
}

test('filters that cost more than a second are asked less often, and the report says so', async () => {
  const { report, costly } = await checkSlowFilters({});
  expect(report.counts).toMatchObject({ fail: 0, fixed: 0, error: 0, skip: 0 });
  expect(costly).toBeLessThan(400);
  expect(report.costMs).toBeGreaterThan(costly * 2300);
  expect(report.warnings.join()).toMatch(
    /^Requests that cost the broker too much were sent less often: \d+ examples left out of \d+ rules: /,
  );
  expect(report.exitCode).toBe(0);
});

test.each([30, 120])(
  'a budget of %i seconds is kept, and what it leaves out is skipped',
  async (s) => {
    const { report } = await checkSlowFilters({ budgetMs: s * 1000 });
    expect(report.costMs).toBeLessThanOrEqual(s * 1000);
    expect(report.counts).toMatchObject({ fail: 0, fixed: 0, error: 0 });
    const reasons = report.results.map((result) => ('reason' in result ? result.reason : ''));
    expect([...new Set(reasons)]).toEqual([
      '',
      `its requests would take the broker longer than what is left of --budget ${s}`,
    ]);
  },
);

test('a filter that never answers in time is not sent to the broker again and again', async () => {
  const engine = createEngine({ clients: 3000 });
  let late = 0;
  const report = await checkInProcess(
    engine,
    async (request) => {
      if (!request.query?.includes('ip_address')) return engine.handle(request);
      late += 1;
      await engine.clock.sleep(10_000);
      throw new NoAnswer('TIMEOUT', 'No answer within 10000 ms.');
    },
    { timeLimitMs: 1e9, mqtt: false },
  );
  expect(late).toBe(3);
  expect(report.results.filter(isBad).map(({ rule, outcome }) => [rule.id, outcome])).toEqual([
    ['filters/ip_address-any-population', 'error'],
    ['errors/filter-values', 'error'],
    ['errors/status', 'error'],
  ]);
});
