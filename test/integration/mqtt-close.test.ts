import { connect } from 'node:net';
import { generate } from 'mqtt-packet';
import { afterAll, expect, test, vi } from 'vitest';
import { startMock } from '../../mock/index.js';
import { connectClient, open } from '../support/mqtt/open.js';
import { connectPacket, RawPeer } from '../support/mqtt/raw-peer.js';
import { eventually } from '../support/mqtt/eventually.js';

const sockets = (): number =>
  process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length;

/** The listener's timers are unreferenced, so Node does not list them. */
const timers = vi.spyOn(globalThis, 'setTimeout');
const runningTimers = (): number =>
  timers.mock.results.filter(({ value }) => {
    const timer = value as NodeJS.Timeout & { readonly _destroyed: boolean };
    return !timer.hasRef() && !timer._destroyed;
  }).length;

afterAll(() => timers.mockRestore());

test('closing disconnects all clients, and leaves no sockets and timers', async () => {
  const before = sockets();
  const { mock, listener } = await open();
  const five = await RawPeer.login(listener.port, 5, 'five', { keepalive: 60 });
  const four = await RawPeer.login(listener.port, 4, 'four', { keepalive: 60 });
  const persistent = await RawPeer.login(listener.port, 4, 'stays', { clean: false });
  const silent = await RawPeer.dial(listener.port);
  await eventually(() => expect(listener.connections).toBe(4));
  expect(runningTimers()).toBeGreaterThanOrEqual(3);
  await listener.close();
  await Promise.all([five, four, persistent, silent].map(({ closed }) => closed));

  expect(five.packets[1]).toMatchObject({ cmd: 'disconnect', reasonCode: 0x8b });
  expect(four.packets).toHaveLength(1);
  expect(listener.connections).toBe(0);
  expect(mock.clients.list()).toMatchObject([{ clientid: 'stays', connected: false }]);
  expect(mock.state.listeners.size).toBe(0);
  await eventually(() => expect(sockets()).toBeLessThanOrEqual(before));
  expect(runningTimers()).toBe(0);
  await expect(RawPeer.dial(listener.port)).rejects.toThrow('ECONNREFUSED');
});

test('closing does not wait for a peer that does not read', async () => {
  const { listener } = await open({ limits: { closeTimeout: 50 } });
  const socket = connect({ port: listener.port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  socket.pause();
  socket.write(generate(connectPacket(5, 'stuck')));
  await eventually(() => expect(listener.connections).toBe(1));
  await listener.close();
  expect(listener.connections).toBe(0);
  socket.destroy();
});

test('closing twice is the same as closing once', async () => {
  const { listener } = await open();
  await Promise.all([listener.close(), listener.close()]);
});

test('closed connections leave no sockets and timers', async () => {
  const { mock, listener } = await open();
  const before = sockets();
  for (let round = 0; round < 20; round++) {
    const peers = await Promise.all(
      [3, 4, 5].map((version) =>
        RawPeer.login(listener.port, version as 3 | 4 | 5, `x-${version}`, { keepalive: 100 }),
      ),
    );
    await Promise.all(peers.map((peer) => peer.drop()));
  }
  await eventually(() => {
    expect(listener.connections).toBe(0);
    expect(mock.clients.count).toBe(0);
    expect(sockets()).toBeLessThanOrEqual(before);
    expect(runningTimers()).toBe(0);
  });
});

test('closing the mock closes its MQTT listener', async () => {
  const mock = await startMock({ port: 0, clients: 0, mqtt: 0 });
  const client = await connectClient(mock.mqttUrl ?? '', 5, 'x');
  const closed = new Promise((resolve) => client.once('close', () => resolve(undefined)));
  await mock.close();
  await closed;
  expect(mock.clients.count).toBe(0);
});
