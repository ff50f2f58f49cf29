import { Violation } from './reason.js';

/** What is kept for a client between its connections (MQTT 5.0, 4.1). */
export class Session {
  readonly #filters = new Set<string>();
  #filterBytes = 0;
  /** QoS 2 messages that have been received and not yet released. */
  readonly awaitingRel = new Set<number>();

  /**
   * @param createdAt epoch milliseconds.
   * @param inherited the subscriptions of a session that was seeded: their number is known,
   * their filters are not.
   */
  constructor(
    readonly createdAt: number,
    readonly inherited = 0,
  ) {}

  get subscriptions(): number {
    return this.inherited + this.#filters.size;
  }

  /** Counts a filter once. Tells whether there was room: `limit` is in bytes. */
  subscribe(filter: string, limit: number): boolean {
    if (this.#filters.has(filter)) return true;
    const bytes = Buffer.byteLength(filter);
    if (this.#filterBytes + bytes > limit) return false;
    this.#filters.add(filter);
    this.#filterBytes += bytes;
    return true;
  }

  /** Tells whether there was such a subscription. */
  unsubscribe(filter: string): boolean {
    if (!this.#filters.delete(filter)) return false;
    this.#filterBytes -= Buffer.byteLength(filter);
    return true;
  }

  /**
   * Notes a QoS 2 message until it is released; the same identifier again is the same message.
   * @throws {Violation} where `limit` of them wait already.
   */
  receive(identifier: number, limit: number): void {
    if (this.awaitingRel.size >= limit && !this.awaitingRel.has(identifier)) {
      throw new Violation(
        'receive maximum exceeded',
        `more than ${limit} messages wait for PUBREL`,
      );
    }
    this.awaitingRel.add(identifier);
  }
}
