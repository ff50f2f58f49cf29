/** The paths beside `/clients` in a cluster, whose nodes may stop or hang. */
import { describe, expect, test } from 'vitest';
import type { DialectName } from '../../../mock/index.js';
import { open } from './ask.js';

const [A, B] = ['a@10.0.0.1', 'b@10.0.0.2'];
const CLIENTS = [
  { clientid: 'one', node: A, subscriptions: [{ topic: 't', qos: 1 }] },
  {
    clientid: 'two',
    node: B,
    subscriptions: [
      { topic: 't', qos: 1 },
      { topic: 'u', qos: 0 },
    ],
  },
];

const cluster = (dialect: DialectName, node?: string) => open({ dialect, clients: CLIENTS, node });

const ids = (opened: ReturnType<typeof cluster>, path: string): string[] =>
  opened.ask(`GET ${path}`).data.map(({ clientid }) => clientid);

test('each node counts its own, and routes are those of all', () => {
  const { ask } = cluster('emqx-4.3');
  expect(ask('GET /nodes').data).toMatchObject([
    { node: A, connections: 1 },
    { node: B, connections: 1 },
  ]);
  expect(ask('GET /stats').data).toMatchObject([
    { node: A, stats: { 'subscriptions.count': 1, 'routes.count': 3 } },
    { node: B, stats: { 'subscriptions.count': 2, 'routes.count': 3 } },
  ]);
  expect(ask('GET /routes/t').data).toEqual([
    { topic: 't', node: A },
    { topic: 't', node: B },
  ]);
  expect(ask('GET /routes').meta?.count).toBe(3);
});

test('a list begins with the node that is asked, except from 4.4.15 on; EMQX 4.0 lists no other', () => {
  expect(ids(cluster('emqx-4.3', B), '/subscriptions')).toEqual(['two', 'two', 'one']);
  expect(ids(cluster('emqx-4.4', B), '/subscriptions')).toEqual(['one', 'two', 'two']);
  expect(ids(cluster('emqx-4.0', B), '/subscriptions')).toEqual(['two', 'two']);
  expect(ids(cluster('emqx-4.0', B), '/subscriptions/one')).toEqual([]);
  expect(ids(cluster('emqx-4.1', B), '/subscriptions/one')).toEqual(['one']);
  expect(ids(cluster('emqx-4.3'), `/nodes/${B}/subscriptions`)).toEqual(['two', 'two']);
});

describe('a node that has stopped', () => {
  const stopped = (dialect: DialectName) => {
    const opened = cluster(dialect);
    opened.mock.state.nodeStates?.set(B, 'down');
    opened.mock.clients.remove('two');
    return opened;
  };

  test('is missing from the lists', () => {
    const { ask } = stopped('emqx-4.3');
    for (const path of ['nodes', 'brokers', 'stats', 'alarms', 'listeners']) {
      expect(ask(`GET /${path}`).data, path).toMatchObject([{ node: A }]);
    }
    expect(ask('GET /subscriptions').meta?.count).toBe(1);
  });

  test.each<[dialect: DialectName, path: string, status: number, body: string]>([
    ['emqx-4.3', `nodes/${B}`, 200, `{"data":{"node":"${B}","error":"nodedown"},"code":0}`],
    ['emqx-4.3', `nodes/${B}/stats`, 200, '{"message":"nodedown"}'],
    ['emqx-4.3', `nodes/${B}/subscriptions`, 200, '{"message":"nodedown"}'],
    ['emqx-4.3', `nodes/${B}/subscriptions/two`, 204, ''],
    ['emqx-4.3.11', `nodes/${B}/subscriptions/two`, 500, 'Internal Error'],
    ['emqx-4.3.11', `nodes/${B}`, 204, ''],
    ['emqx-4.3', `brokers/${B}`, 200, '{"message":"nodedown","code":102}'],
    ['emqx-4.3', `nodes/${B}/clients`, 200, '{"message":"nodedown","code":101}'],
  ])('%s answers GET /%s with %i %s', (dialect, path, status, body) => {
    expect(stopped(dialect).send(`GET /${path}`)).toMatchObject({ status, body });
  });
});

test('a node that hangs is waited for by what asks all nodes, and by what asks it', () => {
  const opened = cluster('emqx-4.3');
  opened.mock.state.nodeStates?.set(B, 'hangs');
  const hangs = (request: string, body?: unknown): boolean =>
    opened.send(request, body).delivery?.hang === true;
  for (const path of ['nodes', 'brokers', 'stats', 'subscriptions', `nodes/${B}/stats`]) {
    expect(hangs(`GET /${path}`), path).toBe(true);
  }
  for (const path of [`nodes/${A}`, `nodes/${A}/subscriptions`, 'routes', 'routes/t', 'banned']) {
    expect(hangs(`GET /${path}`), path).toBe(false);
  }
  expect(hangs('POST /auth', {})).toBe(false);
});
