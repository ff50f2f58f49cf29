import type { FixtureClient, Fixtures } from '../test-clients/test-client.js';
import { clientPath, listPath } from '../http/list-response.js';
import type { Query } from '../rule/rule-context.js';

/** A request that is sent to both brokers. */
export interface DiffRequest {
  /** The same for both, with `<prefix>` for the run's prefix. */
  readonly name: string;
  readonly path: string;
}

const INTEGERS = ['', '0', '-1', '1.5', 'abc', '01', '1e3', ' 1', '99999999999999999999'];
const TEXTS = ['', '.', '.*', '*', '%', '[', '(', '\\', '"', '+', ' '];

/** Finds only the run's own clients. */
type OwnQuery = Readonly<Record<string, string>>;

/**
 * The requests: odd values on which brokers differ and, with fixtures, every filter with their
 * values. Values of `zone`, `conn_state` and `clean_start` come from a small fixed set: EMQX never
 * forgets one that it has seen.
 */
export function diffRequests(
  prefix: string,
  fixtures: Fixtures | undefined,
): readonly DiffRequest[] {
  const own: OwnQuery = { _like_clientid: prefix };
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
  const paths: string[] = [
    ...queries.map((query) => listPath(query)),
    '/clients/',
    clientPath(`${prefix}unknown`),
    `${clientPath(`${prefix}unknown`)}/x`,
    `/clients/${prefix}%zz`,
    '/unknown',
    ...(fixtures?.clients ?? []).map(({ clientid }) => clientPath(clientid)),
  ];
  const stripPrefix = (path: string): string => decode(path.replaceAll(prefix, '<prefix>'));
  return [
    ...distinct(paths).map((path) => ({ name: stripPrefix(path), path })),
    ...(fixtures ? timeRequests(own, fixtures) : []),
  ];
}

function fixtureQueries(own: OwnQuery, fixtures: Fixtures): Query[] {
  const { clients } = fixtures;
  const of = (pick: (client: FixtureClient) => string | undefined): string[] =>
    distinct(clients.map(pick).filter((value) => value !== undefined));
  return [
    ...of(({ clientid }) => clientid).map((value) => ({ clientid: value })),
    ...of(({ username }) => username).map((value) => ({ ...own, username: value })),
    ...of(({ username }) => username?.slice(0, -1)).map((value) => ({
      ...own,
      _like_username: value,
    })),
    ...of(({ ipAddress }) => ipAddress).map((value) => ({ ...own, ip_address: value })),
    ...[3, 4, 5].map((value) => ({ ...own, proto_ver: value })),
  ] as Query[];
}

/** Seconds differ between brokers: a bound is named by its batch. */
function timeRequests(own: OwnQuery, fixtures: Fixtures): DiffRequest[] {
  const fields = [
    ['created_at', (client: FixtureClient) => client.createdAt, fixtures.createdSeconds],
    ['connected_at', (client: FixtureClient) => client.connectedAt, fixtures.connectedSeconds],
  ] as const;
  return fields.flatMap(([field, secondOf, seconds]) =>
    batchesOf(seconds).flatMap(({ first, last }, index) => {
      const bounds: [name: string, filter: string, at: number][] = [
        ['before', '_lte', first - 1],
        ['first', '_gte', first],
        ['after', '_gte', last + 1],
        ['after', '_lte', last + 1],
      ];
      // Whether a bound includes its second is comparable only for a batch within one second.
      if (first === last) bounds.push(['own second', '_lte', first]);
      const count = fixtures.where((client) => secondOf(client) <= last).length;
      return bounds.map(([name, filter, at]) => ({
        name: `/clients?${filter}_${field}=<${name} of batch ${index + 1}, ${count} clients up to it>`,
        path: listPath({ ...own, [`${filter}_${field}`]: at }),
      }));
    }),
  );
}

/** Consecutive seconds are one batch: a second without clients separates two. */
function batchesOf(seconds: readonly number[]): { first: number; last: number }[] {
  const batches: { first: number; last: number }[] = [];
  for (const second of seconds) {
    const current = batches.at(-1);
    if (current && second - current.last <= 1) current.last = second;
    else batches.push({ first: second, last: second });
  }
  return batches;
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
