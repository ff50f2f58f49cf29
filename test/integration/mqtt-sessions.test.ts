import { expect, test, vi } from 'vitest';
import type { IConnectPacket } from 'mqtt-packet';
import { disconnect } from '../../mock/core/session.js';
import { connectClient, open } from '../support/mqtt/open.js';
import { connectPacket, RawPeer } from '../support/mqtt/raw-peer.js';
import { eventually } from '../support/mqtt/eventually.js';

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 0, 31, 8);
const PERSISTENT: Partial<IConnectPacket> = { clean: false };
const forAnHour: Partial<IConnectPacket> = {
  clean: false,
  properties: { sessionExpiryInterval: 3600 },
};

const connack = async (peer: RawPeer, packet: IConnectPacket): Promise<unknown> => {
  peer.send(packet);
  return peer.next();
};

test.each([3, 4] as const)(
  'a persistent 3.x session (%i) stays, offline, for two hours',
  async (version) => {
    await using opened = await open();
    const { mock, listener, row } = opened;
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

test('a persistent session that is only dropped stays too, and a clean one goes', async () => {
  await using opened = await open();
  const { listener, row } = opened;
  const persistent = await RawPeer.login(listener.port, 4, 'p', PERSISTENT);
  const clean = await RawPeer.login(listener.port, 4, 'c');
  await Promise.all([persistent.drop(), clean.drop()]);
  await eventually(() => {
    expect(row('p')?.connected).toBe(false);
    expect(row('c')).toBeUndefined();
  });
});

test('a client that returns finds its session: old creation, new connection, subscriptions', async () => {
  await using opened = await open();
  const { mock, listener, row } = opened;
  mock.state.clock.freeze(T0);
  const first = await RawPeer.login(listener.port, 5, 'p', forAnHour);
  first.send({
    cmd: 'subscribe',
    messageId: 1,
    subscriptions: ['a', 'b'].map((topic) => ({ topic, qos: 1, nl: false, rap: false, rh: 0 })),
  });
  await first.next();
  first.send({
    cmd: 'publish',
    topic: 't',
    payload: '',
    qos: 2,
    messageId: 9,
    dup: false,
    retain: false,
  });
  await first.next();
  await first.drop();
  await eventually(() => expect(row('p')?.connected).toBe(false));
  mock.state.clock.advance(HOUR - 1);

  await using second = await RawPeer.dial(listener.port);
  expect(await connack(second, connectPacket(5, 'p', forAnHour))).toMatchObject({
    sessionPresent: true,
    reasonCode: 0,
  });
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

test('a client that returns too late, or clean, finds no session', async () => {
  await using opened = await open();
  const { mock, listener, row } = opened;
  mock.state.clock.freeze(T0);
  const first = await RawPeer.login(listener.port, 4, 'p', PERSISTENT);
  first.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'a', qos: 0 }] });
  await first.next();
  await first.drop();
  await eventually(() => expect(row('p')?.connected).toBe(false));
  mock.state.clock.advance(2 * HOUR);
  await using late = await RawPeer.dial(listener.port, 4);
  expect(await connack(late, connectPacket(4, 'p', PERSISTENT))).toMatchObject({
    sessionPresent: false,
  });
  expect(row('p')).toMatchObject({ created_at: '2026-01-31 10:00:00', subscriptions_cnt: 0 });

  mock.state.clock.advance(1000);
  await using clean = await RawPeer.dial(listener.port, 4);
  expect(await connack(clean, connectPacket(4, 'p'))).toMatchObject({ sessionPresent: false });
  expect(row('p')).toMatchObject({ created_at: '2026-01-31 10:00:01', clean_start: true });
});

test('a 5.0 client that starts clean may still ask for a session that stays', async () => {
  await using opened = await open();
  const { listener, row } = opened;
  const peer = await RawPeer.login(listener.port, 5, 'p', { ...forAnHour, clean: true });
  expect(row('p')).toMatchObject({ clean_start: true, expiry_interval: 3600 });
  await peer.drop();
  await eventually(() => expect(row('p')?.connected).toBe(false));
  await using back = await RawPeer.dial(listener.port);
  expect(await connack(back, connectPacket(5, 'p', forAnHour))).toMatchObject({
    sessionPresent: true,
  });
});

test('a 5.0 session of the largest expiry never expires', async () => {
  await using opened = await open();
  const { mock, listener, row } = opened;
  const properties = { sessionExpiryInterval: 0xffffffff };
  const peer = await RawPeer.login(listener.port, 5, 'p', { clean: false, properties });
  await peer.drop();
  await eventually(() => expect(row('p')?.connected).toBe(false));
  mock.state.clock.advance(200 * 365 * 24 * HOUR);
  expect(row('p')).toMatchObject({ expiry_interval: 0xffffffff });
});

test('DISCONNECT may change the expiry: to 0, and the session goes', async () => {
  await using opened = await open();
  const { listener, row } = opened;
  const peer = await RawPeer.login(listener.port, 5, 'p', forAnHour);
  peer.send({ cmd: 'disconnect', reasonCode: 0, properties: { sessionExpiryInterval: 0 } });
  await peer.closed;
  expect(row('p')).toBeUndefined();
});

test('DISCONNECT may change the expiry: to another', async () => {
  await using opened = await open();
  const { listener, row } = opened;
  const peer = await RawPeer.login(listener.port, 5, 'p', forAnHour);
  peer.send({ cmd: 'disconnect', reasonCode: 0, properties: { sessionExpiryInterval: 60 } });
  await peer.closed;
  expect(row('p')).toMatchObject({ connected: false, expiry_interval: 60 });
});

test('DISCONNECT may not give an expiry to a session that had none', async () => {
  await using opened = await open();
  const { listener, row } = opened;
  const peer = await RawPeer.login(listener.port, 5, 'p');
  peer.send({ cmd: 'disconnect', reasonCode: 0, properties: { sessionExpiryInterval: 60 } });
  expect(await peer.next()).toMatchObject({ cmd: 'disconnect', reasonCode: 0x82 });
  await peer.closed;
  expect(row('p')).toBeUndefined();
});

test.each([
  { name: 'clean by clean', old: {}, fresh: {}, present: false },
  { name: 'clean by persistent', old: {}, fresh: forAnHour, present: false },
  { name: 'persistent by clean', old: forAnHour, fresh: {}, present: false },
  { name: 'persistent by persistent', old: forAnHour, fresh: forAnHour, present: true },
])(
  'take-over, $name: the old one is told and closed, one row stays',
  async ({ old, fresh, present }) => {
    await using opened = await open();
    const { mock, listener, row } = opened;
    mock.state.clock.freeze(T0);
    const first = await RawPeer.login(listener.port, 5, 'same', old);
    mock.state.clock.advance(5000);
    await using second = await RawPeer.dial(listener.port);
    expect(await connack(second, connectPacket(5, 'same', fresh))).toMatchObject({
      sessionPresent: present,
    });
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

test('a 3.1.1 client whose session is taken over is closed without a word', async () => {
  await using opened = await open();
  const first = await RawPeer.login(opened.listener.port, 4, 'same');
  await using second = await RawPeer.login(opened.listener.port, 3, 'same');
  await first.closed;
  expect(first.packets).toHaveLength(1);
  expect(opened.row('same')).toMatchObject({ proto_ver: 3, port: second.localPort });
});

test('a seeded persistent session can be resumed, and moves to the node of the door', async () => {
  await using opened = await open();
  const { mock, listener, row } = opened;
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
  await using peer = await RawPeer.dial(listener.port, 4);
  expect(await connack(peer, connectPacket(4, 's', PERSISTENT))).toMatchObject({
    sessionPresent: true,
  });
  expect(mock.state.store.get('s')).toHaveLength(1);
  expect(row('s')).toMatchObject({ node: 'emqx@127.0.0.1', connected: true });
});

test.each([
  { version: 3, told: [] },
  { version: 4, told: [] },
  { version: 5, told: [{ cmd: 'disconnect', reasonCode: 152 }] },
] as const)(
  'a kick ends the connection and the session of a client of version $version',
  async ({ version, told }) => {
    await using opened = await open();
    const { mock, listener, row } = opened;
    await using other = await RawPeer.login(listener.port, version, 'other', PERSISTENT);
    const peer = await RawPeer.login(
      listener.port,
      version,
      'p',
      version === 5 ? forAnHour : PERSISTENT,
    );
    const answer = mock.handle({ method: 'DELETE', path: '/api/v4/clients/p', headers: basic });
    expect(JSON.parse(answer.body)).toEqual({ code: 0 });
    await peer.closed;
    expect(peer.packets.slice(1)).toMatchObject(told);
    expect(row('p')).toBeUndefined();
    expect(row('other')).toMatchObject({ connected: true });
    await using back = await RawPeer.dial(listener.port, version);
    expect(await connack(back, connectPacket(version, 'p', PERSISTENT))).toMatchObject({
      sessionPresent: false,
    });
    other.send({ cmd: 'pingreq' });
    expect(await other.next()).toMatchObject({ cmd: 'pingresp' });
  },
);

test('a client that the mock disconnects is closed, and can return to its session', async () => {
  await using opened = await open();
  const { mock, listener, row } = opened;
  const peer = await RawPeer.login(listener.port, 5, 'p', forAnHour);
  const [client] = mock.state.store.get('p');
  disconnect(mock.state, client!, mock.state.clock.now());
  expect(await peer.next()).toMatchObject({ cmd: 'disconnect', reasonCode: 152 });
  await peer.closed;
  expect(row('p')).toMatchObject({ connected: false });
  await using back = await RawPeer.dial(listener.port);
  expect(await connack(back, connectPacket(5, 'p', forAnHour))).toMatchObject({
    sessionPresent: true,
  });
});

test('a kick removes an offline session', async () => {
  await using opened = await open();
  const { mock, listener, row } = opened;
  const peer = await RawPeer.login(listener.port, 4, 'p', PERSISTENT);
  await peer.drop();
  await eventually(() => expect(row('p')?.connected).toBe(false));
  expect(mock.clients.remove('p')).toBe(true);
  await using back = await RawPeer.dial(listener.port, 4);
  expect(await connack(back, connectPacket(4, 'p', PERSISTENT))).toMatchObject({
    sessionPresent: false,
  });
});

test('a kick of a seeded namesake on another node leaves the connection alone', async () => {
  await using opened = await open();
  const { mock, listener } = opened;
  await using peer = await RawPeer.login(listener.port, 5, 'p');
  mock.clients.add({ clientid: 'p', node: 'emqx@elsewhere' });
  const [row] = mock.state.store.get('p').filter(({ node }) => node === 'emqx@elsewhere');
  for (const listener of mock.state.listeners) listener.kicked([row!]);
  peer.send({ cmd: 'pingreq' });
  expect(await peer.next()).toMatchObject({ cmd: 'pingresp' });
});

test('MQTT.js sees a kick as the end of its connection', async () => {
  await using opened = await open();
  const client = await connectClient(opened.listener.url, 5, 'js');
  const told = vi.fn();
  client.on('disconnect', ({ reasonCode }) => {
    told(reasonCode);
  });
  const closed = new Promise((resolve) => client.once('close', () => resolve(undefined)));
  expect(opened.mock.clients.remove('js')).toBe(true);
  await closed;
  expect(told.mock.calls).toEqual([[152]]);
});

test('a reset ends every connection and session, and leaves the seeded clients alone', async () => {
  await using opened = await open();
  const { mock, listener, row } = opened;
  const peer = await RawPeer.login(listener.port, 5, 'p', forAnHour);
  mock.reset();
  expect(await peer.next()).toMatchObject({ cmd: 'disconnect', reasonCode: 152 });
  await peer.closed;
  await eventually(() => expect(listener.connections).toBe(0));
  expect(mock.clients.count).toBe(0);
  await using back = await RawPeer.dial(listener.port);
  expect(await connack(back, connectPacket(5, 'p', forAnHour))).toMatchObject({
    sessionPresent: false,
  });
  expect(row('p')).toMatchObject({ connected: true });
});

test('a reset brings back the seeded client whose id a connection had taken', async () => {
  const seeded = { clientid: 'p', username: 'seeded', clean_start: false, expiry_interval: 7200 };
  await using opened = await open({}, [seeded]);
  const { mock, listener, row } = opened;
  const peer = await RawPeer.login(listener.port, 4, 'p');
  expect(row('p')).toMatchObject({ username: 'undefined', clean_start: true });
  mock.reset();
  await peer.closed;
  await eventually(() => expect(listener.connections).toBe(0));
  expect(row('p')).toMatchObject({ username: 'seeded', connected: true });
});

test('a change that the test makes to a connected client is not lost to the counters', async () => {
  await using opened = await open();
  const { mock, listener, row } = opened;
  await using peer = await RawPeer.login(listener.port, 4, 'p');
  mock.clients.update('p', { zone: 'internal' });
  peer.send({ cmd: 'pingreq' });
  await peer.next();
  await eventually(() => {
    expect(row('p')).toMatchObject({ zone: 'internal', recv_pkt: 2, send_pkt: 2 });
  });
});

const basic = { authorization: `Basic ${Buffer.from('app_id:app_secret').toString('base64')}` };
