import type { Entry } from './chunk/chunk.js';
import { ForkableMap } from './chunk/forkable-map.js';
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
  #added = new ForkableMap<Deadline>();
  /** No session of a part of the added ones ends before this. */
  #soonestOf: number[] = [];
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
    this.#add(keyOf(client), deadline);
    this.#findSoonest();
  }

  #add(key: string, deadline: Deadline): void {
    const part = this.#added.set(key, deadline);
    this.#soonestOf[part] = Math.min(this.#soonestOf[part] ?? Infinity, deadline.at);
    this.#soonestAdded = Math.min(this.#soonestAdded, deadline.at);
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
    if (this.#soonestAdded <= now) this.#takeAdded(now, due, most);
    this.#findSoonest();
    return due;
  }

  /** Looks only at parts of the added sessions in which one may have ended. */
  #takeAdded(now: number, due: Entry[], most: number): void {
    this.#soonestAdded = Infinity;
    for (const [part, soonest] of this.#soonestOf.entries()) {
      if (soonest <= now && due.length < most) this.#takePart(part, now, due);
      this.#soonestAdded = Math.min(this.#soonestAdded, this.#soonestOf[part] ?? Infinity);
    }
  }

  #takePart(part: number, now: number, due: Entry[]): void {
    let soonest = Infinity;
    for (const [key, { at, entry }] of [...(this.#added.part(part) ?? [])]) {
      if (at <= now) {
        due.push(entry);
        this.#added.delete(key);
      } else soonest = Math.min(soonest, at);
    }
    this.#soonestOf[part] = soonest;
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
    if (laterMs === 0) {
      copy.#added = this.#added.fork();
      copy.#soonestOf = [...this.#soonestOf];
    } else this.#addLater(copy, laterMs);
    copy.#soonestAdded = this.#soonestAdded + laterMs;
    copy.soonest = this.soonest + laterMs;
    return copy;
  }

  /** Only the clients of the start are kept as an initial state: these are few. */
  #addLater(copy: ExpiryQueue, laterMs: number): void {
    for (const part of this.#soonestOf.keys()) {
      for (const [key, { at, entry }] of this.#added.part(part) ?? []) {
        copy.#add(key, { at: at + laterMs, entry });
      }
    }
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
