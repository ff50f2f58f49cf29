/** What the requests of a run are recorded as. */
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { createMock, type Mock, type PopulationOptions } from '../../../mock/index.js';
import { readUsage } from '../../../openapi/usage/read-usage.js';

const mockOf = (options: PopulationOptions = {}): Mock =>
  createMock({
    clients: [{ clientid: 'c1', username: 'alice' }, { clientid: 'c2' }],
    usage: true,
    apps: false,
    ...options,
  });

const send = (mock: Mock, request: string, headers: Record<string, string> = {}): void => {
  const [method = '', url = ''] = request.split(' ');
  const [path = '', query = ''] = url.split('?');
  mock.handle({ method, path: `/api/v4${path}`, query, headers });
};

/** Each use in one line. */
const uses = (mock: Mock): string[] =>
  mock
    .usage!.usage()
    .uses.map(({ request, with: kinds }) =>
      [request, ...Object.entries(kinds).map(([name, kind]) => `${name}: ${kind}`)].join(', '),
    );

test.each([
  ['GET /clients', 'GET /clients'],
  ['GET /clients?_page=1&_limit=10', 'GET /clients, _page: first, _limit: up to 10000'],
  ['GET /clients?_page=2&_limit=1', 'GET /clients, _page: later, _limit: up to 10000'],
  ['GET /clients?_page=9', 'GET /clients, _page: past the end'],
  ['GET /clients?_page=0&_limit=0', 'GET /clients, _page: zero or less, _limit: zero'],
  ['GET /clients?_limit=10001', 'GET /clients, _limit: above 10000'],
  ['GET /clients?_limit=99999999999999999999', 'GET /clients, _limit: 2^59 or more'],
  ['GET /clients?_limit=', 'GET /clients, _limit: not an integer'],
  [
    'GET /clients?username=alice&proto_ver=x',
    'GET /clients, username: equal, proto_ver: wrong type',
  ],
  [
    'GET /clients?conn_state=idle&clean_start=2',
    'GET /clients, conn_state: equal, clean_start: unlisted',
  ],
  ['GET /clients?ip_address=::1', 'GET /clients, ip_address: IPv6 address'],
  ['GET /clients?_like_clientid=', 'GET /clients, _like_clientid: empty'],
  ['GET /clients?_like_clientid=c_1', 'GET /clients, _like_clientid: text'],
  ['GET /clients?_like_clientid=c.1', 'GET /clients, _like_clientid: special characters'],
  ['GET /clients?_like_username=c%5Cd', 'GET /clients, _like_username: backslash'],
  [
    'GET /clients?_like_username=%5Ed%5C',
    'GET /clients, _like_username: backslash and special characters',
  ],
  ['GET /clients?_gte_created_at=1700000000', 'GET /clients, _gte_created_at: seconds'],
  ['GET /clients?_lte_created_at=1700000000000', 'GET /clients, _lte_created_at: milliseconds'],
  ['GET /clients?zone=a&zone=b', 'GET /clients, zone: repeated'],
  ['GET /clients?secret=a', 'GET /clients, unknown: sent'],
  ['GET /clients?_=1732759200000', 'GET /clients'],
  ['GET /clients?zone=%zz', 'GET /clients, query: bad encoding'],
  ['GET /clients/c1', 'GET /clients/{clientid}, client: known'],
  ['GET /clients/none', 'GET /clients/{clientid}, client: unknown'],
  ['GET /clients/a%2Fb', 'GET /clients/{clientid}, client: unknown, id: percent-encoded'],
  ['GET /clients/c+1', 'GET /clients/{clientid}, client: unknown, id: with a raw +'],
  ['DELETE /clients/c1', 'DELETE /clients/{clientid}, client: known'],
  ['DELETE /clients/none', 'DELETE /clients/{clientid}, client: unknown'],
  ['HEAD /clients', 'HEAD /clients'],
  ['GET /stats', 'GET /stats, path: not found'],
  [
    'GET /nodes/a@b/subscriptions/c1',
    'GET /nodes/{node}/subscriptions/{clientid}, path: not found',
  ],
  ['GET /secret', 'GET unknown path, path: not found'],
])('%s is recorded as %s', (request, expected) => {
  const mock = mockOf();
  send(mock, request);
  expect(uses(mock)).toEqual([expected]);
});

test('a preflight request, a stub and a fault say nothing about the API', () => {
  const mock = mockOf({
    faults: ['GET /clients status=503'],
    stubs: [{ match: { path: '/alarms' }, respond: { status: 200 } }],
  });
  send(mock, 'OPTIONS /clients');
  send(mock, 'GET /clients');
  expect(uses(mock)).toEqual([]);
});

describe('credentials', () => {
  test.each([
    [{}, 'none'],
    [{ authorization: `Basic ${btoa('a:b')}` }, 'wrong'],
    [{ authorization: 'Basic %%%' }, 'not base64'],
  ])('%j are %s', (headers, expected) => {
    const mock = mockOf({ apps: ['id:secret'] });
    send(mock, 'GET /clients?username=alice', headers);
    expect(uses(mock)).toEqual([`GET /clients, credentials: ${expected}`]);
  });

  test('of two requests for the same are distinguished, in any order', () => {
    const all = [{ authorization: `Basic ${btoa('a:b')}` }, { authorization: 'Basic %%%' }];
    for (const order of [all, all.toReversed()]) {
      const mock = mockOf({ apps: ['id:secret'] });
      for (const headers of order) send(mock, 'GET /clients?username=alice', headers);
      expect(uses(mock)).toEqual([
        'GET /clients, credentials: not base64',
        'GET /clients, credentials: wrong',
      ]);
    }
  });
});

test('a cluster is noted where it matters, and a request to another node', () => {
  const clients = [
    { clientid: 'a', node: 'emqx@1' },
    { clientid: 'b', node: 'emqx@2' },
  ];
  const first = mockOf({ clients });
  send(first, 'GET /clients');
  send(first, 'GET /clients/a');
  expect(uses(first)).toEqual([
    'GET /clients, nodes: several',
    'GET /clients/{clientid}, client: known',
  ]);
  const second = mockOf({ clients, node: 'emqx@2' });
  send(second, 'GET /clients');
  expect(uses(second)).toEqual(['GET /clients, nodes: several, asked: another node']);
});

test('the same query is the use that it is in each sandbox, whichever node is its first', () => {
  const mock = mockOf({ clients: [], node: 'emqx@2' });
  const sandboxes = {
    'asks its second node': ['emqx@1', 'emqx@2'],
    'asks its first node': ['emqx@2', 'emqx@1'],
    'asks a node that has had no client': ['emqx@1', 'emqx@3'],
    'has one node': ['emqx@2'],
  };
  for (const [name, nodes] of Object.entries(sandboxes)) {
    const { clients, handle } = mock.sandbox(name);
    clients.add(nodes.map((node) => ({ clientid: node, node })));
    mock.usage!.startTest(name, name);
    handle({ method: 'GET', path: '/api/v4/clients' });
  }
  const found = mock
    .usage!.usage()
    .uses.flatMap(({ with: kinds, tests }) =>
      [...tests.keys()].map((name) => [name, Object.values(kinds).join(', ')]),
    );
  expect(Object.fromEntries(found)).toEqual({
    'asks its second node': 'several, another node',
    'asks its first node': 'several',
    'asks a node that has had no client': 'several',
    'has one node': '',
  });
});

test('tests are named by the header, or by the program; each has its number of different requests', () => {
  const mock = mockOf();
  for (const page of [2, 3, 3]) {
    send(mock, `GET /clients?username=alice&_page=${page}&_limit=1`, { 'x-mock-test': 'pages' });
  }
  mock.usage!.startTest('finds a user');
  send(mock, 'GET /clients?username=alice');
  mock.usage!.startTest('finds a user');
  send(mock, 'GET /clients?username=alice');
  mock.usage!.startTest();
  send(mock, 'GET /clients?username=alice');
  const found = mock
    .usage!.usage()
    .uses.map(({ with: kinds, tests }) => [kinds['_page'], [...tests]]);
  expect(found).toEqual([
    ['past the end', [['pages', 2]]],
    [undefined, [['finds a user', 1]]],
  ]);
});

test('a caller that names another test with each request does not fill the memory', () => {
  const mock = mockOf();
  for (let index = 0; index <= 10_001; index++) {
    send(mock, 'GET /clients', { 'x-mock-test': `test ${index}` });
  }
  const [use] = mock.usage!.usage().uses;
  expect(use!.tests.size).toBe(10_000);
});

test('a test that runs again, with other values, has the requests of one attempt', () => {
  const mock = mockOf();
  for (const value of ['one', 'two', 'three']) {
    mock.usage?.startTest('looks up what it has added');
    send(mock, `GET /clients/${value}`);
  }
  expect([...(mock.usage?.usage().uses[0]?.tests ?? [])]).toEqual([
    ['looks up what it has added', 1],
  ]);
});

test('a node that joins between two equal requests is noted', () => {
  const mock = mockOf({ clients: [{ clientid: 'a', node: 'emqx@1' }] });
  send(mock, 'GET /clients?_limit=5');
  mock.clients.add({ clientid: 'b', node: 'emqx@2' });
  send(mock, 'GET /clients?_limit=5');
  expect(uses(mock)).toEqual([
    'GET /clients, _limit: up to 10000, nodes: several',
    'GET /clients, _limit: up to 10000',
  ]);
});

test('the text is a usage file that can be read', () => {
  const mock = mockOf();
  mock.usage!.startTest('kicks "c1": twice # yes\u202e');
  send(mock, 'GET /clients?_limit=1&username=alice');
  send(mock, 'GET /clients?_limit=1&_page=2&username=alice');
  send(mock, 'DELETE /clients/c1');
  send(mock, 'DELETE /clients/c1');
  mock.usage!.startTest('yes');
  send(mock, 'GET /clients/c2');
  const text = mock.usage!.text();
  expect(readUsage(parse(text))).toEqual({ ok: true, usage: mock.usage!.usage() });
  expect(text).toMatchInlineSnapshot(`
    "# What an application uses of the clients API of EMQX: recorded by emqx-mock --usage from the
    # requests of its tests, and merged over runs. It has kinds of values, and no values. Commit it.
    # Yours to write: \`application\`, its name, and \`accepted\`, differences that are fine, each with a reason.
    # Other comments are not kept.
    version: 1
    tested: [documented]
    uses:
      - request: DELETE /clients/{clientid}
        with: { client: known }
        reads: all
        tests:
          "kicks \\"c1\\": twice # yes\\u202e": 1
      - request: DELETE /clients/{clientid}
        with: { client: unknown }
        reads: all
        tests:
          "kicks \\"c1\\": twice # yes\\u202e": 1
      - request: GET /clients
        with: { _limit: up to 10000, _page: past the end, username: equal }
        reads: all
        tests:
          "kicks \\"c1\\": twice # yes\\u202e": 1
      - request: GET /clients
        with: { _limit: up to 10000, username: equal }
        reads: all
        tests:
          "kicks \\"c1\\": twice # yes\\u202e": 1
      - request: GET /clients/{clientid}
        with: { client: known }
        reads: all
        tests:
          "yes": 1
    orders:
      - order: "page, then next page under a filter"
        tests:
          - "kicks \\"c1\\": twice # yes\\u202e"
      - order: "kick, then list"
        tests:
          - "kicks \\"c1\\": twice # yes\\u202e"
      - order: "kick, then kick"
        tests:
          - "kicks \\"c1\\": twice # yes\\u202e"
    accepted: []
    "
  `);
});
