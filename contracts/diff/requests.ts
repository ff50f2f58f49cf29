import type { FixtureClient, Fixtures } from '../fixtures/fixture.js';
import { clientPath, listPath } from '../page.js';
import type { Query } from '../rule-context.js';

/** One request that both brokers are asked. */
export interface DiffRequest {
  /** The same for both; the run's prefix stands as `<prefix>`. */
  readonly name: string;
  readonly path: string;
}

const INTEGERS = ['', '0', '-1', '1.5', 'abc', '01', '1e3', ' 1', '99999999999999999999'];
const TEXTS = ['', '.', '.*', '*', '%', '[', '(', '\\', '"', '+', ' '];

/**
 * What to ask: with fixtures, every filter by the values that they have, and beside odd values for
 * which brokers differ. Values of `zone`, `conn_state` and `clean_start` come from a small fixed
 * set: EMQX never forgets one that it has seen.
 */
export function diffRequests(
  prefix: string,
  fixtures: Fixtures | undefined,
): readonly DiffRequest[] {
  const own: Query = { _like_clientid: prefix };
  const queries: Query[] = [
    {},
    own,
    ...INTEGERS.map((value) => ({ ...own, _page: value, _limit: 5 })),
    ...INTEGERS.map((value) => ({ ...own, _page: 1, _limit: value })),
    [
      ['_page', 1],
      ['_page', 2],
      ['_limit', 5],
      ['_like_clientid', prefix],
    ],
    ...INTEGERS.map((value) => ({ ...own, proto_ver: value })),
    ...['', '::1', '127.0.0.1', '127.0.0', 'abc'].map((value) => ({ ...own, ip_address: value })),
    ...['connected', 'idle', 'disconnected', 'bogus', ''].map((value) => ({
      ...own,
      conn_state: value,
    })),
    ...['true', 'false', 'bogus', ''].map((value) => ({ ...own, clean_start: value })),
    ...['external', 'bogus', ''].map((value) => ({ ...own, zone: value })),
    ...['MQTT', 'MQIsdp', 'CoAP', 'mqtt', ''].map((value) => ({ ...own, proto_name: value })),
    ...TEXTS.map((value) => [['_like_clientid', prefix + value]] as const),
    ...TEXTS.map((value) => ({ ...own, _like_username: value })),
    ...INTEGERS.map((value) => ({ ...own, _gte_created_at: value })),
    ...INTEGERS.map((value) => ({ ...own, _lte_connected_at: value })),
    { ...own, nonsense: 1 },
    ...(fixtures ? fixtureQueries(own, fixtures) : []),
  ];
  const paths = [
    ...queries.map((query) => listPath(query)),
    '/clients/',
    `${clientPath(`${prefix}nobody`)}`,
    `${clientPath(`${prefix}nobody`)}/x`,
    `/clients/${prefix}%zz`,
    '/nothing-is-here',
    ...(fixtures?.clients ?? []).map(({ clientid }) => clientPath(clientid)),
  ];
  const secretless = (path: string): string => decode(path.replaceAll(prefix, '<prefix>'));
  return distinct(paths).map((path) => ({ name: nameOf(secretless(path), fixtures), path }));
}

function fixtureQueries(own: Query, fixtures: Fixtures): Query[] {
  const { clients } = fixtures;
  const of = (pick: (client: FixtureClient) => string | undefined): string[] =>
    distinct(clients.map(pick).filter((value) => value !== undefined));
  const seconds = (all: readonly number[]): number[] => all.flatMap((at) => [at - 1, at, at + 1]);
  return [
    ...of(({ clientid }) => clientid).map((value) => ({ clientid: value })),
    ...of(({ username }) => username).map((value) => ({ ...own, username: value })),
    ...of(({ username }) => username?.slice(0, -1)).map((value) => ({
      ...own,
      _like_username: value,
    })),
    ...of(({ ipAddress }) => ipAddress).map((value) => ({ ...own, ip_address: value })),
    ...[3, 4, 5].map((value) => ({ ...own, proto_ver: value })),
    ...seconds(fixtures.createdSeconds).flatMap((at) => [
      { ...own, _gte_created_at: at },
      { ...own, _lte_created_at: at },
    ]),
    ...seconds(fixtures.connectedSeconds).flatMap((at) => [
      { ...own, _gte_connected_at: at },
      { ...own, _lte_connected_at: at },
    ]),
  ] as Query[];
}

/** Seconds of batches differ from broker to broker: their names count from the first batch. */
function nameOf(path: string, fixtures: Fixtures | undefined): string {
  const first = fixtures?.createdSeconds[0];
  if (first === undefined) return path;
  return path.replace(/(_at=)(\d{9,11})(?=&|$)/g, (_whole, key: string, at: string) => {
    const distance = Number(at) - first;
    return `${key}first${distance < 0 ? '' : '+'}${distance}`;
  });
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
