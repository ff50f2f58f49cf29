import { MqttClient, type IClientOptions } from 'mqtt';
import { systemClock } from '../shared/clock.js';
import { messageOf, MqttUnreachable, BrokerUnreachable } from '../shared/errors.js';
import { settlesWithin } from '../shared/poll.js';
import type { MqttTarget, TlsOptions } from '../http/target.js';
import { closedAtOnce, describeMqttFailure } from './mqtt-failure.js';
import { type MqttListener, openSocket, readMqttUrl } from './mqtt-socket.js';
import {
  type Closing,
  type FixtureDriver,
  type MqttClientSpec,
  type MqttConnection,
  MqttRefused,
  SourceAddressRefused,
} from './test-client.js';

/** Limit up to CONNACK. Milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Limit for a SUBACK, and for the broker to close after DISCONNECT. Milliseconds. */
const ANSWER_TIMEOUT_MS = 5000;

/**
 * Connects over the network with MQTT.js, without automatic reconnects; every wait has a limit.
 * @param answerTimeoutMs limit for a SUBACK, and for the broker to close after DISCONNECT
 */
export function createMqttDriver(
  target: MqttTarget,
  tls: TlsOptions = {},
  answerTimeoutMs = ANSWER_TIMEOUT_MS,
): FixtureDriver {
  const listener = readMqttUrl(target.url);
  const open = new Set<MqttClient>();
  async function connect(spec: MqttClientSpec): Promise<MqttConnection> {
    let socketError: Error | undefined;
    const client = new MqttClient(() => {
      const socket = openSocket(listener, spec, tls);
      // MQTT.js reports only some errors of a socket.
      return socket.on('error', (error) => (socketError ??= error));
    }, optionsOf(spec));
    open.add(client);
    try {
      const connection = await connected(client, spec, {
        answerTimeoutMs,
        refusal: (error) => asRefusal(error, spec, listener),
        socketError: () => socketError,
      });
      if (spec.subscriptions.length > 0) {
        // A denied topic does not matter to any rule.
        const subscribed = client.subscribeAsync([...spec.subscriptions], { qos: 1 });
        await settlesWithin(systemClock, subscribed, answerTimeoutMs);
      }
      return connection;
    } catch (error) {
      cutOff(client);
      open.delete(client);
      throw error;
    }
  }
  return {
    onLoopback: isLoopback(listener.host),
    connect,
    async probe(spec) {
      try {
        // Without a session: nothing is left on a listener that turns out not to be one of MQTT.
        const connection = await connect({ ...spec, clean: true, subscriptions: [] });
        await connection.disconnect();
      } catch (error) {
        if (error instanceof ClosedAtOnce) throw closedAtOnce(listener, error);
        // A refusal is an answer, and the test clients say more about it.
        if (!(error instanceof MqttRefused)) throw error;
      }
    },
    async close() {
      for (const client of open) cutOff(client);
      open.clear();
    },
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function optionsOf(spec: MqttClientSpec): IClientOptions {
  return {
    clientId: spec.clientid,
    protocolVersion: spec.version,
    protocolId: spec.version === 3 ? 'MQIsdp' : 'MQTT',
    clean: spec.clean,
    keepalive: spec.keepalive,
    ...(spec.username !== undefined && { username: spec.username }),
    ...(spec.password !== undefined && { password: spec.password }),
    ...(spec.version === 5 &&
      spec.expiry !== undefined && { properties: { sessionExpiryInterval: spec.expiry } }),
    reconnectPeriod: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    resubscribe: false,
  };
}

async function connected(
  client: MqttClient,
  spec: MqttClientSpec,
  {
    answerTimeoutMs,
    refusal,
    socketError,
  }: {
    readonly answerTimeoutMs: number;
    readonly refusal: (error: Error) => Error;
    readonly socketError: () => Error | undefined;
  },
): Promise<MqttConnection> {
  let ended = false;
  let reasonCode: number | undefined;
  const closed = new Promise<Closing>((resolve) => {
    client.on('disconnect', (packet) => (reasonCode = packet.reasonCode));
    client.on('close', () => {
      ended = true;
      resolve(reasonCode === undefined ? {} : { reasonCode });
    });
  });
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve());
    // Never removed: an error without a listener would end the process.
    client.on('error', (error) => reject(refusal(error)));
    client.once('close', () => {
      const error = socketError();
      const version = VERSION[spec.version];
      if (error) reject(refusal(error));
      else reject(new ClosedAtOnce(`closed the connection of an MQTT ${version} client`));
    });
  });
  return {
    clientid: spec.clientid,
    get isOpen() {
      return !ended;
    },
    closed,
    async disconnect() {
      if (ended) return;
      // The broker may not close its side.
      const timer = setTimeout(() => cutOff(client), answerTimeoutMs);
      client.end(false);
      await closed;
      clearTimeout(timer);
    },
  };
}

/** The connection ended before a CONNACK. */
class ClosedAtOnce extends MqttRefused {}

const VERSION = { 3: '3.1', 4: '3.1.1', 5: '5.0' } as const;

/** The source address is not one of this machine, or the network refuses it. */
const ADDRESS_CODES = new Set(['EADDRNOTAVAIL', 'EINVAL', 'EACCES', 'ENETUNREACH']);

function asRefusal(error: Error, spec: MqttClientSpec, listener: MqttListener): Error {
  const { code } = error as { code?: number | string };
  if (typeof code === 'number') {
    const name = messageOf(error).replace('Connection refused: ', '');
    // MQTT.js has no name for a code that MQTT does not have.
    const named = name === 'undefined' ? '' : ` (${name})`;
    const message = `refused an MQTT ${VERSION[spec.version]} client with code ${code}${named}`;
    return new MqttRefused(message, { cause: error });
  }
  if (spec.localAddress !== undefined && ADDRESS_CODES.has(code ?? '')) {
    const message = `cannot be reached from ${spec.localAddress}`;
    return new SourceAddressRefused(message, { cause: error });
  }
  const { message, isUnreached } = describeMqttFailure(error, listener);
  return new (isUnreached ? MqttUnreachable : BrokerUnreachable)(message, { cause: error });
}

/** Ends the connection at once, without the broker. */
function cutOff(client: MqttClient): void {
  client.end(true);
  client.stream.destroy();
}
