import { expect, test } from 'vitest';
import { createMock } from '../../../mock/index.js';
import type { ClientInput } from '../../../mock/core/client-input.js';
import type { Mock } from '../../../mock/mock.js';

interface Listed {
  readonly data: { clientid: string; node: string }[];
  readonly meta: { count: number; hasnext: boolean; page: number };
}

/** Given to the mock mixed, and not in the order of the nodes' names. */
const CLIENTS: ClientInput[] = Array.from({ length: 30 }, (_, index) => ({
  clientid: `c${index}`,
  node: ['b@10.0.0.2', 'c@10.0.0.3', 'a@10.0.0.1'][index % 3] as string,
  username: index % 2 === 0 ? 'even' : 'odd',
}));
const TWINS: ClientInput[] = [
  { clientid: 'twin', node: 'c@10.0.0.3', username: 'even' },
  { clientid: 'twin', node: 'a@10.0.0.1', username: 'odd' },
];

function clusterOf(seed = 1): Mock {
  return createMock({ dialect: 'emqx-4.3', clients: [...CLIENTS, ...TWINS], seed, apps: false });
}

function get(mock: Mock, url: string): Listed {
  const [path = '', query = ''] = url.split('?');
  const answer = mock.handle({ method: 'GET', path: `/api/v4${path}`, query });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body) as Listed;
}

const rowsOf = ({ data }: Listed): string[] => data.map(({ node, clientid }) => node + clientid);

test('rows come node after node, by the name of the node', () => {
  const nodes = get(clusterOf(), '/clients').data.map(({ node }) => node);
  expect(nodes).toEqual([...nodes].sort());
  expect(new Set(nodes).size).toBe(3);
});

test('rows of a node come in an arbitrary order that depends on the seed', () => {
  const rows = rowsOf(get(clusterOf(), '/clients'));
  expect(rowsOf(get(clusterOf(), '/clients'))).toEqual(rows);
  const others = rowsOf(get(clusterOf(2), '/clients'));
  expect(others).not.toEqual(rows);
  expect([...others].sort()).toEqual([...rows].sort());
  const ofNode = CLIENTS.filter(({ node }) => node === 'a@10.0.0.1').map((c) => c.clientid);
  const listed = rows.filter((row) => row.startsWith('a@')).map((row) => row.slice(10));
  expect(listed.filter((id) => id !== 'twin')).not.toEqual(ofNode);
});

test.for([1, 7, 11, 32, 33])('pages of %i run on across the nodes', (limit) => {
  const mock = clusterOf();
  const all = rowsOf(get(mock, '/clients'));
  const rows: string[] = [];
  for (let page = 1; ; page++) {
    const answer = get(mock, `/clients?_page=${page}&_limit=${limit}`);
    rows.push(...rowsOf(answer));
    expect(answer.meta).toMatchObject({ page, count: 32, hasnext: rows.length < 32 });
    if (!answer.meta.hasnext) break;
  }
  expect(rows).toEqual(all);
});

test('a filter finds its clients on all nodes, in the order of the list', () => {
  const mock = clusterOf();
  const all = get(mock, '/clients?_like_clientid=c');
  expect(all.meta.count).toBe(-1);
  expect(rowsOf(all)).toEqual(rowsOf(get(mock, '/clients')).filter((row) => !row.endsWith('twin')));
  const [first, second] = [1, 2].map((page) => {
    return rowsOf(get(mock, `/clients?username=even&_limit=10&_page=${page}`));
  });
  expect(first).toHaveLength(10);
  expect(second).toHaveLength(6);
});

test('the list of one node has its own count, and its own pages', () => {
  const mock = clusterOf();
  const all = get(mock, '/nodes/a@10.0.0.1/clients');
  expect(all.meta).toMatchObject({ count: 11, hasnext: false });
  expect(new Set(all.data.map(({ node }) => node))).toEqual(new Set(['a@10.0.0.1']));
  const page = get(mock, '/nodes/a@10.0.0.1/clients?_limit=6&_page=2');
  expect(page.meta).toMatchObject({ count: 11, hasnext: false });
  expect(rowsOf(page)).toEqual(rowsOf(all).slice(6));
  expect(get(mock, '/nodes/a@10.0.0.1/clients?username=odd').meta.count).toBe(-1);
});

test('an id that two nodes have is found twice, and kicked on both', () => {
  const mock = clusterOf();
  expect(rowsOf(get(mock, '/clients/twin'))).toEqual(['a@10.0.0.1twin', 'c@10.0.0.3twin']);
  expect(rowsOf(get(mock, '/clients?clientid=twin'))).toHaveLength(2);
  expect(rowsOf(get(mock, '/nodes/a@10.0.0.1/clients/twin'))).toEqual(['a@10.0.0.1twin']);
  expect(rowsOf(get(mock, '/nodes/b@10.0.0.2/clients/twin'))).toEqual([]);
  expect(mock.handle({ method: 'DELETE', path: '/api/v4/clients/twin' }).body).toBe('{"code":0}');
  expect(rowsOf(get(mock, '/clients/twin'))).toEqual([]);
  expect(get(mock, '/clients').meta.count).toBe(30);
});

test('clients of a user are found on every node, and on one', () => {
  const mock = clusterOf();
  expect(rowsOf(get(mock, '/clients/username/even'))).toHaveLength(16);
  const onOne = get(mock, '/nodes/c@10.0.0.3/clients/username/even').data;
  expect(onOne).toHaveLength(6);
  expect(onOne.every(({ node }) => node === 'c@10.0.0.3')).toBe(true);
});

test('the documents’ dialect lists the clients of all nodes as they came', () => {
  const mock = createMock({ clients: [...CLIENTS, ...TWINS], apps: false });
  const ids = get(mock, '/clients').data.map(({ clientid }) => clientid);
  expect(ids).toEqual([...CLIENTS, ...TWINS].map(({ clientid }) => clientid));
  expect(get(mock, '/clients?username=even&_limit=1').meta.count).toBe(16);
});
