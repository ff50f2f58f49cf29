import { randomBytes } from 'node:crypto';
import { equalInConstantTime, type Credentials } from '../../core/auth.js';
import type { ConnectPacket, Version } from './packets.js';
import { Violation } from './reason.js';
import { isTopicName } from './topic.js';

/** A CONNECT that may come in: what the door needs to know of it. */
export interface Login {
  readonly version: Version;
  readonly clientid: string;
  /** Set where the client left it to the door to choose its id. */
  readonly assigned: boolean;
  readonly username: string | null;
  readonly clean: boolean;
  /** Seconds. */
  readonly keepalive: number;
  /** Seconds that the session stays after its connection; 0: it ends with it. */
  readonly expiry: number;
  readonly isBridge: boolean;
  /** 5.0's receive maximum, where it was given. */
  readonly receiveMaximum: number | undefined;
  /** Bytes of the largest packet that the client takes. */
  readonly maximumPacketSize: number;
}

/** Seconds that a stock broker keeps the session of a 3.x client (recording emqx-4.3.22). */
const EXPIRY_OF_3 = 7200;

/**
 * Judges a CONNECT.
 * @param credentials who may come in; `undefined`: everybody.
 * @throws {Violation} with the reason of the refusal.
 */
export function readLogin(
  packet: ConnectPacket,
  version: Version,
  credentials: Credentials | undefined,
): Login {
  const { properties } = packet;
  const clean = packet.clean === true;
  if (properties?.authenticationMethod !== undefined) {
    throw new Violation('bad authentication method', 'enhanced authentication is not supported');
  }
  if (properties?.authenticationData !== undefined) {
    throw new Violation('protocol error', 'authentication data without a method');
  }
  // [MQTT-3.1.2-22]; 5.0 allows a password alone.
  if (version < 5 && packet.password && packet.username === undefined) {
    throw new Violation('malformed packet', 'a password without a user name');
  }
  checkWill(packet);
  const assigned = packet.clientId === '';
  // 3.1.1 lets only a clean session leave the id to the server [MQTT-3.1.3-8], and 3.1 none.
  if (assigned && (version === 3 || (version === 4 && !clean))) {
    throw new Violation('client identifier not valid', 'no client identifier');
  }
  if (credentials) checkCredentials(packet, credentials);
  return {
    version,
    clientid: assigned ? `auto-${randomBytes(12).toString('hex')}` : packet.clientId,
    assigned,
    username: packet.username ?? null,
    clean,
    keepalive: packet.keepalive ?? 0,
    expiry: version === 5 ? (properties?.sessionExpiryInterval ?? 0) : clean ? 0 : EXPIRY_OF_3,
    isBridge: packet.bridgeMode === true,
    receiveMaximum: properties?.receiveMaximum,
    maximumPacketSize: properties?.maximumPacketSize ?? Infinity,
  };
}

/** The door forwards nothing, a will neither; but a will that is wrong is refused. */
function checkWill({ will }: ConnectPacket): void {
  if (!will) return;
  if ((will.qos ?? 0) > 2) throw new Violation('malformed packet', 'a will of QoS 3');
  if (!isTopicName(will.topic)) {
    throw new Violation('topic name invalid', 'a will to a topic with wildcards, or to none');
  }
}

function checkCredentials(packet: ConnectPacket, { id, secret }: Credentials): void {
  const sameName = equalInConstantTime(bytesOf(id), bytesOf(packet.username ?? ''));
  const samePassword = equalInConstantTime(bytesOf(secret), bytesOf(packet.password ?? ''));
  if (sameName && samePassword) return;
  if (packet.username === undefined && packet.protocolVersion !== 5) {
    throw new Violation('not authorized', 'no user name');
  }
  throw new Violation('bad user name or password', 'wrong user name or password');
}

/** As text of one character a byte: passwords are bytes, and need not be UTF-8. */
function bytesOf(value: string | Buffer): string {
  return Buffer.from(value as string).toString('latin1');
}
