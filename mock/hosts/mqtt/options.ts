import type { Credentials } from '../../core/auth.js';
import { checkInteger, OptionError, readPair } from '../../options.js';

/** The port that IANA assigns to MQTT. */
export const MQTT_PORT = 1883;

export interface MqttListenerSettings {
  readonly port: number;
  readonly credentials: Credentials | undefined;
}

/**
 * Reads the options of the MQTT listener; `undefined`: there is none.
 * @param httpPort the port of the HTTP API, which the listener cannot use as well.
 * @throws {OptionError} if an option is invalid.
 */
export function readMqttOptions(
  mqtt: number | undefined,
  mqttUser: string | undefined,
  httpPort: number,
): MqttListenerSettings | undefined {
  if (mqtt === undefined) {
    if (mqttUser === undefined) return undefined;
    throw new OptionError('mqtt', mqtt, 'a port, without which mqttUser has no effect');
  }
  checkInteger('mqtt', mqtt, 65_535);
  if (mqtt === httpPort && mqtt !== 0) {
    throw new OptionError('mqtt', mqtt, 'a port other than the HTTP port');
  }
  return { port: mqtt, credentials: mqttUser === undefined ? undefined : readMqttUser(mqttUser) };
}

export const readMqttUser = (text: string): Credentials =>
  readPair('mqttUser', text, 'name:password');
