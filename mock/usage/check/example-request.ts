import type { MockRequest } from '../../core/request-response.js';
import type { Use } from '../../../openapi/usage/usage.js';
import { PARAMETER_KINDS, REPEATED } from '../../../openapi/usage/vocabulary.js';
import { HOUR, MIDDLE, NODES } from './example-clients.js';

/** A value of the example's clients for each kind; times are added below. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  _page: {
    first: '1',
    later: '2',
    'past the end': '99',
    'zero or less': '0',
    'not an integer': 'x',
  },
  _limit: {
    'up to 10000': '100',
    'above 10000': '20000',
    '2^59 or more': '99999999999999999999',
    zero: '0',
    'less than zero': '-1',
    'not an integer': 'x',
  },
  clientid: { equal: 'c1' },
  username: { equal: 'alice' },
  zone: { equal: 'external' },
  ip_address: { equal: '127.0.0.1', 'IPv6 address': '::1', 'wrong type': 'abc' },
  conn_state: { equal: 'connected', unlisted: 'bogus' },
  clean_start: { equal: 'true', unlisted: 'bogus' },
  proto_name: { equal: 'MQTT', unlisted: 'bogus' },
  proto_ver: { equal: '4', 'wrong type': 'abc' },
  _like_clientid: {
    text: 'c',
    'special characters': 'c.1',
    backslash: 'c\\d',
    'backslash and special characters': 'c\\d|^c1',
    empty: '',
  },
  _like_username: {
    text: 'ali',
    'special characters': 'u.1',
    backslash: 'u\\d',
    'backslash and special characters': 'u\\d|^alice',
    empty: '',
  },
  ...Object.fromEntries(
    ['created_at', 'connected_at'].flatMap((field) => [
      [`_gte_${field}`, timesAt(MIDDLE - HOUR)],
      [`_lte_${field}`, timesAt(MIDDLE + HOUR)],
    ]),
  ),
  ...Object.fromEntries(
    ['mqueue_len', 'mqueue_dropped'].flatMap((field) => [
      [`_gte_${field}`, { number: '1', 'wrong type': 'abc' }],
      [`_lte_${field}`, { number: '3', 'wrong type': 'abc' }],
    ]),
  ),
  topic: { equal: 't/1' },
  share: { equal: 'g' },
  qos: { equal: '2', unlisted: '3', 'wrong type': 'abc' },
  _match_topic: { equal: 't/#' },
};

/**
 * Values that `c1` does not meet, or only as a pattern. Beside an exact filter, one client may be all
 * that there is to find: a release that ignores such a value, or reads it in another way, finds it.
 */
const MISSED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  _like_clientid: { 'special characters': '^c1' },
  _like_username: { 'special characters': '^alice', backslash: 'ali\\we' },
  ...Object.fromEntries(
    ['created_at', 'connected_at'].flatMap((field) => [
      [`_gte_${field}`, timesAt(MIDDLE + HOUR)],
      [`_lte_${field}`, timesAt(MIDDLE - HOUR)],
    ]),
  ),
  ...Object.fromEntries(
    ['mqueue_len', 'mqueue_dropped'].flatMap((field) => [
      [`_gte_${field}`, { number: '3' }],
      [`_lte_${field}`, { number: '1' }],
    ]),
  ),
};

function timesAt(second: number): Readonly<Record<string, string>> {
  return { seconds: String(second), milliseconds: String(second * 1000), 'wrong type': 'abc' };
}

export const CREDENTIALS = { id: 'example', secret: 'example' } as const;
const basic = (id: string): string => `Basic ${btoa(`${id}:${CREDENTIALS.secret}`)}`;

/** Rows of a page, if there are several: the second page has clients of the second node only. */
const PAGE_ROWS = '3';

/** Requests of a use: one in which `c1` meets all conditions, and for each one in which it does not. */
export function exampleRequests(
  use: Pick<Use, 'request' | 'with'>,
): readonly [Required<MockRequest>, ...Required<MockRequest>[]] {
  const missed = Object.entries(use.with).filter(
    ([name, kind]) => MISSED[name]?.[kind] !== undefined,
  );
  return [exampleRequest(use), ...missed.map(([name]) => exampleRequest(use, name))];
}

/** A request of a use to a broker with the example's clients. */
function exampleRequest(
  { request, with: kinds }: Pick<Use, 'request' | 'with'>,
  missed?: string,
): Required<MockRequest> {
  const [method = 'GET', path = ''] = request.split(/ (.*)/s);
  const body = bodyOf(path, kinds);
  const query = queryOf(kinds, path.endsWith('/keepalive') && body === '', missed);
  const { credentials } = kinds;
  const authorization =
    credentials === 'none'
      ? undefined
      : credentials === 'wrong'
        ? basic('other')
        : credentials === 'not base64'
          ? 'Basic %%%'
          : basic(CREDENTIALS.id);
  return {
    method,
    path: `/api/v4${pathOf(path, kinds)}`,
    query,
    headers: authorization === undefined ? {} : { authorization },
    body,
  };
}

function pathOf(path: string, { client = 'known', id, node }: Use['with']): string {
  if (path === 'unknown path') return '/unknown';
  const isStopped = node === 'stopped';
  const known = id === undefined ? (isStopped ? 'c2' : 'c1') : (IDS[id] ?? 'c1');
  return path
    .replace('{node}', NODES[isStopped ? 1 : 0])
    .replace(
      '{clientid}',
      client.startsWith('known') ? known : `${id === undefined ? '' : known}none`,
    )
    .replace('{username}', id === undefined ? 'alice' : 'v%2Fb')
    .replace('{topic}', 't%2F1');
}

/** Ids as they are sent, by how they are spelt. */
const IDS: Readonly<Record<string, string>> = {
  'percent-encoded': 'a%2Fb',
  'with a raw +': 'c+1',
  'percent-encoded, with a raw +': '%63+1',
};

function queryOf(kinds: Use['with'], isKeepalive: boolean, missed: string | undefined): string {
  if (kinds['query'] === 'bad encoding') return 'zone=%zz';
  const isLater = kinds['_page'] === 'later';
  const pairs = Object.entries(kinds).flatMap(([name, kind]): (readonly [string, string])[] => {
    if (!Object.hasOwn(PARAMETER_KINDS, name)) return [];
    if (name === '_limit' && kind === 'up to 10000' && isLater) return [[name, PAGE_ROWS]];
    const values = { ...VALUES[name], ...(name === missed && MISSED[name]) };
    if (kind !== REPEATED) return [[name, values[kind] ?? '']];
    const [first = '', second = first] = Object.values(values);
    return [
      [name, first],
      [name, second],
    ];
  });
  const sent = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  if (kinds['unknown'] === 'sent') sent.push('unknown=1');
  if (isKeepalive) sent.push('interval=30');
  return sent.join('&');
}

/** The client that the body names. */
export function clientOf({ client = 'known' }: Use['with']): string {
  const clients: Readonly<Record<string, string>> = { known: 'c1', 'known to another node': 'c2' };
  return clients[client] ?? 'none';
}

function bodyOf(path: string, kinds: Use['with']): string {
  if (kinds['body'] === 'sent') return '{"username":"alice"}';
  const { interval } = kinds;
  if (interval !== undefined) {
    return interval === 'in the query' ? '' : `{"interval":${interval === 'number' ? 30 : '"30"'}}`;
  }
  if (path === '/auth') return '{"username":"admin","password":"public"}';
  if (!/\/mqtt\/(?:un)?subscribe$/.test(path)) return '';
  return JSON.stringify({
    ...(kinds['client'] !== 'missing' && { clientid: clientOf(kinds) }),
    topic: kinds['body.topic'] === 'shared' ? '$share/g/t/1' : 't/2',
    ...(kinds['body.qos'] !== undefined && { qos: kinds['body.qos'] === 'other' ? 3 : 1 }),
  });
}
