/** Clusters whose nodes answer differently, as two nodes of EMQX 4.3.22 did. */
import { expect, test } from 'vitest';
import { createMock, type DialectName, type Mock, OptionError } from '../../../mock/index.js';
import { list, readPages, send } from '../../support/lists.js';

const NOW = '2026-03-01T12:00:00Z';
const [FIRST, SECOND] = ['emqx@10.12.50.91', 'emqx@10.12.50.92'] as const;

const mockOf = (scenario: string, dialect: DialectName): Mock =>
  createMock({ scenario, dialect, now: NOW });

const nodesOf = (mock: Mock, query = ''): string[] => [
  ...new Set(list(mock, query).data.map(({ node }) => node)),
];

test.for(['documented', 'emqx-4.1', 'emqx-4.3', 'emqx-4.4.14'] as const)(
  'load-balanced, %s: pages repeat some clients and miss others',
  (dialect) => {
    const ids = readPages(mockOf('load-balanced', dialect));
    expect(ids).toHaveLength(100);
    expect(new Set(ids).size).toBeLessThan(100);
  },
);

test.for(['emqx-4.4.15', 'emqx-4.4.19'] as const)(
  'load-balanced, %s: pages list every client once',
  (dialect) => {
    expect(new Set(readPages(mockOf('load-balanced', dialect))).size).toBe(100);
  },
);

test('load-balanced, 4.0: each node lists its own clients only, and finds those of the other', () => {
  const mock = mockOf('load-balanced', 'emqx-4.0');
  const [one, other] = [list(mock), list(mock)];
  expect(new Set(one.data.map(({ node }) => node))).toEqual(new Set([FIRST]));
  expect(new Set(other.data.map(({ node }) => node))).toEqual(new Set([SECOND]));
  expect(one.meta.count + other.meta.count).toBe(100);
  const id = String(other.data[0]?.clientid);
  for (const _ of [FIRST, SECOND]) {
    expect(send(mock, `/clients/${id}`).body).toContain(`"clientid":"${id}"`);
  }
  expect(send(mock, `/clients/${id}`, { method: 'DELETE' }).body).toBe('{"code":0}');
});

test('load-balanced begins with the first node again after a reset', () => {
  const mock = mockOf('load-balanced', 'emqx-4.3');
  const first = list(mock);
  expect(list(mock)).not.toEqual(first);
  expect(list(mock)).toEqual(first);
  mock.reset();
  expect(list(mock)).toEqual(first);
});

test('node-hangs: what asks every node gets no answer, and the other node’s list does', () => {
  const mock = mockOf('node-hangs', 'emqx-4.3');
  const before = mock.clients.count;
  const id = encodeURIComponent(mock.clients.first()?.clientid ?? '');
  for (const [path, method] of [
    ['/clients', 'GET'],
    ['/clients?_page=2', 'GET'],
    [`/clients/${id}`, 'GET'],
    [`/clients/${id}`, 'DELETE'],
    [`/nodes/${SECOND}/clients`, 'GET'],
  ] as const) {
    expect(send(mock, path, { method }).delivery, `${method} ${path}`).toEqual({ hang: true });
  }
  expect(mock.clients.count).toBe(before);
  const other = send(mock, `/nodes/${FIRST}/clients`);
  expect(other.delivery).toBeUndefined();
  expect(other.body).toContain('"code":0');
  expect(send(mock, '/clients', { headers: { authorization: '' } }).status).toBe(401);
});

test('node-hangs, 4.0: the list asks one node, and is answered', () => {
  expect(nodesOf(mockOf('node-hangs', 'emqx-4.0'))).toEqual([FIRST]);
});

test.for([
  ['emqx-4.3', '{"message":"nodedown","code":101}'],
  ['emqx-4.0', '{"code":101,"message":"nodedown"}'],
] as const)('node-down, %s: the paths of the node say so', ([dialect, body]) => {
  const mock = mockOf('node-down', dialect);
  const path = `/nodes/${SECOND}/clients`;
  expect(send(mock, path).body).toContain(SECOND);
  list(mock, '_page=2&_limit=10');
  expect(send(mock, path)).toMatchObject({ status: 200, body });
  expect(send(mock, `${path}/emqx_c_1`)).toMatchObject({ status: 204, body: '' });
  expect(send(mock, `/nodes/${FIRST}/clients`).body).toContain(FIRST);
  expect(nodesOf(mock)).not.toContain(SECOND);
  mock.reset();
  expect(send(mock, path).body).toContain(SECOND);
});

const PAIR = [
  { clientid: 'c1', node: FIRST },
  { clientid: 'c2', node: SECOND },
];

test.for([
  ['documented', [SECOND, FIRST]],
  ['emqx-4.0', [SECOND]],
  ['emqx-4.3', [SECOND, FIRST]],
  ['emqx-4.4.14', [SECOND, FIRST]],
  ['emqx-4.4.15', [FIRST, SECOND]],
] as const)('%s, asked on the second node, lists %j', ([dialect, nodes]) => {
  expect(nodesOf(createMock({ dialect, node: SECOND, clients: PAIR }))).toEqual(nodes);
});

test('a node that does not exist is refused, naming those that do', () => {
  expect(() => createMock({ node: 'emqx@nowhere', clients: PAIR })).toThrow(
    new OptionError('node', 'emqx@nowhere', `one of ${FIRST}, ${SECOND}`),
  );
});
