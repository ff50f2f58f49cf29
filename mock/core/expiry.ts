import type { Entry } from './chunk/chunk.js';
import type { StoredClient } from './client.js';
import { SLICE, sortedIndexes } from './order.js';
import type { Steps } from './steps.js';

interface Deadline {
  readonly at: number;
  readonly entry: Entry;
}

/** From more deadlines on, a sort in steps is faster as well. */
const FEW = 4096;

/** MQTT 5.0, 3.1.2.11.2: this interval means that the session does not expire. */
const NEVER = 0xffffffff;

/**
 * When offline sessions end. A session gets its whole expiry interval from the moment that the mock
 * has it: a population captured last week does not expire when it is loaded.
 *
 * Forks share the sorted deadlines they started with; each keeps its own position in them and its
 * own additions, at most one for each client.
 */
export class ExpiryQueue {
  #base: Deadline[] = [];
  /** When the intervals of the shared deadlines began: epoch milliseconds. */
  #begunAt = 0;
  /** Milliseconds by which the shared deadlines are later here. */
  #later = 0;
  #next = 0;
  #added = new Map<string, Deadline>();
  #soonestAdded = Infinity;
  /** No session ends before this. */
  soonest = Infinity;

  /**
   * Adds a client of the start; {@link sort} follows the last one.
   * @param entry stands for the client in the store.
   */
  begin(entry: Entry, client: StoredClient, now: number): void {
    this.#begunAt = now;
    const deadline = deadlineOf(entry, client, now);
    if (deadline) this.#base.push(deadline);
  }

  *sort(): Steps<void> {
    if (this.#base.length <= FEW) this.#base.sort((a, b) => a.at - b.at);
    else this.#base = yield* sorted(this.#base);
    this.#findSoonest();
  }

  /** Stores when the client's session ends, or removes it if the client is connected again. */
  put(client: StoredClient, now: number): void {
    const deadline = deadlineOf(client, client, now);
    if (!deadline) {
      this.discard(client);
      return;
    }
    this.#added.set(keyOf(client), deadline);
    this.#soonestAdded = Math.min(this.#soonestAdded, deadline.at);
    this.#findSoonest();
  }

  /** Removes a client's session. */
  discard(client: Pick<StoredClient, 'clientid' | 'node'>): void {
    this.#added.delete(keyOf(client));
  }

  /** Whether the session of this client, as its store has it, has ended and was not taken out. */
  isOver(client: StoredClient, now: number): boolean {
    const added = this.#added.get(keyOf(client));
    if (added) return added.at <= now;
    const deadline = deadlineOf(client, client, this.#begunAt);
    return deadline !== undefined && deadline.at + this.#later <= now;
  }

  /**
   * Takes out sessions that have ended. The caller skips those that have changed since.
   * @param most about as many of them; {@link soonest} says whether there are more.
   */
  due(now: number, most = Infinity): Entry[] {
    const due: Entry[] = [];
    while (due.length < most) {
      const deadline = this.#base[this.#next];
      if (!deadline || deadline.at + this.#later > now) break;
      due.push(deadline.entry);
      this.#next++;
    }
    if (this.#soonestAdded <= now) this.#takeAdded(now, due);
    this.#findSoonest();
    return due;
  }

  #takeAdded(now: number, due: Entry[]): void {
    this.#soonestAdded = Infinity;
    for (const [key, deadline] of this.#added) {
      if (deadline.at <= now) {
        due.push(deadline.entry);
        this.#added.delete(key);
      } else {
        this.#soonestAdded = Math.min(this.#soonestAdded, deadline.at);
      }
    }
  }

  #findSoonest(): void {
    const next = this.#base[this.#next];
    this.soonest = Math.min(this.#soonestAdded, next ? next.at + this.#later : Infinity);
  }

  /** @param laterMs how much later every session ends in the copy. */
  fork(laterMs = 0): ExpiryQueue {
    const copy = new ExpiryQueue();
    copy.#base = this.#base;
    copy.#begunAt = this.#begunAt;
    copy.#later = this.#later + laterMs;
    copy.#next = this.#next;
    for (const [key, { at, entry }] of this.#added) {
      copy.#added.set(key, { at: at + laterMs, entry });
    }
    copy.#soonestAdded = this.#soonestAdded + laterMs;
    copy.soonest = this.soonest + laterMs;
    return copy;
  }
}

function* sorted(deadlines: readonly Deadline[]): Steps<Deadline[]> {
  // Whole milliseconds, from the first on.
  const first = deadlines.reduce((least, { at }) => Math.min(least, at), Infinity);
  const times = new Float64Array(deadlines.length);
  for (const [index, { at }] of deadlines.entries()) {
    if (index % SLICE === 0) yield;
    times[index] = at - first;
  }
  const indexes = yield* sortedIndexes(times);
  const list: Deadline[] = [];
  for (const index of indexes) {
    if (list.length % SLICE === 0) yield;
    list.push(deadlines[index] as Deadline);
  }
  return list;
}

const keyOf = (client: Pick<StoredClient, 'clientid' | 'node'>): string =>
  `${client.node}\n${client.clientid}`;

function deadlineOf(entry: Entry, client: StoredClient, now: number): Deadline | undefined {
  if (client.disconnected_at === null || client.expiry_interval >= NEVER) return undefined;
  return { at: Math.max(client.disconnected_at, now) + client.expiry_interval * 1000, entry };
}
