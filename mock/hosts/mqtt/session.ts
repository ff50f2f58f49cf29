import { Violation } from './reason-codes.js';

/** What is kept for a client between its connections (MQTT 5.0, 4.1). */
export class Session {
  readonly #filters = new Set<string>();
  #filterBytes = 0;
  /** QoS 2 messages that were received and not yet released. */
  readonly awaitingRel = new Set<number>();

  /**
   * @param createdAt epoch milliseconds.
   * @param inherited the number of subscriptions of a generated session, whose filters are unknown.
   */
  constructor(
    readonly createdAt: number,
    readonly inherited = 0,
  ) {}

  get subscriptions(): number {
    return this.inherited + this.#filters.size;
  }

  /** Adds a filter; false if all filters would then exceed `maxBytes`. */
  subscribe(filter: string, maxBytes: number): boolean {
    if (this.#filters.has(filter)) return true;
    const bytes = Buffer.byteLength(filter);
    if (this.#filterBytes + bytes > maxBytes) return false;
    this.#filters.add(filter);
    this.#filterBytes += bytes;
    return true;
  }

  /** Removes a filter; false if it does not exist. */
  unsubscribe(filter: string): boolean {
    if (!this.#filters.delete(filter)) return false;
    this.#filterBytes -= Buffer.byteLength(filter);
    return true;
  }

  /**
   * Remembers a QoS 2 message until it is released; a repeated identifier is the same message.
   * @throws {Violation} if `limit` messages are waiting already.
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
