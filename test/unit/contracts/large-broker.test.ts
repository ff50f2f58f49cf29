/** A broker with more clients than the rules read whole, without MQTT. */
import { expect, test } from 'vitest';
import { deviationsOf, type Report } from '../../../contracts/index.js';
import type { MockRequest, MockResponse } from '../../../mock/core/request-response.js';
import { checkInProcess } from '../../support/in-process/check.js';
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
