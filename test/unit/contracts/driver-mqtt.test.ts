import { createServer, type AddressInfo, type Socket } from 'node:net';
import { generate, parser } from 'mqtt-packet';
import { expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../../contracts/shared/errors.js';
import { createMqttDriver } from '../../../contracts/test-clients/mqtt-driver.js';
import type { MqttClientSpec } from '../../../contracts/index.js';

const SPEC: MqttClientSpec = {
  clientid: 'ck-1',
  version: 4,
  clean: true,
  keepalive: 60,
  subscriptions: ['a/b'],
};
/** Milliseconds that the driver gives a broker that says nothing more. */
const PATIENCE = 50;

/** A broker that lets clients in, and from then on neither answers nor closes. */
async function silentBroker(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    const packets = parser();
    packets.on('packet', ({ cmd }) => {
      if (cmd !== 'connect') return;
      socket.write(generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }));
    });
    socket.on('data', (chunk) => packets.parse(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a broker that acknowledges no subscription and never closes is not waited for', async () => {
  const driver = createMqttDriver({ url: await silentBroker() }, {}, PATIENCE);
  const connection = await driver.connect(SPEC);
  expect(connection.isOpen).toBe(true);
  await connection.disconnect();
  expect(connection.isOpen).toBe(false);
});

test('a driver closes at once while a client waits for the broker to close', async () => {
  const driver = createMqttDriver({ url: await silentBroker() }, {}, 60_000);
  const connection = await driver.connect({ ...SPEC, subscriptions: [] });
  const leaving = connection.disconnect();
  await driver.close();
  await leaving;
  expect(connection.isOpen).toBe(false);
});

test('an address that can not be read is refused without its password', () => {
  const make = (): unknown => createMqttDriver({ url: 'mqttx://me:pass-word@127.0.0.1:1' });
  expect(make).toThrow(UsageError);
  expect(make).not.toThrow(/pass-word/);
});
