import { expect, test } from 'vitest';
import type { IConnectPacket } from 'mqtt-packet';
import { kick } from '../../mock/core/broker-state.js';
import { disconnect } from '../../mock/core/session.js';
import { createMock, type DialectName } from '../../mock/index.js';
import { connectClient, open } from '../support/mqtt/open.js';
import { RawPeer } from '../support/mqtt/raw-peer.js';
import { eventually } from '../support/mqtt/eventually.js';

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 0, 31, 8);
const PERSISTENT: Partial<IConnectPacket> = { clean: false };
const forAnHour: Partial<IConnectPacket> = {
  clean: false,
  properties: { sessionExpiryInterval: 3600 },
};

const plain = { qos: 1, nl: false, rap: false, rh: 0 } as const;
const KICKED = [{ cmd: 'disconnect', reasonCode: 152 }];
const basic = { authorization: `Basic ${btoa('app_id:app_secret')}` };

test.each([3, 4] as const)(
  'a persistent 3.x session (%i) stays offline for two hours',
  async (version) => {
    const { mock, listener, row } = await open();
    mock.state.clock.freeze(T0);
    const peer = await RawPeer.login(listener.port, version, 'p', PERSISTENT);
    expect(row('p')).toMatchObject({ clean_start: false, expiry_interval: 7200, connected: true });
    mock.state.clock.advance(60_000);
    peer.send({ cmd: 'disconnect' });
    await peer.closed;
    await eventually(() => {
      expect(row('p')).toMatchObject({
        connected: false,
        created_at: '2026-01-31 08:00:00',
        disconnected_at: '2026-01-31 08:01:00',
      });
    });
    mock.state.clock.advance(2 * HOUR - 1);
    expect(row('p')).toBeDefined();
    mock.state.clock.advance(1);
    expect(row('p')).toBeUndefined();
  },
);

test('a client connects at once while very many sessions of others have ended', async () => {
  const { mock, listener } = await open();
  mock.state.clock.freeze(T0);
  const offline = { clean_start: false, expiry_interval: 60, conn_state: 'disconnected' } as const;
  mock.clients.add(
    Array.from({ length: 3000 }, (_, index) => ({ clientid: `old-${index}`, ...offline })),
  );
  mock.clients.add({ clientid: 'mine', ...offline });
  mock.state.clock.advance(60_000);
  const peer = await RawPeer.login(listener.port, 4, 'mine', PERSISTENT);
  expect(peer.packets).toMatchObject([{ cmd: 'connack', sessionPresent: false }]);
  expect(mock.state.store.size).toBeGreaterThan(1);
  expect(mock.handle({ method: 'GET', path: '/api/v4/clients', headers: basic }).body).toContain(
    '"count":1',
  );
});

test('after a lost connection, a persistent session stays and a clean one ends', async () => {
  const { listener, row } = await open();
  const persistent = await RawPeer.login(listener.port, 4, 'p', PERSISTENT);
  const clean = await RawPeer.login(listener.port, 4, 'c');
  await Promise.all([persistent.drop(), clean.drop()]);
  await eventually(() => {
    expect(row('p')?.connected).toBe(false);
    expect(row('c')).toBeUndefined();
  });
});

test('a resumed session keeps its creation time, subscriptions and messages', async () => {
  const { mock, listener, row } = await open();
  mock.state.clock.freeze(T0);
  const first = await RawPeer.login(listener.port, 5, 'p', forAnHour);
  first.send({
    cmd: 'subscribe',
    messageId: 1,
    subscriptions: ['a', 'b'].map((topic) => ({ ...plain, topic })),
  });
  await first.next();
  const message = { topic: 't', payload: '', qos: 2, dup: false, retain: false } as const;
  first.send({ cmd: 'publish', messageId: 9, ...message });
  await first.next();
  await first.drop();
  await eventually(() => expect(row('p')?.connected).toBe(false));
  mock.state.clock.advance(HOUR - 1);

  await using second = await RawPeer.login(listener.port, 5, 'p', forAnHour);
  expect(second.packets[0]).toMatchObject({ sessionPresent: true });
  expect(row('p')).toMatchObject({
    connected: true,
    created_at: '2026-01-31 08:00:00',
    connected_at: '2026-01-31 08:59:59',
    subscriptions_cnt: 2,
    awaiting_rel: 1,
    recv_pkt: 1,
    port: second.localPort,
  });
  expect(row('p')).not.toHaveProperty('disconnected_at');
  second.send({ cmd: 'pubrel', messageId: 9 });
  expect(await second.next()).toMatchObject({ cmd: 'pubcomp', reasonCode: 0 });
});

test('a client that reconnects too late, or clean, gets a new session', async () => {
  const { mock, listener, row } = await open();
  mock.state.clock.freeze(T0);
  const first = await RawPeer.login(listener.port, 4, 'p', PERSISTENT);
  first.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'a', qos: 0 }] });
  await first.next();
  await first.drop();
  await eventually(() => expect(row('p')?.connected).toBe(false));
  mock.state.clock.advance(2 * HOUR);
  await using late = await RawPeer.login(listener.port, 4, 'p', PERSISTENT);
  expect(late.packets[0]).toMatchObject({ sessionPresent: false });
  expect(row('p')).toMatchObject({ created_at: '2026-01-31 10:00:00', subscriptions_cnt: 0 });

  mock.state.clock.advance(1000);
  await using clean = await RawPeer.login(listener.port, 4, 'p');
  expect(clean.packets[0]).toMatchObject({ sessionPresent: false });
  expect(row('p')).toMatchObject({ created_at: '2026-01-31 10:00:01', clean_start: true });
});

test('a 5.0 client with a clean start can have a session that outlives its connection', async () => {
  const { listener, row } = await open();
  const peer = await RawPeer.login(listener.port, 5, 'p', { ...forAnHour, clean: true });
  expect(row('p')).toMatchObject({ clean_start: true, expiry_interval: 3600 });
  await peer.drop();
  await eventually(() => expect(row('p')?.connected).toBe(false));
  await using back = await RawPeer.login(listener.port, 5, 'p', forAnHour);
  expect(back.packets[0]).toMatchObject({ sessionPresent: true });
});

test('a 5.0 session with the largest expiry never expires', async () => {
  const { mock, listener, row } = await open();
  const properties = { sessionExpiryInterval: 0xffffffff };
  const peer = await RawPeer.login(listener.port, 5, 'p', { clean: false, properties });
  await peer.drop();
  await eventually(() => expect(row('p')?.connected).toBe(false));
  mock.state.clock.advance(200 * 365 * 24 * HOUR);
  expect(row('p')).toMatchObject({ expiry_interval: 0xffffffff });
});

test.each([
  { name: 'can end the session', connect: forAnHour, expiry: 0, row: undefined, packets: [] },
  {
    name: 'can change the expiry',
    connect: forAnHour,
    expiry: 60,
    row: expect.objectContaining({ connected: false, expiry_interval: 60 }),
    packets: [],
  },
  {
    name: 'cannot add an expiry to a session that had none',
    connect: {},
    expiry: 60,
    row: undefined,
    packets: [expect.objectContaining({ cmd: 'disconnect', reasonCode: 0x82 })],
  },
])('DISCONNECT $name', async ({ connect, expiry, row, packets }) => {
  const opened = await open();
  const peer = await RawPeer.login(opened.listener.port, 5, 'p', connect);
  const properties = { sessionExpiryInterval: expiry };
  peer.send({ cmd: 'disconnect', reasonCode: 0, properties });
  await peer.closed;
  expect(peer.packets.slice(1)).toEqual(packets);
  expect(opened.row('p')).toEqual(row);
});

test.each([
  { name: 'clean by clean', old: {}, fresh: {}, present: false },
  { name: 'clean by persistent', old: {}, fresh: forAnHour, present: false },
  { name: 'persistent by clean', old: forAnHour, fresh: {}, present: false },
  { name: 'persistent by persistent', old: forAnHour, fresh: forAnHour, present: true },
])(
  'take-over, $name: the first connection is closed, and one row stays',
  async ({ old, fresh, present }) => {
    const { mock, listener, row } = await open();
    mock.state.clock.freeze(T0);
    const first = await RawPeer.login(listener.port, 5, 'same', old);
    mock.state.clock.advance(5000);
    await using second = await RawPeer.login(listener.port, 5, 'same', fresh);
    expect(second.packets[0]).toMatchObject({ sessionPresent: present });
    expect(await first.next()).toMatchObject({ cmd: 'disconnect', reasonCode: 0x8e });
    await first.closed;
    expect(mock.clients.list()).toHaveLength(1);
    expect(row('same')).toMatchObject({
      connected: true,
      port: second.localPort,
      created_at: present ? '2026-01-31 08:00:00' : '2026-01-31 08:00:05',
      connected_at: '2026-01-31 08:00:05',
    });
  },
);

test('a 3.1.1 client whose session is taken over is disconnected without a packet', async () => {
  const opened = await open();
  const first = await RawPeer.login(opened.listener.port, 4, 'same');
  await using second = await RawPeer.login(opened.listener.port, 3, 'same');
  await first.closed;
  expect(first.packets).toHaveLength(1);
  expect(opened.row('same')).toMatchObject({ proto_ver: 3, port: second.localPort });
});

test('a generated persistent session can be resumed, and moves to the node of the listener', async () => {
  const { mock, listener, row } = await open();
  const created_at = '2020-01-01 00:00:00';
  mock.clients.add([
    { clientid: 'before' },
    {
      clientid: 's',
      node: 'emqx@1',
      clean_start: false,
      expiry_interval: 7200,
      created_at,
      subscriptions_cnt: 4,
    },
    { clientid: 's', node: 'emqx@2' },
  ]);
  mock.clients.update('s', { expiry_interval: 7200 });
  await using peer = await RawPeer.login(listener.port, 4, 's', PERSISTENT);
  expect(peer.packets[0]).toMatchObject({ sessionPresent: true });
  expect(mock.state.store.get('s')).toHaveLength(1);
  expect(row('s')).toMatchObject({ node: 'emqx@127.0.0.1', connected: true });
});

test.each([
  { version: 3, persistent: PERSISTENT, packets: [] },
  { version: 4, persistent: PERSISTENT, packets: [] },
  { version: 5, persistent: forAnHour, packets: KICKED },
] as const)(
  'a kick ends the connection and the session of a client of version $version',
  async ({ version, persistent, packets }) => {
    const { mock, listener, row } = await open();
    await using other = await RawPeer.login(listener.port, version, 'other', PERSISTENT);
    const peer = await RawPeer.login(listener.port, version, 'p', persistent);
    const answer = mock.handle({ method: 'DELETE', path: '/api/v4/clients/p', headers: basic });
    expect(JSON.parse(answer.body)).toEqual({ code: 0 });
    await peer.closed;
    expect(peer.packets.slice(1)).toMatchObject(packets);
    expect(row('p')).toBeUndefined();
    expect(row('other')).toMatchObject({ connected: true });
    await using back = await RawPeer.login(listener.port, version, 'p', PERSISTENT);
    expect(back.packets[0]).toMatchObject({ sessionPresent: false });
    other.send({ cmd: 'pingreq' });
    expect(await other.next()).toMatchObject({ cmd: 'pingresp' });
  },
);

test('a client that the mock disconnects can resume its session', async () => {
  const { mock, listener, row } = await open();
  const peer = await RawPeer.login(listener.port, 5, 'p', forAnHour);
  const [client] = mock.state.store.get('p');
  disconnect(mock.state, client!, mock.state.clock.now());
  expect(await peer.next()).toMatchObject({ cmd: 'disconnect', reasonCode: 152 });
  await peer.closed;
  expect(row('p')).toMatchObject({ connected: false });
  await using back = await RawPeer.login(listener.port, 5, 'p', forAnHour);
  expect(back.packets[0]).toMatchObject({ sessionPresent: true });
});

test('a kick removes an offline session', async () => {
  const { mock, listener, row } = await open();
  const peer = await RawPeer.login(listener.port, 4, 'p', PERSISTENT);
  await peer.drop();
  await eventually(() => expect(row('p')?.connected).toBe(false));
  expect(mock.clients.remove('p')).toBe(true);
  await using back = await RawPeer.login(listener.port, 4, 'p', PERSISTENT);
  expect(back.packets[0]).toMatchObject({ sessionPresent: false });
});

test('a kick of the same id on another node does not affect the connection', async () => {
  const { mock, listener } = await open();
  await using peer = await RawPeer.login(listener.port, 5, 'p');
  mock.clients.add({ clientid: 'p', node: 'emqx@elsewhere' });
  const [row] = mock.state.store.get('p').filter(({ node }) => node === 'emqx@elsewhere');
  for (const listener of mock.state.listeners) listener.kicked([row!]);
  peer.send({ cmd: 'pingreq' });
  expect(await peer.next()).toMatchObject({ cmd: 'pingresp' });
});

test('MQTT.js reports a kick with its reason', async () => {
  const opened = await open();
  const client = await connectClient(opened.listener.url, 5, 'js');
  const reasons: unknown[] = [];
  client.on('disconnect', ({ reasonCode }) => reasons.push(reasonCode));
  const closed = new Promise((resolve) => client.once('close', () => resolve(undefined)));
  expect(opened.mock.clients.remove('js')).toBe(true);
  await closed;
  expect(reasons).toEqual([152]);
});

test.each<[dialect: DialectName, received: readonly object[]]>([
  ['documented', KICKED],
  ['emqx-4.0', []],
  ['emqx-4.3.12', []],
  ['emqx-4.3.13', KICKED],
  ['emqx-4.4.1', []],
  ['emqx-4.4.2', KICKED],
])('%s: a kicked 5.0 client receives %j before the connection ends', async (dialect, received) => {
  const { state } = createMock({ dialect, clients: [] });
  const { listener } = await open({ state });
  const peer = await RawPeer.login(listener.port, 5, 'p');
  kick(state, 'p');
  await peer.closed;
  expect(peer.packets.slice(1)).toMatchObject(received);
});

test('a reset ends every connection and session', async () => {
  const { mock, listener, row } = await open();
  const peer = await RawPeer.login(listener.port, 5, 'p', forAnHour);
  mock.reset();
  expect(await peer.next()).toMatchObject({ cmd: 'disconnect', reasonCode: 152 });
  await peer.closed;
  await eventually(() => expect(listener.connections).toBe(0));
  expect(mock.clients.count).toBe(0);
  await using back = await RawPeer.login(listener.port, 5, 'p', forAnHour);
  expect(back.packets[0]).toMatchObject({ sessionPresent: false });
  expect(row('p')).toMatchObject({ connected: true });
});

test('a reset restores the client whose id a connection had taken over', async () => {
  const seeded = { clientid: 'p', username: 'seeded', clean_start: false, expiry_interval: 7200 };
  const { mock, listener, row } = await open({}, [seeded]);
  const peer = await RawPeer.login(listener.port, 4, 'p');
  expect(row('p')).toMatchObject({ username: 'undefined', clean_start: true });
  mock.reset();
  await peer.closed;
  await eventually(() => expect(listener.connections).toBe(0));
  expect(row('p')).toMatchObject({ username: 'seeded', connected: true });
});

test('new counters do not undo a change of a connected client', async () => {
  const { mock, listener, row } = await open();
  await using peer = await RawPeer.login(listener.port, 4, 'p');
  mock.clients.update('p', { zone: 'internal' });
  peer.send({ cmd: 'pingreq' });
  await peer.next();
  await eventually(() => {
    expect(row('p')).toMatchObject({ zone: 'internal', recv_pkt: 2, send_pkt: 2 });
  });
});
