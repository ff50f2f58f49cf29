import type { Credentials } from '../../core/auth.js';
import { checkInteger, OptionError, readPair } from '../../options.js';

/** The port that IANA assigns to MQTT. */
export const MQTT_PORT = 1883;

/** The ports that EMQX uses by default. */
export const MQTTS_PORT = 8883;
export const MQTT_WS_PORT = 8083;

/** Where MQTT clients may connect. */
export interface MqttOptions {
  /** Port for MQTT clients, on the same host; 0 chooses a free port. Default: no MQTT listener. */
  readonly mqtt?: number | undefined;
  /** Port for MQTT clients over TLS, with the mock's certificate. Default: none. */
  readonly mqtts?: number | undefined;
  /**
   * Port for MQTT over WebSocket, at the path `/mqtt`, which browsers need: `ws://`, or `wss://` with
   * option `tls`. Default: none.
   */
  readonly mqttWs?: number | undefined;
  /** Login that MQTT clients must send, as `name:password`. Default: none required. */
  readonly mqttUser?: string | undefined;
}

export interface MqttListenerSettings {
  readonly port: number | undefined;
  readonly tlsPort: number | undefined;
  readonly webSocketPort: number | undefined;
  readonly credentials: Credentials | undefined;
}

/**
 * Reads the options of the MQTT listener; `undefined`: there is none.
 * @param httpPorts the ports of the HTTP API, which the listener cannot use as well.
 * @throws {OptionError} if an option is invalid.
 */
export function readMqttOptions(
  { mqtt, mqtts, mqttWs, mqttUser }: MqttOptions,
  httpPorts: readonly (number | undefined)[],
): MqttListenerSettings | undefined {
  const ports = Object.entries({ mqtt, mqtts, mqttWs }).flatMap(([name, port]) =>
    port === undefined ? [] : [{ name, port }],
  );
  if (ports.length === 0) {
    if (mqttUser === undefined) return undefined;
    throw new OptionError('mqtt', mqtt, 'a port, without which mqttUser has no effect');
  }
  const used = new Set(httpPorts);
  for (const { name, port } of ports) {
    checkInteger(name, port, 65_535);
    if (port !== 0 && used.has(port)) {
      const isHttp = httpPorts.includes(port);
      const expected = `a port other than ${isHttp ? 'the HTTP port' : 'those of the other listeners'}`;
      throw new OptionError(name, port, expected);
    }
    used.add(port);
  }
  return {
    port: mqtt,
    tlsPort: mqtts,
    webSocketPort: mqttWs,
    credentials: mqttUser === undefined ? undefined : readMqttUser(mqttUser),
  };
}

export const readMqttUser = (text: string): Credentials =>
  readPair('mqttUser', text, 'name:password');
