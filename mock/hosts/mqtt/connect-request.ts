import { randomBytes } from 'node:crypto';
import { equalInConstantTime, type Credentials } from '../../core/auth.js';
import type { ConnectPacket, Version } from './packets.js';
import { Violation } from './reason-codes.js';
import { isTopicName } from './topics.js';

/** The contents of a CONNECT packet that was accepted. */
export interface ConnectRequest {
  readonly version: Version;
  readonly clientid: string;
  /** Whether the listener chose the client id. */
  readonly isAssigned: boolean;
  readonly username: string | null;
  readonly clean: boolean;
  /** Seconds; 0: no limit. */
  readonly keepalive: number;
  /** Seconds that the session outlives its connection. */
  readonly expiry: number;
  readonly isBridge: boolean;
  /** MQTT 5.0's receive maximum, if given. */
  readonly receiveMaximum: number | undefined;
  /** Bytes of the largest packet that the client accepts. */
  readonly maximumPacketSize: number;
}

/** Seconds that a stock broker keeps the session of a 3.x client (recording emqx-4.3.22). */
const EXPIRY_OF_MQTT_3 = 7200;

/**
 * Validates a CONNECT packet.
 * @param credentials the required login; `undefined`: none.
 * @throws {Violation} with the reason of the refusal.
 */
export function readConnect(
  packet: ConnectPacket,
  version: Version,
  credentials: Credentials | undefined,
): ConnectRequest {
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
  const isAssigned = packet.clientId === '';
  // 3.1.1 allows an empty id with a clean session only [MQTT-3.1.3-8], 3.1 never.
  if (isAssigned && (version === 3 || (version === 4 && !clean))) {
    throw new Violation('client identifier not valid', 'no client identifier');
  }
  if (credentials) checkCredentials(packet, credentials);
  return {
    version,
    clientid: isAssigned ? `auto-${randomBytes(12).toString('hex')}` : packet.clientId,
    isAssigned,
    username: packet.username ?? null,
    clean,
    keepalive: packet.keepalive ?? 0,
    expiry: version === 5 ? (properties?.sessionExpiryInterval ?? 0) : clean ? 0 : EXPIRY_OF_MQTT_3,
    isBridge: packet.bridgeMode === true,
    receiveMaximum: properties?.receiveMaximum,
    maximumPacketSize: properties?.maximumPacketSize ?? Infinity,
  };
}

/** A will is never published, but an invalid one is refused. */
function checkWill({ will }: ConnectPacket): void {
  if (!will) return;
  if ((will.qos ?? 0) > 2) throw new Violation('malformed packet', 'a will of QoS 3');
  if (!isTopicName(will.topic)) {
    throw new Violation('topic name invalid', 'a will with an empty topic or with wildcards');
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

/** A text with one character per byte: passwords are bytes, and need not be UTF-8. */
function bytesOf(value: string | Buffer): string {
  return Buffer.from(value as string).toString('latin1');
}
