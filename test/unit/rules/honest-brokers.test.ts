import { describe, expect, it } from 'vitest';
import type { DialectName } from '../../../mock/index.js';
import { comingAndGoing, createBroker } from './broker.js';
import { runGate } from './run-gate.js';

/** What EMQX 4.3 and 4.4 do otherwise than the documents and our decisions say. */
const OF_EMQX_4 = [
  'errors/enum-values: finds-nothing',
  'errors/head: is-not-get',
  'errors/json-bodies: 401-is-not-json',
  'errors/json-bodies: 404-is-not-json',
  'errors/options: is-refused',
  'errors/paging-bounds: limit-0-is-accepted',
  'errors/paging-bounds: page-below-1-is-accepted',
  'errors/paging-values: crashes',
  'errors/repeated-parameter: is-accepted',
  'filters/twins: exact-overrides-like',
  'paging/filtered-count: count-is-minus-one',
];
const OF_LATER_RELEASES = [
  ...OF_EMQX_4,
  'errors/status: http-200',
  'filters/_like_-empty: crashes',
  'kick/unknown: code-is-0',
  'times/_lte_connected_at: misses-its-own-second',
  'times/_lte_created_at: misses-its-own-second',
  'times/partition: own-second-is-in-neither',
];
const OF_4_3_0 = [
  ...OF_EMQX_4,
  'errors/filter-values: crashes',
  'filters/_like_clientid-literal: is-a-regular-expression',
  'filters/_like_username-literal: is-a-regular-expression',
  ...['_gte_created_at', '_lte_created_at', '_gte_connected_at', '_lte_connected_at'].flatMap(
    (name) => [
      `times/${name}: takes-milliseconds`,
      `times/${name}-any-population: takes-milliseconds`,
    ],
  ),
];

const DIALECTS: readonly (readonly [DialectName, readonly string[]])[] = [
  ['documented', []],
  ['emqx-4.3', OF_LATER_RELEASES],
  ['emqx-4.4', OF_LATER_RELEASES],
  ['emqx-4.3.0', OF_4_3_0],
];

describe.each(DIALECTS)('a broker that answers as %s', (dialect, known) => {
  it.each([1, 41])('deviates in the known ways, with %i clients', async (clients) => {
    const { deviations, skipped } = await runGate(createBroker({ dialect, clients }));
    expect([...deviations].sort()).toEqual([...known].sort());
    expect(skipped).toEqual([]);
  });

  it('deviates in no other way where the run has no clients of its own', async () => {
    const broker = createBroker({ dialect, clients: 41, seed: 7 });
    const { deviations } = await runGate(broker, { mqtt: false });
    expect(deviations.filter((each) => !known.includes(each))).toEqual([]);
  });

  it('deviates in no other way while clients of others come and go', async () => {
    const broker = createBroker({ dialect, clients: 150, seed: 3 }, comingAndGoing(11));
    const { deviations } = await runGate(broker);
    expect(deviations.filter((each) => !known.includes(each))).toEqual([]);
  });
});

describe('a broker that keeps the contract', () => {
  it.each([0, 2, 1000])('keeps every rule, with %i clients', async (clients) => {
    const { deviations, skipped } = await runGate(createBroker({ clients, seed: 2 }));
    expect([deviations, skipped]).toEqual([[], []]);
  });

  it('is not accused while clients come and go and none is the run’s own', async () => {
    for (const clients of [3, 150, 1100]) {
      const broker = createBroker({ clients, seed: 5 }, comingAndGoing(clients));
      const { deviations } = await runGate(broker, { mqtt: false });
      expect(deviations).toEqual([]);
    }
  });

  it('is not accused whatever its time zone', async () => {
    for (const utcOffset of ['+08:00', '-03:30']) {
      expect((await runGate(createBroker({ utcOffset }))).deviations).toEqual([]);
    }
  });

  it('is judged with fewer than 1,500 requests, and fewer than 500 without MQTT', async () => {
    expect((await runGate(createBroker())).requests).toBeLessThan(1500);
    expect((await runGate(createBroker(), { mqtt: false })).requests).toBeLessThan(500);
  });

  it('is asked for short pages only where it has many clients', async () => {
    let longest = 0;
    const broker = createBroker({ clients: 12_000 }, (request, next) => {
      const response = next(request);
      longest = Math.max(longest, response.body.length);
      return response;
    });
    const { deviations } = await runGate(broker);
    expect(deviations).toEqual([]);
    expect(longest).toBeLessThan(2_000_000);
  });
});

describe('a run', () => {
  it('sends no value of an enum, a zone or clean_start that is not of a fixed few', async () => {
    const sent = new Set<string>();
    const broker = createBroker({}, (request, next) => {
      for (const [name, value] of new URLSearchParams(request.query ?? '')) {
        if (['zone', 'conn_state', 'clean_start', 'proto_name'].includes(name)) {
          sent.add(`${name}=${value}`);
        }
      }
      return next(request);
    });
    await runGate(broker);
    expect([...sent].sort()).toMatchSnapshot();
  });

  it('changes nobody’s clients but its own', async () => {
    const broker = createBroker();
    const before = broker.mock.clients.list();
    await runGate(broker);
    expect(broker.mock.clients.list()).toEqual(before);
  });
});
