/** Subscriptions wherever the state goes: MQTT clients, sandboxes, files, the control API, programs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { ClientError, startMock, type RunningMock, type StartOptions } from '../../mock/index.js';
import { connectClient } from '../support/mqtt/open.js';
import { RawPeer } from '../support/mqtt/raw-peer.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const directory = temporaryFolder(afterAll);

async function start(options: StartOptions = {}): Promise<RunningMock> {
  const mock = await startMock({
    port: 0,
    apps: false,
    clients: [],
    dialect: 'emqx-4.4',
    ...options,
  });
  onTestFinished(() => mock.close());
  return mock;
}

interface Row {
  readonly topic: string;
  readonly qos: number;
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  return ((await response.json()) as { data: T }).data;
}

const post = async (url: string, body: unknown, method = 'POST'): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  return response.json();
};

/** The subscriptions of a client, and the number that its row shows. */
async function subscribed(url: string, id: string): Promise<{ topics: string[]; count: number }> {
  const rows = await get<Row[]>(`${url}/subscriptions/${id}`);
  const [client] = await get<{ subscriptions_cnt: number }[]>(`${url}/clients/${id}`);
  const topics = rows.map(({ topic, qos }) => `${topic} ${qos}`).sort();
  return { topics, count: client?.subscriptions_cnt ?? -1 };
}

async function connect(mock: RunningMock, id: string, options = {}): Promise<MqttClient> {
  const client = await connectClient(mock.mqttUrl ?? '', 5, id, options);
  onTestFinished(() => void client.end(true));
  return client;
}

describe('of an MQTT client', () => {
  test('SUBSCRIBE and UNSUBSCRIBE change what the API lists', async () => {
    const mock = await start({ mqtt: 0 });
    const client = await connect(mock, 'real');
    await client.subscribeAsync({ 'a/#': { qos: 2 }, '$share/g/b': { qos: 1 } });
    expect(await subscribed(mock.url, 'real')).toEqual({
      topics: ['$share/g/b 1', 'a/# 2'],
      count: 2,
    });
    expect(await get(`${mock.url}/subscriptions?share=g`)).toHaveLength(1);
    await client.subscribeAsync('a/#', { qos: 0 });
    await client.unsubscribeAsync('$share/g/b');
    expect(await subscribed(mock.url, 'real')).toEqual({ topics: ['a/# 0'], count: 1 });
    expect(await get(`${mock.url}/routes`)).toEqual([{ topic: 'a/#', node: 'emqx@127.0.0.1' }]);
  });

  test('the API subscribes in its place, and its own UNSUBSCRIBE ends that', async () => {
    const mock = await start({ mqtt: 0 });
    const client = await connect(mock, 'real');
    await client.subscribeAsync('own', { qos: 1 });
    await post(`${mock.url}/mqtt/subscribe`, { clientid: 'real', topic: 'given', qos: 2 });
    expect(await subscribed(mock.url, 'real')).toEqual({ topics: ['given 2', 'own 1'], count: 2 });
    await client.subscribeAsync('more', { qos: 0 });
    await client.unsubscribeAsync('given');
    expect(await subscribed(mock.url, 'real')).toEqual({ topics: ['more 0', 'own 1'], count: 2 });
    await post(`${mock.url}/mqtt/unsubscribe`, { clientid: 'real', topic: 'own' });
    await client.subscribeAsync('last', { qos: 0 });
    expect(await subscribed(mock.url, 'real')).toEqual({ topics: ['last 0', 'more 0'], count: 2 });
  });

  test('a persistent session keeps them while it is offline, also those that the API adds', async () => {
    const mock = await start({ mqtt: 0 });
    const session = { clean: false, properties: { sessionExpiryInterval: 3600 } };
    const first = await connect(mock, 'real', session);
    await first.subscribeAsync('own', { qos: 1 });
    await first.endAsync();
    await expect.poll(() => mock.clients.get('real')?.connected).toBe(false);
    await post(`${mock.url}/mqtt/subscribe`, { clientid: 'real', topic: 'given', qos: 2 });
    const second = await connect(mock, 'real', session);
    expect(await subscribed(mock.url, 'real')).toEqual({ topics: ['given 2', 'own 1'], count: 2 });
    await second.unsubscribeAsync('given');
    expect(await subscribed(mock.url, 'real')).toEqual({ topics: ['own 1'], count: 1 });
  });

  test('a program changes them too', async () => {
    const mock = await start({ mqtt: 0 });
    const client = await connect(mock, 'real');
    await client.subscribeAsync('own', { qos: 1 });
    mock.clients.update('real', { subscriptions: [{ topic: 'new', qos: 2 }] });
    await client.subscribeAsync('more', { qos: 0 });
    expect(await subscribed(mock.url, 'real')).toEqual({ topics: ['more 0', 'new 2'], count: 2 });
  });

  test('a new session has none of the old one', async () => {
    const mock = await start({ mqtt: 0 });
    const first = await connect(mock, 'real');
    await first.subscribeAsync('own');
    await first.endAsync();
    await connect(mock, 'real');
    expect(await subscribed(mock.url, 'real')).toEqual({ topics: [], count: 0 });
  });
});

test('the keep-alive that the API sets is what the client must keep', async () => {
  const mock = await start({ mqtt: 0 });
  const { port } = new URL(mock.mqttUrl ?? '');
  const peer = await RawPeer.login(Number(port), 4, 'silent');
  onTestFinished(() => peer[Symbol.asyncDispose]());
  const answer = await fetch(`${mock.url}/clients/silent/keepalive?interval=1`, { method: 'PUT' });
  expect(await answer.json()).toEqual({ code: 0 });
  expect(mock.clients.get('silent')?.keepalive).toBe(1);
  await peer.closed;
  expect(mock.clients.get('silent')).toBeUndefined();
});

test('a sandbox has its own', async () => {
  const mock = await start({ clients: [{ clientid: 'a', subscriptions_cnt: 1 }] });
  const sandbox = mock.url.replace('/api/v4', '/sandbox/one/api/v4');
  await post(`${sandbox}/mqtt/subscribe`, { clientid: 'a', topic: 'x', qos: 1 });
  expect((await subscribed(sandbox, 'a')).count).toBe(2);
  expect((await subscribed(mock.url, 'a')).count).toBe(1);
  mock.sandbox('one').reset();
  expect((await subscribed(sandbox, 'a')).count).toBe(1);
});

test('--persist keeps what was changed; rows of the API never show it', async () => {
  const persist = join(directory, 'state.ndjson');
  const first = await start({ persist, clients: 5 });
  await post(`${first.url}/mqtt/subscribe`, { clientid: 'emqx_c_1', topic: 'x', qos: 1 });
  const before = await subscribed(first.url, 'emqx_c_1');
  const all = await get(`${first.url}/subscriptions`);
  await first.close();
  const lines = readFileSync(persist, 'utf8').trim().split('\n');
  expect(lines.filter((line) => line.includes('"subscriptions":['))).toHaveLength(1);
  const second = await start({ persist });
  expect(await subscribed(second.url, 'emqx_c_1')).toEqual(before);
  expect(await get(`${second.url}/subscriptions`)).toEqual(all);
  const answer = await fetch(`${second.url}/clients`);
  expect(await answer.text()).not.toContain('"subscriptions":');
});

describe('the control API', () => {
  test('shows and changes them', async () => {
    const mock = await start({ clients: [{ clientid: 'a', subscriptions_cnt: 2 }] });
    const control = mock.controlUrl ?? '';
    const shown = async (): Promise<unknown> => {
      const response = await fetch(`${control}/clients/a`);
      return ((await response.json()) as { clients: { subscriptions: unknown }[] }).clients[0]
        ?.subscriptions;
    };
    expect(await shown()).toHaveLength(2);
    const subscriptions = [{ topic: 'x', qos: 1 }];
    await post(`${control}/clients/a`, { subscriptions }, 'PATCH');
    expect(await shown()).toEqual(subscriptions);
    expect(await subscribed(mock.url, 'a')).toEqual({ topics: ['x 1'], count: 1 });
    await post(`${control}/clients`, { clientid: 'b', subscriptions });
    expect(await subscribed(mock.url, 'b')).toEqual({ topics: ['x 1'], count: 1 });
  });

  test.each<[change: object, field: string]>([
    [{ subscriptions: 'x' }, 'subscriptions'],
    [{ subscriptions: [{ topic: 'a/#/b', qos: 1 }] }, 'subscriptions'],
    [{ subscriptions: [{ topic: 'a' }, { topic: 'a' }] }, 'subscriptions'],
    [{ subscriptions: [{ topic: 'a', qos: 1.5 }] }, 'subscriptions'],
    [{ subscriptions: [{ topic: 'a' }], subscriptions_cnt: 2 }, 'subscriptions_cnt'],
    [{ subscriptions_cnt: 100_001 }, 'subscriptions_cnt'],
  ])('%j is refused', async (change, field) => {
    const mock = await start({ clients: [{ clientid: 'a' }] });
    expect(await post(`${mock.controlUrl}/clients/a`, change, 'PATCH')).toMatchObject({ field });
  });
});

test('a program adds, reads and changes them', async () => {
  const { clients, url } = await start();
  clients.add({ clientid: 'a', subscriptions: [{ topic: 'x', qos: 2 }] });
  expect(clients.get('a')?.subscriptions_cnt).toBe(1);
  expect(clients.subscriptions('a')).toEqual([{ topic: 'x', qos: 2 }]);
  clients.update('a', { username: 'me' });
  expect(clients.subscriptions('a')).toEqual([{ topic: 'x', qos: 2 }]);
  clients.update('a', { subscriptions: ['y'] });
  expect(clients.subscriptions('a')).toEqual([{ topic: 'y', qos: 0 }]);
  // Another number: other subscriptions, and as many.
  clients.update('a', { subscriptions_cnt: 3 });
  expect(clients.subscriptions('a')).toHaveLength(3);
  expect((await subscribed(url, 'a')).count).toBe(3);
  expect(() => clients.subscriptions('b')).toThrow(ClientError);
});
