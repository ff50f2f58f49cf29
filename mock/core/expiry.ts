import type { StoredClient } from './client.js';

interface Deadline {
  readonly at: number;
  readonly client: StoredClient;
}

/** MQTT 5.0, 3.1.2.11.2: this interval means that the session does not expire. */
const NEVER = 0xffffffff;

/**
 * When offline sessions end. A session is given its whole expiry interval from the moment that
 * the mock has it: a population captured last week does not vanish on being loaded.
 *
 * Forks share the sorted deadlines they started with; each keeps its own place in them and its
 * own additions, one for each client at the most.
 */
export class ExpiryQueue {
  #base: readonly Deadline[] = [];
  /** Milliseconds by which the shared deadlines are later here. */
  #later = 0;
  #next = 0;
  #added = new Map<string, Deadline>();
  #soonestAdded = Infinity;

  static of(clients: readonly StoredClient[], now: number): ExpiryQueue {
    const queue = new ExpiryQueue();
    const deadlines: Deadline[] = [];
    for (const client of clients) {
      const deadline = deadlineOf(client, now);
      if (deadline) deadlines.push(deadline);
    }
    queue.#base = deadlines.sort((a, b) => a.at - b.at);
    return queue;
  }

  /** Notes when the client's session ends, or that it no longer does: it is back. */
  put(client: StoredClient, now: number): void {
    const deadline = deadlineOf(client, now);
    if (!deadline) {
      this.discard(client);
      return;
    }
    this.#added.set(keyOf(client), deadline);
    this.#soonestAdded = Math.min(this.#soonestAdded, deadline.at);
  }

  /** Forgets a client that has been removed. */
  discard(client: StoredClient): void {
    this.#added.delete(keyOf(client));
  }

  /** Takes out all whose time has come. A session that has changed since is for the caller to skip. */
  due(now: number): StoredClient[] {
    const due: StoredClient[] = [];
    for (;;) {
      const deadline = this.#base[this.#next];
      if (!deadline || deadline.at + this.#later > now) break;
      due.push(deadline.client);
      this.#next++;
    }
    if (this.#soonestAdded > now) return due;
    this.#soonestAdded = Infinity;
    for (const [key, deadline] of this.#added) {
      if (deadline.at <= now) {
        due.push(deadline.client);
        this.#added.delete(key);
      } else {
        this.#soonestAdded = Math.min(this.#soonestAdded, deadline.at);
      }
    }
    return due;
  }

  /** @param laterMs how much later every session ends in the copy. */
  fork(laterMs = 0): ExpiryQueue {
    const copy = new ExpiryQueue();
    copy.#base = this.#base;
    copy.#later = this.#later + laterMs;
    copy.#next = this.#next;
    for (const [key, { at, client }] of this.#added) {
      copy.#added.set(key, { at: at + laterMs, client });
    }
    copy.#soonestAdded = this.#soonestAdded + laterMs;
    return copy;
  }
}

const keyOf = (client: StoredClient): string => `${client.node}\n${client.clientid}`;

function deadlineOf(client: StoredClient, now: number): Deadline | undefined {
  if (client.disconnected_at === null || client.expiry_interval >= NEVER) return undefined;
  return { at: Math.max(client.disconnected_at, now) + client.expiry_interval * 1000, client };
}
