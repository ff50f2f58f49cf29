import { Violation } from './reason.js';

const CONTINUES = 0x80;
/** The first byte and at most four of the remaining length (MQTT 5.0, 2.1.4). */
const MAX_HEADER = 5;
/** Bytes that are set aside for a packet that has begun, to be doubled as it grows. */
const FIRST_CAPACITY = 4096;

/**
 * Cuts a stream of bytes into packets. The codec is given whole packets only: so a length is
 * judged before its bytes are kept, and no field can reach into the next packet.
 */
export class Frames {
  /** The beginning of a packet whose rest has not come yet. */
  #held = Buffer.alloc(0);
  #length = 0;

  /**
   * @param maximum bytes of a packet, header included.
   * @param begins is told the first byte of each packet, before the rest has come.
   */
  constructor(
    readonly maximum: number,
    readonly begins: (byte: number) => void = () => undefined,
  ) {}

  /**
   * Adds bytes, and yields the packets that they complete, in turn.
   * @throws {Violation} for a length that can not be, or is over the maximum; what `begins` throws.
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

  /** Keeps what belongs to the packet that has begun; returns how many bytes that were. */
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

  /** The whole packet's size by its header; `undefined` while the header is not complete. */
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
