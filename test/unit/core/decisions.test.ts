/** openapi/decisions.md, as the dialect `documented` answers. Each row begins with its number. */
import { describe, expect, test } from 'vitest';
import { createMock, type ClientInput, type Mock } from '../../../mock/index.js';
import { faultsOf } from '../../support/documented-answer.js';
import { list, send } from '../../support/lists.js';

/** 2021-03-18 02:15:57 UTC: the documents' example. */
const T = 1_616_033_757;
const at = (clientid: string, ms: number): ClientInput => {
  const time = new Date(T * 1000 + ms);
  return { clientid, created_at: time, connected_at: time };
};
const named = (...ids: string[]): ClientInput[] => ids.map((clientid) => ({ clientid }));

const POPULATIONS = {
  three: named('a', 'b', 'c'),
  // `at` is three quarters into its second.
  timed: [at('before', -1000), at('at', 750), at('after', 1000)],
  versions: [
    { clientid: 'a', proto_ver: 4 },
    { clientid: 'ab', proto_ver: 5 },
    { clientid: 'b', proto_ver: 5 },
  ],
  texts: named('a.b', 'axb', 'A.B', '设备-1', '100%', 'a*'),
  one: [{ clientid: 'Dev-1', username: 'Team', zone: 'Z' }],
  nameless: named('nameless'),
  odd: named('a/b', 'a%2Fb', 'a+b', 'a b', '用户'),
  old: [{ clientid: 'old', proto_name: 'MQIsdp', proto_ver: 3 }, { clientid: 'new' }],
} satisfies Record<string, readonly ClientInput[]>;

const mocks = Object.fromEntries(
  Object.entries(POPULATIONS).map(([name, clients]) => [name, createMock({ clients })]),
) as Record<keyof typeof POPULATIONS, Mock>;

/** The answer in short: the ids of its clients, or its status and the refused parameters. */
function ask(mock: Mock, path: string, method = 'GET'): string {
  const answer = send(mock, path, { method });
  const [bare = ''] = path.split('?');
  expect(faultsOf({ method, path: `/api/v4${bare}` }, answer)).toEqual([]);
  const {
    data,
    message,
    problems = [],
  } = JSON.parse(answer.body) as {
    data?: { clientid: string }[];
    message: string;
    problems?: { parameter: string }[];
  };
  if (data) return data.map(({ clientid }) => clientid).join();
  for (const { parameter } of problems) expect(message).toContain(parameter);
  return `${answer.status} ${problems.map(({ parameter }) => parameter).join()}`.trim();
}

type Row = readonly [decision: number, population: keyof typeof mocks, path: string, found: string];

const times = ['created_at', 'connected_at'].flatMap((field): Row[] => [
  [1, 'timed', `/clients?_gte_${field}=${T}`, 'at,after'],
  [1, 'timed', `/clients?_gte_${field}=${T + 1}`, 'after'],
  [2, 'timed', `/clients?_lte_${field}=${T}`, 'before,at'],
  [2, 'timed', `/clients?_lte_${field}=${T - 1}`, 'before'],
  [3, 'timed', `/clients?_gte_${field}=${T}&_lte_${field}=${T}`, 'at'],
  [3, 'timed', `/clients?_gte_${field}=${T * 1000}`, ''],
]);
const refused = (decision: number, ...queries: string[]): Row[] =>
  queries.map((query) => {
    const names = new Set(query.split('&').map((pair) => pair.split('=')[0]));
    return [decision, 'three', `/clients?${query}`, `400 ${[...names].join()}`];
  });

test.for<Row>([
  ...times,
  ...refused(8, '_page=0', '_page=-1', '_page=-10000'),
  ...refused(9, '_limit=0'),
  ...['abc', '', '1.5', '1e3', '0x1', '99999999999999999999'].flatMap((value) =>
    refused(10, `_page=${value}&_limit=${value}`),
  ),
  ...refused(10, '_limit=-1', '_page&_limit'),
  [13, 'versions', '/clients?_like_clientid=a&proto_ver=5', 'ab'],
  [13, 'versions', '/clients?clientid=a&_like_clientid=a', 'a'],
  [13, 'versions', '/clients?clientid=a&_like_clientid=zzz', ''],
  [13, 'versions', '/clients?clientid=a&proto_ver=5', ''],
  ...refused(14, '_page=1&_page=1', '_limit=1&_limit=2', 'clientid=a&clientid=b'),
  [15, 'three', '/clients?client_id=a&page=0&__proto__=x', 'a,b,c'],
  ...refused(16, 'proto_ver=abc', 'proto_ver=4.0', 'ip_address=abc', 'ip_address=10.0.0.256'),
  ...refused(16, '_gte_created_at=1.5', '_lte_connected_at=2021-03-18'),
  ...refused(17, 'conn_state=bogus', 'clean_start=1', 'proto_name=mqtt', 'conn_state='),
  ...refused(17, '_page=0&proto_ver=x&conn_state=y&_limit='),
  [18, 'three', '/clients?_like_clientid=', 'a,b,c'],
  [18, 'three', '/clients?_like_username=', 'a,b,c'],
  [19, 'texts', '/clients?_like_clientid=a.b', 'a.b'],
  [19, 'texts', '/clients?_like_clientid=.', 'a.b,A.B'],
  [19, 'texts', '/clients?_like_clientid=%E5%A4%87', '设备-1'],
  [19, 'texts', '/clients?_like_clientid=%25', '100%'],
  [19, 'texts', '/clients?_like_clientid=a*', 'a*'],
  [19, 'texts', '/clients?_like_clientid=^a', ''],
  [19, 'texts', '/clients?_like_clientid=[', ''],
  ...['clientid=Dev-1', 'username=Team', 'zone=Z'].map((query): Row => [
    20,
    'one',
    `/clients?${query}`,
    'Dev-1',
  ]),
  ...['clientid=dev-1', 'clientid=Dev', 'username=team', 'zone=z', 'zone='].map((query): Row => [
    20,
    'one',
    `/clients?${query}`,
    '',
  ]),
  [21, 'nameless', '/clients?username=undefined', ''],
  [21, 'nameless', '/clients?_like_username=undef', ''],
  [21, 'nameless', '/clients?_like_username=', 'nameless'],
  [22, 'three', '/clients/nobody', ''],
  ...['/', '/client', '/clients/a/b', '/nodes', '/clients/username/a', '/nodes/n/clients'].map(
    (path): Row => [25, 'three', path, '404'],
  ),
  ...['/clients/', '//clients', '/clients//'].flatMap((path): Row[] => [
    [26, 'three', path, 'a,b,c'],
    [26, 'three', `${path}?clientid=b`, 'b'],
  ]),
  [27, 'odd', '/clients/a%2Fb', 'a/b'],
  [27, 'odd', '/clients/a%252Fb', 'a%2Fb'],
  [27, 'odd', '/clients/a+b', 'a+b'],
  [27, 'odd', '/clients/a%2Bb', 'a+b'],
  [27, 'odd', '/clients/a%20b', 'a b'],
  [27, 'odd', '/clients?clientid=a+b', 'a b'],
  [27, 'odd', '/clients?clientid=a%2Bb', 'a+b'],
  [27, 'odd', '/clients/%E7%94%A8%E6%88%B7', '用户'],
  ...['/clients/%', '/clients/%zz', '/clients?clientid=%', '/clients?x=%4'].map((path): Row => [
    27,
    'three',
    path,
    '400',
  ]),
  [29, 'old', '/clients?proto_name=MQIsdp', 'old'],
  [31, 'three', '/clients?_gte_mqueue_len=5&_lte_mqueue_dropped=x', 'a,b,c'],
])('%i: %s clients, %s: %s', ([, population, path, found]) => {
  expect(ask(mocks[population], path)).toBe(found);
});

test.for<[decision: number, query: string, meta: object]>([
  [6, '_like_clientid=b', { count: 1 }],
  [6, '_like_clientid=&_limit=1', { count: 3 }],
  [6, 'zone=none', { count: 0 }],
  [7, '_limit=2', { hasnext: true }],
  [7, '_limit=3', { hasnext: false }],
  [7, '_limit=2&_page=2', { hasnext: false }],
  [7, '_limit=1&_like_clientid=a', { hasnext: false }],
  [7, '_limit=1&zone=external', { hasnext: true }],
  [12, '_page=1000000&_limit=10', { page: 1_000_000, limit: 10, hasnext: false, count: 3 }],
])('%i: ?%s has the meta %j', ([, query, meta]) => {
  expect(list(mocks.three, query).meta).toMatchObject(meta);
});

test('4: times are shown at the UTC offset, by default UTC; bounds stay Unix seconds', () => {
  const shown = (utcOffset: string) =>
    list(createMock({ clients: 1, utcOffset }), `_gte_created_at=${T}&_lte_created_at=${T}`).data;
  expect(list(createMock({ clients: 1 })).data).toEqual(shown('+00:00'));
  expect(shown('+00:00')).toMatchObject([{ created_at: '2021-03-18 02:15:57' }]);
  const shanghai = '2021-03-18 10:15:57';
  expect(shown('+08:00')).toMatchObject([{ created_at: shanghai, connected_at: shanghai }]);
});

test('5: _page is 1 and _limit is 10000 by default; 11: a larger limit is taken as it is', () => {
  const mock = createMock({ clients: 10_001 });
  const meta = { page: 1, limit: 10_000, hasnext: true, count: 10_001 };
  expect(list(mock)).toMatchObject({ meta, data: { length: 10_000 } });
  expect(list(mock, '_page=2').data).toHaveLength(1);
  expect(list(mock, '_limit=20000')).toMatchObject({
    meta: { ...meta, limit: 20_000, hasnext: false },
    data: { length: 10_001 },
  });
});

describe('a kick', () => {
  test('23: of an unknown client has code 112, again and again', () => {
    const mock = createMock({ clients: POPULATIONS.three });
    const kick = (id: string) => send(mock, `/clients/${id}`, { method: 'DELETE' }).body;
    expect(kick('a')).toBe('{"code":0}');
    for (const id of ['a', 'a', 'nobody']) {
      expect(kick(id)).toBe('{"code":112,"message":"not_found"}');
    }
    expect(ask(mock, '/clients')).toBe('b,c');
  });

  test('24: without credentials ends no client', () => {
    const headers = { authorization: '' };
    expect(send(mocks.three, '/clients/a', { method: 'DELETE', headers }).status).toBe(401);
    expect(mocks.three.clients.get('a')).toBeDefined();
  });
});

test('28: rows come in the order of insertion, the same for every limit', () => {
  const mock = createMock({ clients: 50 });
  const ids = (query = '') => list(mock, query).data.map(({ clientid }) => clientid);
  const all = ids();
  const pages = Array.from({ length: 8 }, (_, index) => ids(`_page=${index + 1}&_limit=7`));
  expect(pages.flat()).toEqual(all);
  mock.clients.add({ clientid: '0-newcomer' });
  mock.clients.remove(all[3]!);
  expect(ids()).toEqual([...all.filter((id) => id !== all[3]), '0-newcomer']);
});

test('21: a client with no user name shows undefined; 29: MQTT 3.1 clients show MQIsdp', () => {
  expect(list(mocks.nameless).data).toMatchObject([{ username: 'undefined' }]);
  expect(list(mocks.old).data[0]).toMatchObject({ proto_name: 'MQIsdp', proto_ver: 3 });
});
