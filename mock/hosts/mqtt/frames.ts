import { Violation } from './reason-codes.js';

const CONTINUES = 0x80;
/** The first byte and at most four of the remaining length (MQTT 5.0, 2.1.4). */
const MAX_HEADER = 5;
/** Bytes of the first buffer for an incomplete packet, which doubles as it grows. */
const FIRST_CAPACITY = 4096;

/**
 * Splits a stream of bytes into packets. The codec gets whole packets only, so that a packet's
 * length is checked before its bytes are kept, and no field can reach into the next packet.
 */
export class Frames {
  /** The beginning of an incomplete packet. */
  #held = Buffer.alloc(0);
  #length = 0;

  /**
   * @param maximum bytes of a packet, header included.
   * @param begins receives the first byte of each packet, before the rest has come.
   */
  constructor(
    readonly maximum: number,
    readonly begins: (byte: number) => void = () => undefined,
  ) {}

  /**
   * Adds bytes, and yields the packets that they complete.
   * @throws {Violation} if a length is malformed or above the maximum; also what `begins` throws.
   */
  *push(chunk: Buffer): Generator<Buffer> {
    let at = 0;
    while (at < chunk.length) {
      if (this.#length === 0) {
        this.begins(chunk[at] as number);
        const size = this.#sizeOf(chunk.subarray(at, at + MAX_HEADER));
        if (size !== undefined && at + size <= chunk.length) {
          yield chunk.subarray(at, (at += size));
          continue;
        }
      }
      at += this.#hold(chunk.subarray(at));
      if (this.#length === this.#sizeOf(this.#header())) {
        const frame = this.#held.subarray(0, this.#length);
        this.#held = Buffer.alloc(0);
        this.#length = 0;
        yield frame;
      }
    }
  }

  #header(): Buffer {
    return this.#held.subarray(0, Math.min(this.#length, MAX_HEADER));
  }

  /** Keeps the bytes that belong to the incomplete packet; returns their number. */
  #hold(bytes: Buffer): number {
    const size = this.#sizeOf(this.#header());
    const wanted = size === undefined ? 1 : size - this.#length;
    const taken = Math.min(wanted, bytes.length);
    if (this.#length + taken > this.#held.length) {
      const capacity = Math.max(FIRST_CAPACITY, 2 * this.#held.length, this.#length + taken);
      const larger = Buffer.allocUnsafe(Math.min(capacity, this.maximum));
      this.#held.copy(larger, 0, 0, this.#length);
      this.#held = larger;
    }
    bytes.copy(this.#held, this.#length, 0, taken);
    this.#length += taken;
    return taken;
  }

  /** The packet's size, header included; `undefined` if the header is incomplete. */
  #sizeOf(header: Buffer): number | undefined {
    let length = 0;
    for (let index = 1; index < header.length; index++) {
      const byte = header[index] as number;
      length += (byte & ~CONTINUES) * 2 ** (7 * (index - 1));
      if ((byte & CONTINUES) !== 0) continue;
      const size = 1 + index + length;
      if (size <= this.maximum) return size;
      throw new Violation('packet too large', `a packet of ${size} bytes; at most ${this.maximum}`);
    }
    if (header.length < MAX_HEADER) return undefined;
    throw new Violation('malformed packet', 'a remaining length of more than four bytes');
  }
}
