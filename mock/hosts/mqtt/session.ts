import type { Subscription } from '../../core/client.js';
import { Violation } from './reason-codes.js';

const NONE: readonly Subscription[] = [];

/** What is kept for a client between its connections (MQTT 5.0, 4.1). */
export class Session {
  readonly #qos = new Map<string, number>();
  #filterBytes = 0;
  /** Made when it is asked for; the same list until something changes. */
  #subscriptions: readonly Subscription[] | undefined;
  /** QoS 2 messages that were received and not yet released. */
  readonly awaitingRel = new Set<number>();

  /**
   * @param createdAt epoch milliseconds.
   * @param subscriptions those of a generated session, or of one that a file describes.
   */
  constructor(
    readonly createdAt: number,
    subscriptions: Iterable<Subscription> = NONE,
  ) {
    this.replace(subscriptions);
  }

  /** In the order of their first SUBSCRIBE. */
  get subscriptions(): readonly Subscription[] {
    if (this.#qos.size === 0) return NONE;
    return (this.#subscriptions ??= [...this.#qos].map(([topic, qos]) => ({ topic, qos })));
  }

  /** Replaces all subscriptions, as the API may do, which no limit of the listener concerns. */
  replace(subscriptions: Iterable<Subscription>): void {
    this.#qos.clear();
    this.#filterBytes = 0;
    for (const { topic, qos } of subscriptions) this.#set(topic, qos, Infinity);
    this.#subscriptions = undefined;
  }

  /** Adds a filter, or changes its QoS; false if all filters would then exceed `maxBytes`. */
  subscribe(filter: string, qos: number, maxBytes: number): boolean {
    if (this.#qos.get(filter) === qos) return true;
    if (!this.#set(filter, qos, maxBytes)) return false;
    this.#subscriptions = undefined;
    return true;
  }

  #set(filter: string, qos: number, maxBytes: number): boolean {
    const bytes = this.#qos.has(filter) ? 0 : Buffer.byteLength(filter);
    if (this.#filterBytes + bytes > maxBytes) return false;
    this.#qos.set(filter, qos);
    this.#filterBytes += bytes;
    return true;
  }

  /** Removes a filter; false if it does not exist. */
  unsubscribe(filter: string): boolean {
    if (!this.#qos.delete(filter)) return false;
    this.#filterBytes -= Buffer.byteLength(filter);
    this.#subscriptions = undefined;
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
