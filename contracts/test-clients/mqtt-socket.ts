import { connect as connectTcp } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { createWebSocketStream, WebSocket } from 'ws';
import { withoutSecret } from '../http/read-target.js';
import type { TlsOptions } from '../http/target.js';
import { tlsSettings } from '../http/dispatcher.js';
import { UsageError } from '../shared/errors.js';
import type { MqttClientSpec } from './test-client.js';

/** Where MQTT clients connect. */
export interface MqttListener {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Of MQTT over WebSocket, e.g. `wss://host:8084/mqtt`. */
  readonly webSocket?: string;
}

const PORTS: Readonly<Record<string, number>> = {
  'mqtt:': 1883,
  'mqtts:': 8883,
  'ws:': 8083,
  'wss:': 8084,
};

/** @throws UsageError */
export function readMqttUrl(text: string): MqttListener {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const defaultPort = PORTS[url?.protocol ?? ''];
  if (!url?.hostname || defaultPort === undefined) {
    throw new UsageError(
      `Failed to read the MQTT address: expected mqtt://host:1883, mqtts://host:8883, ws://host:8083/mqtt or wss://host:8084/mqtt but got "${withoutSecret(text)}".`,
    );
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const isWebSocket = url.protocol.startsWith('ws');
  // A WebSocket URL without a port means 80 or 443, as everywhere.
  const port = url.port !== '' ? Number(url.port) : isWebSocket ? webPort(url) : defaultPort;
  const tls = ['mqtts:', 'wss:'].includes(url.protocol);
  if (!isWebSocket) return { host, port, tls };
  const path = url.pathname === '/' ? '/mqtt' : url.pathname;
  return { host, port, tls, webSocket: `${url.protocol}//${url.host}${path}${url.search}` };
}

const webPort = (url: URL): number => (url.protocol === 'wss:' ? 443 : 80);

/** Connects; the stream ends with an error if that fails. */
export function openSocket(
  listener: MqttListener,
  { localAddress }: Pick<MqttClientSpec, 'localAddress'>,
  tls: TlsOptions,
): Duplex {
  const { host, port, webSocket } = listener;
  // `localhost` may be ::1 first, which a source of 127.0.0.2 cannot reach.
  const source = localAddress === undefined ? {} : { localAddress, family: 4 };
  const secure = listener.tls ? tlsSettings(tls) : {};
  if (webSocket !== undefined) {
    const socket = new WebSocket(webSocket, 'mqtt', { ...source, ...secure });
    return createWebSocketStream(socket);
  }
  if (!listener.tls) return connectTcp({ host, port, ...source });
  const servername = /^[\d.:]+$/.test(host) ? '' : host;
  return connectTls({ host, port, ...source, servername, ...secure });
}
