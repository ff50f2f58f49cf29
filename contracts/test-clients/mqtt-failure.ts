import { codesOf, describeFailure, isTlsFailure } from '../http/failure-text.js';
import { MqttUnreachable } from '../shared/errors.js';
import type { MqttListener } from './mqtt-socket.js';

/** Why no MQTT client could connect, in one or two sentences. */
export interface MqttFailure {
  readonly message: string;
  /** No session can be on the broker. */
  readonly isUnreached: boolean;
}

const PORTS = 'MQTT usually has port 1883, with TLS 8883.';

/** Says what a failed MQTT connection means, without texts of libraries. */
export function describeMqttFailure(error: Error, listener: MqttListener): MqttFailure {
  const { host, port, tls, webSocket } = listener;
  const at = `The MQTT listener at ${host.includes(':') ? `[${host}]` : host}:${port}`;
  const status = /Unexpected server response: (\d+)/.exec(error.message)?.[1];
  if (status !== undefined) {
    return {
      message: `${at} does not take WebSockets at ${webSocket ?? ''} (HTTP ${status}). The path is usually /mqtt.`,
      isUnreached: true,
    };
  }
  if (/connack timeout/i.test(error.message)) {
    return {
      message: `${at} did not answer in time. ${hint(listener)}`,
      isUnreached: false,
    };
  }
  const isConnection = codesOf(error).length > 0 || isTlsFailure(error);
  if (!isConnection) {
    return {
      message: `What answers at ${host}:${port} is not MQTT. ${PORTS}`,
      isUnreached: true,
    };
  }
  const authority = host.includes(':') ? `[${host}]` : host;
  const { reason, advice } = describeFailure(error, {
    origin: `${tls ? 'https' : 'http'}://${authority}:${port}`,
  });
  const asked = reason.includes('refuses connections')
    ? `Check the address given with --mqtt, and that the broker has a listener there. ${PORTS}`
    : reason.includes('does not speak TLS')
      ? 'Use mqtt:// or ws://, or name the port of its TLS listener.'
      : reason.includes('closed the connection') || reason.includes('is not HTTP')
        ? hint(listener)
        : advice;
  return {
    message: `${at} cannot be used: ${reason}. ${asked}`,
    isUnreached: true,
  };
}

/** The listener closes the connection instead of answering. */
export function closedAtOnce(listener: MqttListener, cause: Error): MqttUnreachable {
  const { host, port } = listener;
  return new MqttUnreachable(
    `The MQTT listener at ${host}:${port} closes the connection without an answer. ${hint(listener)}`,
    { cause },
  );
}

/** What else the address may be. */
function hint({ tls, webSocket }: Pick<MqttListener, 'tls' | 'webSocket'>): string {
  const isWebSocket = webSocket !== undefined;
  const kind = isWebSocket ? 'that of MQTT over WebSocket' : 'that of MQTT';
  const otherwise = tls
    ? `, with TLS (else use ${isWebSocket ? 'ws' : 'mqtt'}://)`
    : `, and not of TLS (then use mqtts:// or wss://)`;
  const plain = isWebSocket ? ' Without WebSocket, use mqtt:// or mqtts://.' : '';
  return `Check that the address is ${kind}${otherwise}.${plain} ${PORTS}`;
}
