import type { Credentials } from '../../core/auth.js';
import { OptionError } from '../../options.js';

/** The port that IANA keeps for MQTT. */
export const MQTT_PORT = 1883;

export interface DoorSettings {
  readonly port: number;
  readonly credentials: Credentials | undefined;
}

/**
 * Reads the options of the MQTT door; `undefined` where it is to stay shut.
 * @param apiPort the port of the HTTP API, which the door can not have too.
 * @throws {OptionError} for an option that can not be used.
 */
export function readDoorOptions(
  mqtt: number | undefined,
  mqttUser: string | undefined,
  apiPort: number,
): DoorSettings | undefined {
  if (mqtt === undefined) {
    if (mqttUser === undefined) return undefined;
    throw new OptionError('mqtt', mqtt, 'a port, for without it mqttUser has no effect');
  }
  if (!Number.isInteger(mqtt) || mqtt < 0 || mqtt > 65_535) {
    throw new OptionError('mqtt', mqtt, 'an integer from 0 to 65535');
  }
  if (mqtt === apiPort && mqtt !== 0) {
    throw new OptionError('mqtt', mqtt, 'another port than that of the API');
  }
  return { port: mqtt, credentials: mqttUser === undefined ? undefined : readMqttUser(mqttUser) };
}

/** Reads `name:password`; the password may hold further colons. */
export function readMqttUser(text: string): Credentials {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1) {
    throw new OptionError('mqttUser', text, 'name:password, both not empty');
  }
  return { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}
