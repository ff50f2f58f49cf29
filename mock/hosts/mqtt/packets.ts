import { generate, parser, type IConnectPacket, type Packet, type Parser } from 'mqtt-packet';
import { checkProperties } from './properties.js';
import { Violation } from './reason-codes.js';

export type Version = 3 | 4 | 5;

/** A CONNECT, with the bit that marks a bridge. */
export interface ConnectPacket extends IConnectPacket {
  readonly bridgeMode?: boolean;
}

const CONNECT = 1;
const PROTOCOLS: Readonly<Record<string, Version>> = { MQIsdp3: 3, MQTT4: 4, MQTT5: 5 };
/** Set in the protocol level of a bridge's CONNECT. */
const BRIDGE = 0x80;

/** Whether a packet with this first byte is a CONNECT. */
export function isConnect(byte: number): boolean {
  return byte >> 4 === CONNECT;
}

/**
 * Reads only the MQTT version of a CONNECT, so that even a malformed one is refused in its version.
 * @throws {Violation} if the version is not supported.
 */
export function versionOf(frame: Buffer): Version {
  let at = 1;
  while ((frame[at] ?? 0) >= 0x80) at++;
  at++;
  const end = at + 2 + (at + 2 <= frame.length ? frame.readUInt16BE(at) : 0);
  const name = frame.toString('latin1', at + 2, end);
  const level = frame[end];
  if ((name !== 'MQTT' && name !== 'MQIsdp') || level === undefined) {
    throw new Violation('malformed packet', 'a CONNECT that does not name MQTT');
  }
  const version = PROTOCOLS[`${name}${level & ~BRIDGE}`];
  if (version !== undefined) return version;
  throw new Violation('unsupported protocol version', `protocol ${name}, level ${level}`);
}

/** Parses packets. Each connection needs its own reader, which remembers the version. */
export class PacketReader {
  readonly #parser: Parser = parser();
  #packet: Packet | undefined;
  #error: Error | undefined;

  constructor() {
    this.#parser.on('packet', (packet) => (this.#packet = packet));
    this.#parser.on('error', (error: Error) => (this.#error ??= error));
  }

  /**
   * @param frame one whole packet.
   * @throws {Violation} if it is malformed.
   */
  read(frame: Buffer): Packet {
    this.#packet = undefined;
    this.#error = undefined;
    try {
      this.#parser.parse(frame);
    } catch (error) {
      // The codec reads beyond the end of some truncated packets.
      this.#error ??= error as Error;
    }
    if (this.#error) throw new Violation('malformed packet', this.#error.message);
    const packet = this.#packet as Packet | undefined;
    if (!packet) throw new Violation('malformed packet', 'a truncated packet');
    checkIdentifier(packet);
    checkTexts(packet, createTextCheck(frame));
    checkProperties(packet);
    return packet;
  }
}

export function write(packet: Packet, version: Version): Buffer {
  return generate(packet, { protocolVersion: version });
}

const WITH_IDENTIFIER = new Set<Packet['cmd']>([
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
  'unsubscribe',
]);

/** Packet identifiers begin at 1 [MQTT-2.2.1-3]; the codec gives -1 for a missing one. */
function checkIdentifier(packet: Packet): void {
  const needed = packet.cmd === 'publish' ? packet.qos > 0 : WITH_IDENTIFIER.has(packet.cmd);
  if (needed && (packet.messageId ?? 0) < 1) {
    throw new Violation('protocol error', `${packet.cmd} without a packet identifier`);
  }
}

/** Checks the texts of a packet; names are texts only in user properties. */
function checkTexts(value: unknown, check: (text: string) => void): void {
  if (typeof value === 'string') check(value);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) checkTexts(item, check);
    return;
  }
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    if (name === 'userProperties') for (const each of Object.keys(member as object)) check(each);
    checkTexts(member, check);
  }
}

/**
 * A text must be well-formed UTF-8 without U+0000 [MQTT-1.5.4-1, MQTT-1.5.4-2]. The codec replaces
 * malformed parts by U+FFFD; the packet's bytes show whether the client sent that character.
 */
function createTextCheck(frame: Buffer): (text: string) => void {
  // Most texts come in the order of the bytes: each is searched from the last one on.
  let at = 0;
  return (text) => {
    if (text.includes('\0')) throw new Violation('malformed packet', 'a text with U+0000');
    if (!text.includes('\ufffd')) return;
    const bytes = withLength(text);
    at = frame.indexOf(bytes, at);
    if (at === -1) at = frame.indexOf(bytes);
    if (at === -1) throw new Violation('malformed packet', 'a text that is not well-formed UTF-8');
  };
}

function withLength(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}
