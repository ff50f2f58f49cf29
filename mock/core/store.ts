import { Chunk, CHUNK_ROWS } from './chunk.js';
import type { StoredClient } from './client.js';
import { ExpiryQueue } from './expiry.js';
import type { RowSpan } from './query/long-page.js';
import type { Order } from './order.js';

const NONE: readonly StoredClient[] = [];

/** The keys of the clients of one id: usually one number, more if nodes share the id. */
type Keys = number | readonly number[];

/**
 * The clients of a broker, in a stable order. Immutable chunks hold the rows, so that a page at
 * any offset costs its rows, an exact id is looked up, and {@link fork} copies one array of
 * pointers.
 */
export class Store {
  readonly order: Order;
  #chunks: Chunk[] = [];
  #size = 0;
  #sequence = 0;
  /** Once shared with a fork, it is never changed; changes are in the overlay. */
  #index = new Map<string, Keys>();
  #indexIsShared = false;
  #overlay = new Map<string, Keys | undefined>();
  #nodeRanks = new Map<string, number>();
  #expiry = new ExpiryQueue();

  constructor(order: Order) {
    this.order = order;
  }

  get size(): number {
    return this.#size;
  }

  /** The rows, chunk by chunk, in order. */
  get chunks(): readonly Chunk[] {
    return this.#chunks;
  }

  /**
   * Fills a new store; of two clients with the same id on the same node the later one stays.
   * @param now epoch milliseconds, when the expiry interval of offline sessions begins.
   */
  load(clients: Iterable<StoredClient>, now: number): void {
    if (this.#sequence > 0 || this.#indexIsShared) {
      throw new Error('Failed to load: expected a store that has had no clients and no fork.');
    }
    const rows: StoredClient[] = [];
    for (const client of clients) {
      const twin = this.#find(client, (place) => rows[place]);
      if (twin !== undefined) rows[twin] = client;
      else this.#addKey(client.clientid, rows.push(client) - 1);
    }
    if (!this.order.appends) this.#rankNodes(rows);
    const keys = rows.map((client) => this.#keyFor(client));
    const places = this.order.appends ? keys : this.#arrange(keys, rows);
    for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
      const part = places.slice(start, start + CHUNK_ROWS);
      this.#chunks.push(
        new Chunk(
          part.map((place) => keys[place] as number),
          part.map((place) => rows[place] as StoredClient),
        ),
      );
    }
    this.#size = rows.length;
    this.#expiry = ExpiryQueue.of(rows, now);
  }

  /** Every client with that id: none, one, or one on each of several nodes. */
  get(clientid: string): StoredClient[] {
    const rows = [];
    for (const key of this.#keysOf(clientid)) {
      const row = this.#rowAt(key);
      if (row) rows.push(row);
    }
    return rows;
  }

  /**
   * Adds the client, or replaces the one that has its id on its node, at the same position.
   * @param now epoch milliseconds, when the expiry interval of an offline session begins.
   */
  put(client: StoredClient, now: number): void {
    this.#expiry.put(client, now);
    const known = this.#find(client, (key) => this.#rowAt(key));
    if (known !== undefined) {
      const at = this.#chunkOf(known);
      const chunk = this.#chunks[at] as Chunk;
      this.#chunks[at] = chunk.with(chunk.find(known), client);
      return;
    }
    let key = this.#keyFor(client);
    // Linear probing: two ids of one hash must not share a place.
    while (this.#rowAt(key)) key++;
    this.#insert(key, client);
    this.#addKey(client.clientid, key);
  }

  /** Removes the client of that id, on that node or on all; returns what was removed. */
  remove(clientid: string, node?: string): StoredClient[] {
    const removed: StoredClient[] = [];
    const left: number[] = [];
    for (const key of this.#keysOf(clientid)) {
      const row = this.#rowAt(key);
      if (!row) continue;
      if (node !== undefined && row.node !== node) {
        left.push(key);
        continue;
      }
      removed.push(row);
      this.#expiry.discard(row);
      const at = this.#chunkOf(key);
      const chunk = (this.#chunks[at] as Chunk).without((this.#chunks[at] as Chunk).find(key));
      if (chunk.rows.length > 0) this.#chunks[at] = chunk;
      else this.#chunks.splice(at, 1);
      this.#size--;
    }
    if (removed.length > 0) this.#setKeys(clientid, left);
    return removed;
  }

  /** Removes the offline sessions that have ended; returns them. */
  expire(now: number): readonly StoredClient[] {
    if (now < this.#expiry.soonest) return NONE;
    return this.#expiry
      .due(now)
      .filter((due) => this.get(due.clientid).includes(due))
      .flatMap((due) => this.remove(due.clientid, due.node));
  }

  /** Rows `start` to `start + count`, in order; fewer at the end. */
  slice(start: number, count: number): StoredClient[] {
    return this.spans(start, count).flatMap(({ rows }) => rows);
  }

  /** The same rows, by chunk. They do not change with the store. */
  spans(start: number, count: number): RowSpan[] {
    const spans: RowSpan[] = [];
    let skip = start;
    let left = count;
    for (const chunk of this.#chunks) {
      if (left <= 0) break;
      const { length } = chunk.rows;
      if (skip >= length) {
        skip -= length;
        continue;
      }
      const isWhole = skip === 0 && left >= length;
      const rows = isWhole ? chunk.rows : chunk.rows.slice(skip, skip + left);
      spans.push(isWhole ? { rows, chunk } : { rows });
      left -= rows.length;
      skip = 0;
    }
    return spans;
  }

  /** Every client, in order. */
  *[Symbol.iterator](): Generator<StoredClient> {
    for (const chunk of this.#chunks) yield* chunk.rows;
  }

  /** Whether there has ever been a client of that node. */
  hasNode(node: string): boolean {
    return this.#nodeRanks.has(node);
  }

  /** Every node that there has been a client of, in the order of the list. */
  get knownNodes(): readonly string[] {
    return [...this.#nodeRanks.keys()];
  }

  /** The node that answers a request: the one that was chosen, if it exists; else the first. */
  answeringNode(chosen: string | undefined): string | undefined {
    if (chosen !== undefined && this.#nodeRanks.has(chosen)) return chosen;
    const [first] = this.#nodeRanks.keys();
    return first;
  }

  /** Every client in order, but those of one node first; the first node's need no change. */
  *from(first: string | undefined): Generator<StoredClient> {
    if (first === undefined || first === this.knownNodes[0]) {
      yield* this;
      return;
    }
    for (const client of this) if (client.node === first) yield client;
    for (const client of this) if (client.node !== first) yield client;
  }

  /** The nodes that have clients now, in the order of the list. */
  nodes(): string[] {
    const nodes = new Set<string>();
    for (const client of this) nodes.add(client.node);
    return [...nodes];
  }

  /**
   * An independent store with the same clients.
   * @param laterMs how much later offline sessions end in the copy: the time that this store has
   *   been kept as an initial state.
   */
  fork(laterMs = 0): Store {
    this.#indexIsShared = true;
    const copy = new Store(this.order);
    copy.#chunks = this.#chunks.slice();
    copy.#size = this.#size;
    copy.#sequence = this.#sequence;
    copy.#index = this.#index;
    copy.#indexIsShared = true;
    copy.#overlay = new Map(this.#overlay);
    copy.#nodeRanks = new Map(this.#nodeRanks);
    copy.#expiry = this.#expiry.fork(laterMs);
    return copy;
  }

  /** A cluster lists its nodes by name; one that joins later comes last. */
  #rankNodes(rows: readonly StoredClient[]): void {
    const nodes = new Set<string>();
    for (const { node } of rows) nodes.add(node);
    for (const node of [...nodes].sort()) this.#nodeRanks.set(node, this.#nodeRanks.size);
  }

  #keyFor(client: StoredClient): number {
    let rank = this.#nodeRanks.get(client.node);
    if (rank === undefined) {
      rank = this.#nodeRanks.size;
      this.#nodeRanks.set(client.node, rank);
    }
    return this.order.keyFor(client, rank, this.#sequence++);
  }

  /**
   * Sorts the rows' places by their keys, makes equal keys differ (in `keys` itself), and rebuilds
   * the index, which has held places until now.
   */
  #arrange(keys: number[], rows: readonly StoredClient[]): number[] {
    const places = keys.map((_, place) => place);
    places.sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
    this.#index.clear();
    let last = -1;
    for (const place of places) {
      last = Math.max(keys[place] as number, last + 1);
      keys[place] = last;
      this.#addKey((rows[place] as StoredClient).clientid, last);
    }
    return places;
  }

  #insert(key: number, client: StoredClient): void {
    this.#size++;
    if (this.#chunks.length === 0) {
      this.#chunks.push(new Chunk([key], [client]));
      return;
    }
    const at = Math.min(this.#chunkOf(key), this.#chunks.length - 1);
    const chunk = this.#chunks[at] as Chunk;
    this.#chunks.splice(at, 1, ...chunk.insert(-chunk.find(key) - 1, key, client));
  }

  /** The first chunk whose last key is not below the key. */
  #chunkOf(key: number): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#chunks[middle] as Chunk).last < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #rowAt(key: number): StoredClient | undefined {
    const chunk = this.#chunks[this.#chunkOf(key)];
    return chunk?.rows[chunk.find(key)];
  }

  #keysOf(clientid: string): readonly number[] {
    const changed = this.#indexIsShared && this.#overlay.has(clientid);
    const keys = changed ? this.#overlay.get(clientid) : this.#index.get(clientid);
    if (keys === undefined) return [];
    return typeof keys === 'number' ? [keys] : keys;
  }

  /** The key of the client with this one's id and node. */
  #find(
    { clientid, node }: StoredClient,
    rowAt: (key: number) => StoredClient | undefined,
  ): number | undefined {
    return this.#keysOf(clientid).find((key) => rowAt(key)?.node === node);
  }

  #addKey(clientid: string, key: number): void {
    const keys = this.#keysOf(clientid);
    this.#setKeys(clientid, keys.length === 0 ? [key] : [...keys, key].sort((a, b) => a - b));
  }

  #setKeys(clientid: string, keys: readonly number[]): void {
    const value = keys.length > 1 ? keys : keys[0];
    if (this.#indexIsShared) {
      // An id that was added and removed only here leaves no entry.
      if (value === undefined && !this.#index.has(clientid)) this.#overlay.delete(clientid);
      else this.#overlay.set(clientid, value);
    } else if (value === undefined) this.#index.delete(clientid);
    else this.#index.set(clientid, value);
  }
}
