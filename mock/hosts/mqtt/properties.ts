import type { Packet } from 'mqtt-packet';
import { Violation } from './reason-codes.js';

const MESSAGE = [
  'payloadFormatIndicator',
  'messageExpiryInterval',
  'contentType',
  'responseTopic',
  'correlationData',
  'userProperties',
];
const CONFIRMATION = ['reasonString', 'userProperties'];

/** The properties that a client may send (MQTT 5.0, table 2-4). */
const ALLOWED: Partial<Record<Packet['cmd'] | 'will', readonly string[]>> = {
  connect: [
    'sessionExpiryInterval',
    'receiveMaximum',
    'maximumPacketSize',
    'topicAliasMaximum',
    'requestResponseInformation',
    'requestProblemInformation',
    'userProperties',
    'authenticationMethod',
    'authenticationData',
  ],
  will: [...MESSAGE, 'willDelayInterval'],
  publish: [...MESSAGE, 'topicAlias'],
  puback: CONFIRMATION,
  pubrec: CONFIRMATION,
  pubrel: CONFIRMATION,
  pubcomp: CONFIRMATION,
  subscribe: ['subscriptionIdentifier', 'userProperties'],
  unsubscribe: ['userProperties'],
  disconnect: [...CONFIRMATION, 'sessionExpiryInterval'],
  auth: [...CONFIRMATION, 'authenticationMethod', 'authenticationData'],
};

/** Zero is a protocol error for these (MQTT 5.0, 3.1.2.11.3, 3.1.2.11.4, 3.8.2.1.2). */
const NEVER_ZERO = ['receiveMaximum', 'maximumPacketSize', 'subscriptionIdentifier'];

/**
 * Validates a packet's properties, which the codec does not.
 * @throws {Violation} for one that is truncated, repeated, not allowed here, or out of range.
 */
export function checkProperties(packet: Packet): void {
  if ('properties' in packet) check(packet.cmd, packet.properties);
  if (packet.cmd === 'connect' && packet.will?.properties) check('will', packet.will.properties);
}

function check(place: Packet['cmd'] | 'will', properties: object | undefined): void {
  for (const [name, value] of Object.entries(properties ?? {}) as [string, unknown][]) {
    if (!ALLOWED[place]?.includes(name)) {
      throw new Violation('protocol error', `property ${name} in ${place}`);
    }
    if (name === 'userProperties') continue;
    if (Array.isArray(value)) {
      throw new Violation('protocol error', `property ${name} twice in ${place}`);
    }
    // The codec's values for truncated bytes.
    if (value === null || value === undefined || value === -1) {
      throw new Violation('malformed packet', `property ${name} of ${place} is truncated`);
    }
    if ((value === 0 || value === false) && NEVER_ZERO.includes(name)) {
      throw new Violation('protocol error', `property ${name} of ${place} is 0`);
    }
  }
}
