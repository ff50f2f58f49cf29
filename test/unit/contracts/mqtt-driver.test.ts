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
/** Limit of the driver for an answer. Milliseconds. */
const ANSWER_TIMEOUT_MS = 50;

/** A broker that accepts clients, and then neither answers nor closes. */
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

test('waiting for a SUBACK and for the broker to close has a limit', async () => {
  const driver = createMqttDriver({ url: await silentBroker() }, {}, ANSWER_TIMEOUT_MS);
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

test('an invalid address is refused without repeating its password', () => {
  const make = (): unknown => createMqttDriver({ url: 'mqttx://me:pass-word@127.0.0.1:1' });
  expect(make).toThrow(UsageError);
  expect(make).not.toThrow(/pass-word/);
});
