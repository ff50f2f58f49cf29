import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { MqttClient, type IClientOptions } from 'mqtt';
import { systemClock } from '../shared/clock.js';
import { messageOf, MqttUnreachable, BrokerUnreachable, UsageError } from '../shared/errors.js';
import { settlesWithin } from '../shared/poll.js';
import { withoutSecret } from '../http/read-target.js';
import type { MqttTarget, TlsOptions } from '../http/target.js';
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
  const broker = readUrl(target.url);
  const open = new Set<MqttClient>();
  return {
    onLoopback: isLoopback(broker.host),
    async connect(spec) {
      const client = new MqttClient(() => openSocket(broker, spec, tls), optionsOf(spec));
      open.add(client);
      try {
        const connection = await connected(client, spec, broker, answerTimeoutMs);
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
    },
    async close() {
      for (const client of open) cutOff(client);
      open.clear();
    },
  };
}

interface Broker {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

const PORTS = { 'mqtt:': 1883, 'mqtts:': 8883 } as const;

function readUrl(text: string): Broker {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const protocol = url?.protocol;
  if (!url?.hostname || (protocol !== 'mqtt:' && protocol !== 'mqtts:')) {
    throw new UsageError(
      `Failed to read the MQTT address: expected mqtt://host:1883 or mqtts://host:8883 but got "${withoutSecret(text)}".`,
    );
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port === '' ? PORTS[protocol] : Number(url.port);
  return { host, port, tls: protocol === 'mqtts:' };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function openSocket(broker: Broker, spec: MqttClientSpec, tls: TlsOptions) {
  const { localAddress } = spec;
  const address = {
    host: broker.host,
    port: broker.port,
    // `localhost` may be ::1 first, which a source of 127.0.0.2 cannot reach.
    ...(localAddress === undefined ? {} : { localAddress, family: 4 }),
  };
  if (!broker.tls) return connectTcp(address);
  return connectTls({
    ...address,
    servername: /^[\d.:]+$/.test(broker.host) ? '' : broker.host,
    ...(tls.ca !== undefined && { ca: tls.ca }),
    rejectUnauthorized: tls.insecure !== true,
  });
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
  broker: Broker,
  answerTimeoutMs: number,
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
    client.on('error', (error) => reject(asRefusal(error, spec, broker)));
    client.once('close', () => {
      const version = VERSION[spec.version];
      reject(new MqttRefused(`closed the connection of an MQTT ${version} client`));
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

const VERSION = { 3: '3.1', 4: '3.1.1', 5: '5.0' } as const;

/** The source address is not one of this machine, or the network refuses it. */
const ADDRESS_CODES = new Set(['EADDRNOTAVAIL', 'EINVAL', 'EACCES', 'ENETUNREACH']);

/** The connection did not reach the listener. */
const UNREACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

function asRefusal(error: Error, spec: MqttClientSpec, broker: Broker): Error {
  const { code } = error as { code?: number | string };
  if (typeof code === 'number') {
    const message = `refused an MQTT ${VERSION[spec.version]} client with code ${code} (${messageOf(error)})`;
    return new MqttRefused(message, { cause: error });
  }
  if (spec.localAddress !== undefined && ADDRESS_CODES.has(code ?? '')) {
    const message = `cannot be reached from ${spec.localAddress}`;
    return new SourceAddressRefused(message, { cause: error });
  }
  const at = `${broker.host}:${broker.port}`;
  const NoListener = UNREACHED.has(code ?? '') ? MqttUnreachable : BrokerUnreachable;
  return new NoListener(`The MQTT listener at ${at} did not answer: ${reasonOf(error)}.`, {
    cause: error,
  });
}

/** Ends the connection at once, without the broker. */
function cutOff(client: MqttClient): void {
  client.end(true);
  client.stream.destroy();
}

/** Node tries all addresses of a host; its error for all of them has no text. */
function reasonOf(error: Error & { code?: number | string }): string {
  return error.message === '' ? String(error.code ?? error.name) : error.message;
}
