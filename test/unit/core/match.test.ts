import { describe, expect, test } from 'vitest';
import type { StoredClient } from '../../../mock/core/client.js';
import { dialectOf } from '../../../mock/core/releases/dialect-of.js';
import { decodeQuery } from '../../../mock/core/parse-request.js';
import { createMatchers, isMatch, type Matcher } from '../../../mock/core/query/match.js';
import { parseAsBroker } from '../../../mock/core/query/parse-as-broker.js';
import { parseQuery } from '../../../mock/core/query/parse.js';
import { BrokerCrash, MockLimit } from '../../../mock/core/query/query-types.js';
import { offline, stored } from '../../support/stored.js';

const documented = dialectOf('documented');
const emqx43 = dialectOf('emqx-4.3');
const emqx430 = dialectOf('emqx-4.3.0');

function matchersOf(query: string, rules = documented.query): Matcher[] {
  const parse = rules.reading === 'broker' ? parseAsBroker : parseQuery;
  const parsed = parse(decodeQuery(query) ?? [], rules);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return createMatchers(parsed.query.filters, rules);
}

function matches(query: string, client: StoredClient, rules = documented.query): boolean {
  return matchersOf(query, rules).every((matcher) => isMatch(matcher, client));
}

/** 2021-03-18 02:15:57.750: shown without its last three quarters of a second. */
const CREATED = 1_616_033_757_750;
const client = stored('Dev/用户 1', {
  username: 'Team.A',
  zone: 'external',
  ip_address: '10.1.2.3',
  proto_name: 'MQTT',
  proto_ver: 5,
  clean_start: false,
  created_at: CREATED,
  connected_at: CREATED + 3_600_000,
});
const next = stored('aa:bb', { created_at: 1_616_033_758_000, mqueue_len: 3 });
const nameless = stored('nameless');
const sleeper = offline('sleeper', 60, { ip_address: '2001:DB8::0:1', proto_name: 'CoAP' });
const idle = offline('idle', 60, { conn_state: 'idle', username: 'undefined' });

describe('a client is found by', () => {
  test.each<[query: string, client: StoredClient]>([
    ['', client],
    ['clientid=Dev%2F%E7%94%A8%E6%88%B7+1', client],
    ['ip_address=10.1.2.3', client],
    ['conn_state=connected', client],
    ['conn_state=disconnected', sleeper],
    ['conn_state=idle', idle],
    ['clean_start=true', nameless],
    ['proto_name=MQTT', client],
    ['proto_name=CoAP', sleeper],
    ['proto_ver=%2B05', client],
    ['_like_clientid=ev/', client],
    ['_like_clientid=%E6%88%B7', client],
    ['_like_username=m.', client],
    ['username=undefined', idle],
    ['clientid=aa:bb', next],
    ['_like_username=undef', idle],
    ['ip_address=2001:db8::1', sleeper],
    ['ip_address=2001:0db8:0:0:0:0:0:1', sleeper],
    ['_gte_created_at=-99999999999999999999', client],
  ])('%j', (query, found) => {
    expect(matches(query, found)).toBe(true);
  });
});

describe('a client is not found by', () => {
  test.each<[query: string, client: StoredClient]>([
    ['clientid=dev%2F%E7%94%A8%E6%88%B7+1', client],
    ['clientid=', client],
    ['username=', nameless],
    ['ip_address=10.1.2.4', client],
    ['ip_address=::ffff:10.1.2.3', client],
    ['conn_state=idle', client],
    ['conn_state=disconnected', idle],
    ['clean_start=true', client],
    ['proto_name=MQIsdp', client],
    ['_like_clientid=Dev*', client],
    ['ip_address=2001:db8::2', sleeper],
    ['ip_address=2001:db8::1', client],
  ])('%j', (query, passedOver) => {
    expect(matches(query, passedOver)).toBe(false);
  });
});

test('a value that is not UTF-8 is found in the bytes of a client id, and equals none', () => {
  // The last two bytes of 用 (E7 94 A8).
  expect(matches('_like_clientid=%94%A8', client)).toBe(true);
  expect(matches('_like_clientid=%A8%94', client)).toBe(false);
  expect(matches('clientid=%94%A8', client)).toBe(false);
});

test.each([
  ['_lte_mqueue_len=2', false],
  ['_lte_mqueue_len=3', true],
  ['_gte_mqueue_len=3', true],
  ['_gte_mqueue_len=4', false],
])('a figure of the message queue is no time: %s finds a queue of 3, %s', (query, found) => {
  expect(matches(query, next, emqx43.query)).toBe(found);
});

test('an expression finds no user name in a client without one', () => {
  expect(matches('_like_username=%5E$', nameless, emqx430.query)).toBe(true);
  expect(matches('_like_username=.', nameless, emqx430.query)).toBe(false);
});

test('an expression that cannot be compiled is named', () => {
  expect(() => matchersOf('_like_clientid=%5B', emqx430.query)).toThrow(
    new BrokerCrash('Failed to compile the expression "[".'),
  );
});

test('a value that is not a text cannot be searched for', () => {
  expect(() => matchersOf('_like_clientid', emqx430.query)).toThrow(
    new BrokerCrash('Failed to compile: _like_clientid holds no text.'),
  );
  const [search] = matchersOf('_like_clientid', emqx43.query);
  expect(() => search && isMatch(search, client)).toThrow(
    new BrokerCrash('Failed to search: _like_clientid holds no text.'),
  );
});

test('a request may have at most 64 filters', () => {
  const repeated = (times: number): string => Array(times).fill('_like_clientid=e').join('&');
  expect(matches(repeated(64), client, emqx43.query)).toBe(true);
  expect(() => matchersOf(repeated(65), emqx43.query)).toThrow(
    new MockLimit('65 filters: expected at most 64 in one request'),
  );
});
