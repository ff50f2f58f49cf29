import type { StoredClient } from '../client.js';

/** Clients, one after the other. */
export interface Population extends Iterable<StoredClient> {
  /** Makes client `index` again, always the same: then the store does not keep the clients. */
  readonly make?: (index: number) => StoredClient;
}

/** A client, or its place in the population that the store began with. */
export type Entry = StoredClient | number;

/** The most clients that are kept, in two generations: about 30 MB. */
const KEPT_CLIENTS = 65_536;

/** Makes the clients of a population when they are needed; one that is used often stays the same object. */
export class Origin {
  #young = new Map<number, StoredClient>();
  #old = new Map<number, StoredClient>();

  constructor(readonly make: (index: number) => StoredClient) {}

  client(index: number): StoredClient {
    const kept = this.#young.get(index) ?? this.#old.get(index);
    if (kept) return kept;
    if (this.#young.size >= KEPT_CLIENTS / 2) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    const client = this.make(index);
    this.#young.set(index, client);
    return client;
  }
}
