import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMock, type ClientInput, type Mock } from '../../mock/index.js';
import { ids, NOW, populations, T, TEXTS, texts } from './populations.js';

/**
 * Compares the handler with filters that are written here a second time, from the documents' table
 * and decisions.md, over the rows that the mock lists.
 */

interface Row {
  readonly clientid: string;
  readonly username: string;
  readonly zone: string;
  readonly ip_address: string;
  readonly clean_start: boolean;
  readonly proto_name: string;
  readonly proto_ver: number;
  readonly created_at: string;
  readonly connected_at: string;
}

/** A row, and what it does not show: the connection's state and whether there is a user name. */
interface Known {
  readonly row: Row;
  readonly conn_state: string;
  readonly username: string | null;
}

const seconds = (shown: string): number => Date.parse(`${shown.replace(' ', 'T')}Z`) / 1000;

/** Whether the documents allow the value of a parameter, and which clients it finds. */
type Filter = readonly [
  allows: (value: string) => boolean,
  finds: (client: Known, value: string) => boolean,
];

const any = (): boolean => true;
const integer = (value: string): boolean => /^[+-]?\d+$/.test(value);
const positive = (value: string): boolean => /^\+?\d+$/.test(value) && Number(value) >= 1;
const oneOf =
  (...values: string[]) =>
  (value: string): boolean =>
    values.includes(value);
const has = (text: string, part: string): boolean => text.split(part).length > 1 || part === '';

const FILTERS: Readonly<Record<string, Filter>> = {
  _page: [positive, any],
  _limit: [positive, any],
  clientid: [any, ({ row }, value) => row.clientid === value],
  username: [any, ({ username }, value) => username === value],
  zone: [any, ({ row }, value) => row.zone === value],
  ip_address: [
    (value) => /^(\d{1,3}\.){3}\d{1,3}$/.test(value),
    ({ row }, value) => row.ip_address === value,
  ],
  conn_state: [
    oneOf('connected', 'idle', 'disconnected'),
    ({ conn_state: state }, value) => state === value,
  ],
  clean_start: [oneOf('true', 'false'), ({ row }, value) => String(row.clean_start) === value],
  proto_name: [
    oneOf('MQTT', 'CoAP', 'LwM2M', 'MQTT-SN', 'MQIsdp'),
    ({ row }, value) => row.proto_name === value,
  ],
  proto_ver: [integer, ({ row }, value) => row.proto_ver === Number(value)],
  _like_clientid: [any, ({ row }, value) => has(row.clientid, value)],
  _like_username: [any, ({ username }, value) => has(username ?? '', value)],
  _gte_created_at: [integer, ({ row }, value) => seconds(row.created_at) >= Number(value)],
  _lte_created_at: [integer, ({ row }, value) => seconds(row.created_at) <= Number(value)],
  _gte_connected_at: [integer, ({ row }, value) => seconds(row.connected_at) >= Number(value)],
  _lte_connected_at: [integer, ({ row }, value) => seconds(row.connected_at) <= Number(value)],
};
const filterOf = (name: string): Filter =>
  (Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined) ?? [any, any];

interface Naive {
  readonly bad: readonly string[];
  readonly ids: readonly string[];
  readonly meta: object;
}

/** The expected answer, computed in the simplest way. */
function naive(population: readonly Known[], query: string): Naive {
  const pairs = [...new URLSearchParams(query)];
  const bad = pairs
    .filter(([name, value], index) => {
      const repeated = pairs.findIndex(([earlier]) => earlier === name) < index;
      return Object.hasOwn(FILTERS, name) && (repeated || !filterOf(name)[0](value));
    })
    .map(([name]) => name);
  const found = population.filter((known) =>
    pairs.every(([name, value]) => filterOf(name)[1](known, value)),
  );
  const page = Number(pairs.find(([name]) => name === '_page')?.[1] ?? 1);
  const limit = Number(pairs.find(([name]) => name === '_limit')?.[1] ?? 10_000);
  const rows = found.slice((page - 1) * limit, page * limit);
  return {
    bad,
    ids: rows.map(({ row }) => row.clientid),
    meta: { page, limit, hasnext: found.length > page * limit, count: found.length },
  };
}

const bound = fc.integer({ min: T - 14, max: T - 6 }).map(String);
const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  _page: fc.constantFrom('1', '2', '3', '+1', '01', '0', '-1', 'x', ''),
  _limit: fc.constantFrom('1', '2', '3', '5', '100000', '0', '1.5', ''),
  clientid: fc.oneof(ids, fc.constant('')),
  username: fc.oneof(texts, fc.constantFrom('undefined', '')),
  zone: fc.constantFrom('external', 'internal', 'none'),
  ip_address: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3', 'abc', ''),
  conn_state: fc.constantFrom('connected', 'idle', 'disconnected', 'bogus'),
  clean_start: fc.constantFrom('true', 'false', '1', ''),
  proto_name: fc.constantFrom('MQTT', 'MQIsdp', 'CoAP', 'mqtt'),
  proto_ver: fc.constantFrom('3', '4', '5', '+4', '05', '6', 'abc', '4.0'),
  _like_clientid: fc.oneof(texts, fc.constant('')),
  _like_username: fc.oneof(texts, fc.constantFrom('', 'undef')),
  _gte_created_at: fc.oneof({ weight: 4, arbitrary: bound }, fc.constantFrom('-1', '1.5')),
  _lte_created_at: fc.oneof({ weight: 4, arbitrary: bound }, fc.constantFrom('9e9', '')),
  _gte_connected_at: bound,
  _lte_connected_at: bound,
  unheard_of: texts,
};
const pair = fc
  .constantFrom(...Object.keys(values))
  .chain((name) => values[name]!.map((value) => [name, value] as [string, string]));
const query = fc
  .array(pair, { maxLength: 4 })
  .map((pairs) => new URLSearchParams(pairs).toString());

function mockOf(clients: readonly ClientInput[]): Mock {
  return createMock({ clients, now: NOW, apps: false });
}

interface Answer {
  readonly status: number;
  readonly body: {
    readonly code: number;
    readonly meta?: object;
    readonly data: readonly Row[];
    readonly problems: readonly { readonly parameter: string }[];
    readonly message: string;
  };
}

function ask(mock: Mock, path: string, query = '', method = 'GET'): Answer {
  const { status, body } = mock.handle({ method, path: `/api/v4${path}`, query });
  return { status, body: JSON.parse(body) as Answer['body'] };
}

describe('for any population and any query', () => {
  test('the answer is the one that a naive filter gives', () => {
    let rows = 0;
    let refused = 0;
    fc.assert(
      fc.property(populations, query, (clients, text) => {
        const mock = mockOf(clients);
        const listed = ask(mock, '/clients').body.data;
        expect(listed.map(({ clientid }) => clientid)).toEqual(
          clients.map(({ clientid }) => clientid),
        );
        const known = clients.map((given, index): Known => {
          const username = given.username === 'undefined' ? null : given.username;
          return { row: listed[index]!, conn_state: given.conn_state, username };
        });
        const expected = naive(known, text);
        const { status, body } = ask(mock, '/clients', text);
        if (expected.bad.length > 0) {
          refused++;
          expect(status).toBe(400);
          expect(body.code).toBe(108);
          expect(body.problems.map(({ parameter }) => parameter)).toEqual(expected.bad);
          for (const name of expected.bad) expect(body.message).toContain(name);
          return;
        }
        rows += expected.ids.length;
        expect(status).toBe(200);
        expect(body.data.map(({ clientid }) => clientid)).toEqual(expected.ids);
        expect(body.meta).toEqual(expected.meta);
      }),
      { numRuns: 1000 },
    );
    // Otherwise the property would prove nothing.
    expect(rows).toBeGreaterThan(200);
    expect(refused).toBeGreaterThan(100);
  });

  test('pages of any size are disjoint, and together are the list', () => {
    fc.assert(
      fc.property(populations, fc.integer({ min: 1, max: 5 }), (clients, limit) => {
        const mock = mockOf(clients);
        const ids: string[] = [];
        for (let page = 1, more = true; more; page++) {
          const { data, meta } = ask(mock, '/clients', `_page=${page}&_limit=${limit}`).body;
          ids.push(...data.map(({ clientid }) => clientid));
          more = (meta as { hasnext: boolean }).hasnext;
          expect(data.length).toBeLessThanOrEqual(limit);
        }
        expect(ids).toEqual(clients.map(({ clientid }) => clientid));
      }),
    );
  });
});

describe('any client id', () => {
  /** Any id that a URL can have: not empty, no lone surrogates. */
  const anyId = fc
    .oneof(
      ids,
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
      fc.constantFrom(...TEXTS),
    )
    .filter((text) => text !== '' && text.isWellFormed());

  test('is found, and kicked alone, under its percent-encoded path', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyId, { minLength: 1, maxLength: 6 }), (ids) => {
        const mock = mockOf(ids.map((clientid) => ({ clientid })));
        const left = new Set(ids);
        for (const clientid of ids) {
          const path = `/clients/${encodeURIComponent(clientid)}`;
          const found = ask(mock, path);
          expect(found.body.data.map((row) => row.clientid)).toEqual([clientid]);
          const filtered = ask(mock, '/clients', new URLSearchParams({ clientid }).toString());
          expect(filtered.body.data).toEqual(found.body.data);

          expect(ask(mock, path, '', 'DELETE')).toEqual({ status: 200, body: { code: 0 } });
          left.delete(clientid);
          expect(ask(mock, path).body).toEqual({ data: [], code: 0 });
          expect(ask(mock, path, '', 'DELETE').body.code).toBe(112);
          const rest = ask(mock, '/clients').body.data.map((row) => row.clientid);
          expect(rest).toEqual([...left]);
        }
      }),
      { numRuns: 200 },
    );
  });

  const odd =
    '__proto__ constructor toString hasOwnProperty . .. a/b/c / // % %2F + ?x=1#y "quoted"';
  test.each([
    ...`${odd} \\ \0 用户 😀👨‍👩‍👧 e\u0301 undefined null username`.split(' '),
    'a b',
    'line\nbreak',
  ])('%j is an id like any other, and finds no similar id', lookUpAndKick);

  test('of 65,535 bytes, the longest that MQTT has, is an id like any other', () => {
    lookUpAndKick('用'.repeat(21_845));
  });
});

function lookUpAndKick(clientid: string): void {
  const neighbours = [`${clientid}y`, `y${clientid}`];
  const mock = mockOf([clientid, ...neighbours].map((id) => ({ clientid: id })));
  const path = `/clients/${encodeURIComponent(clientid)}`;
  expect(ask(mock, path).body.data.map((row) => row.clientid)).toEqual([clientid]);
  expect(ask(mock, path, '', 'DELETE').body).toEqual({ code: 0 });
  expect(mock.clients.list().map((row) => row.clientid)).toEqual(neighbours);
}
