import { Chunk, CHUNK_ROWS, type Entry, Origin, type Population } from './chunk/chunk.js';
import {
  chunkFrom,
  type ChunkList,
  type Place,
  placeOf,
  rowsFrom,
  withInserted,
  withoutRows,
  withReplaced,
} from './chunk/chunk-list.js';
import { KeyIndex } from './chunk/key-index.js';
import type { StoredClient } from './client.js';
import { ExpiryQueue } from './expiry.js';
import { type Loaded, NODE_SPAN, type Order, sortClients } from './order.js';
import { finish, type Steps } from './steps.js';

/** At most as many sessions that have ended are removed one by one in a step. */
const FEW_ENDED = 64;
/** Of more that have ended at once, the others are found later. */
const MOST_ENDED = 65_536;
/** About as many of them are found in a step. */
const FOUND = 4096;

/** Rows that were removed from a chunk, as it was before. */
interface RemovedRows {
  readonly removed?: { readonly chunk: Chunk; readonly rows: readonly number[] };
  /** The key to go on with. */
  readonly next?: number;
}

/**
 * The clients of a broker, in a stable order. Immutable chunks hold the rows, so that a page at
 * any offset costs its rows, an exact id is looked up, and {@link fork} shares them all.
 */
export class Store {
  readonly order: Order;
  #chunks: ChunkList = [];
  #size = 0;
  #sequence = 0;
  #index = new KeyIndex();
  #nodeRanks = new Map<string, number>();
  #expiry = new ExpiryQueue();
  #origin: Origin | undefined;
  /** Sessions that have ended and are still listed: none with a key below `#endedTo`. */
  #ended = new Set<Entry>();
  #endedTo = 0;

  constructor(order: Order) {
    this.order = order;
  }

  get size(): number {
    return this.#size;
  }

  /** The rows, chunk by chunk, in order; a change makes another list. */
  get chunks(): ChunkList {
    return this.#chunks;
  }

  /**
   * Fills a new store; of two clients with the same id on the same node the later one stays.
   * @param now epoch milliseconds, when the expiry interval of offline sessions begins.
   */
  load(clients: Population, now: number): void {
    finish(this.loadInSteps(clients, now));
  }

  /** {@link load} in steps; until the last one, the store may only be loaded. */
  *loadInSteps(clients: Population, now: number): Steps<void> {
    const origin = clients.make && new Origin(clients.make);
    yield* this.#fill(clients, origin, (entry, client) => this.#expiry.begin(entry, client, now));
    yield* this.#expiry.sort();
  }

  /**
   * The same clients in another order, in steps; this store may not change until the last one.
   * Offline sessions end when they would have ended here.
   */
  *reorderInSteps(order: Order): Steps<Store> {
    const copy = new Store(order);
    yield* copy.#fill(this, this.#origin);
    for (const node of this.knownNodes) copy.#rankOf(node);
    copy.#expiry = this.#expiry.fork();
    copy.#ended = new Set(this.#ended);
    return copy;
  }

  /** Fills a new store. @param onLoaded called with each client, and what stands for it. */
  *#fill(
    clients: Population | Store,
    origin: Origin | undefined,
    onLoaded?: (entry: Entry, client: StoredClient) => void,
  ): Steps<void> {
    if (this.#sequence > 0 || this.#index.isShared) {
      throw new Error('Failed to load: expected a store that has had no clients and no fork.');
    }
    this.#origin = origin;
    let [keys, rows, entries]: [number[], StoredClient[], Entry[]] = [[], [], []];
    const flush = (): void => {
      if (rows.length === 0) return;
      this.#chunks = [...this.#chunks, Chunk.of(keys, rows, entries, this.#origin)];
      this.#size += rows.length;
      [keys, rows, entries] = [[], [], []];
    };
    const nodeOf = (key: number): string | undefined => {
      const at = keys.indexOf(key);
      return at === -1 ? this.#nodeAt(key) : rows[at]?.node;
    };
    const loaded: Iterable<Loaded | undefined> = this.order.appends
      ? this.#asGiven(clients)
      : sortClients(
          this.#entriesOf(clients),
          this.#origin,
          (clientid) => this.order.keyFor(clientid, this.#sequence++),
          (node) => this.#rankOf(node),
        );
    let last = -1;
    for (const next of loaded) {
      if (!next) {
        yield;
        continue;
      }
      const [entry, client, given] = next;
      const { clientid, node } = client;
      onLoaded?.(entry, client);
      const known = this.#index.get(clientid);
      const twin = known.find((key) => nodeOf(key) === node);
      if (twin !== undefined) {
        const at = keys.indexOf(twin);
        if (at === -1) this.#chunks = withReplaced(this.#chunks, twin, client, entry);
        else [rows[at], entries[at]] = [client, entry];
        continue;
      }
      // Equal keys are made to differ.
      last = Math.max(given ?? this.#sequence++, last + 1);
      this.#index.add(clientid, last);
      keys.push(last);
      rows.push(client);
      entries.push(entry);
      if (rows.length < CHUNK_ROWS) continue;
      flush();
      yield;
    }
    flush();
  }

  *#asGiven(clients: Population | Store): Generator<Loaded> {
    for (const loaded of this.#entriesOf(clients)) {
      this.#rankOf(loaded[1].node);
      yield loaded;
    }
  }

  *#entriesOf(clients: Population | Store): Generator<Loaded> {
    if (clients instanceof Store) {
      for (const chunk of clients.chunks) {
        let row = 0;
        for (const client of chunk) yield [chunk.entries[row++] as Entry, client, undefined];
      }
      return;
    }
    let index = 0;
    for (const client of clients) {
      yield [this.#origin ? index : client, client, undefined];
      index++;
    }
  }

  /** Every client with that id: none, one, or one on each of several nodes. */
  get(clientid: string): StoredClient[] {
    return this.placesOf(clientid).map(({ chunk, index }) => chunk.row(index));
  }

  /** Where the clients of that id are, in the order of the list. */
  placesOf(clientid: string): Place[] {
    const places = [];
    for (const key of this.#index.get(clientid)) {
      const place = placeOf(this.#chunks, key);
      if (place) places.push(place);
    }
    return places;
  }

  /**
   * Adds the client, or replaces the one that has its id on its node, at the same position.
   * @param now epoch milliseconds, when the expiry interval of an offline session begins.
   */
  put(client: StoredClient, now: number): void {
    this.#expiry.put(client, now);
    const known = this.#find(client);
    if (known !== undefined) {
      this.#chunks = withReplaced(this.#chunks, known, client);
      return;
    }
    let key = this.#keyFor(client);
    // Linear probing: two ids of one hash must not share a place.
    while (placeOf(this.#chunks, key)) key++;
    this.#chunks = withInserted(this.#chunks, key, client, this.#origin);
    this.#size++;
    this.#index.add(client.clientid, key);
  }

  /** Removes the client of that id, on that node or on all; returns what was removed. */
  remove(clientid: string, node?: string): StoredClient[] {
    const removed: StoredClient[] = [];
    const left: number[] = [];
    for (const key of this.#index.get(clientid)) {
      const place = placeOf(this.#chunks, key);
      if (!place) continue;
      const row = place.chunk.row(place.index);
      if (node !== undefined && row.node !== node) {
        left.push(key);
        continue;
      }
      removed.push(row);
      this.#expiry.discard(row);
      this.#chunks = withoutRows(this.#chunks, place.chunk, [place.index]);
      this.#size--;
    }
    if (removed.length > 0) this.#index.set(clientid, left);
    return removed;
  }

  /** Removes the offline sessions that have ended. */
  expire(now: number): void {
    while (this.expireSome(now));
  }

  /** Removes the offline sessions of one id that have ended, however many others have. */
  expireId(clientid: string, now: number): void {
    if (now < this.#expiry.soonest && this.#ended.size === 0) return;
    for (const { chunk, index } of this.placesOf(clientid)) {
      const row = chunk.row(index);
      const isOver =
        this.#ended.has(chunk.entries[index] as Entry) || this.#expiry.isOver(row, now);
      if (isOver) this.remove(clientid, row.node);
    }
  }

  /**
   * Removes some of the offline sessions that have ended: of a few each, of many those of a chunk.
   * @returns whether there may be more.
   */
  expireSome(now: number): boolean {
    const isDue = (): boolean => now >= this.#expiry.soonest;
    if (this.#ended.size === 0) this.#endedTo = 0;
    if (this.#endedTo === 0 && this.#ended.size < MOST_ENDED && isDue()) {
      for (const entry of this.#expiry.due(now, FOUND)) this.#ended.add(entry);
      if (isDue()) return true;
    }
    const areMany = this.#ended.size > Math.max(FEW_ENDED, this.#chunks.length);
    const chunk = areMany ? chunkFrom(this.#chunks, this.#endedTo) : undefined;
    if (chunk) this.#expireIn(chunk);
    else this.#expireFew();
    return this.#ended.size > 0 || isDue();
  }

  #expireIn(chunk: Chunk): void {
    this.#endedTo = chunk.last + 1;
    const ended: number[] = [];
    for (const [row, entry] of chunk.entries.entries()) {
      if (this.#ended.delete(entry)) ended.push(row);
    }
    this.#removeRows(chunk, ended);
  }

  /** Entries that a search by chunks has missed: they have changed since, or moved. */
  #expireFew(): void {
    let rest = FEW_ENDED;
    for (const entry of this.#ended) {
      if (rest-- === 0) return;
      this.#ended.delete(entry);
      const { clientid, node } =
        typeof entry === 'number' ? (this.#origin as Origin).client(entry) : entry;
      // One that has changed since has another entry.
      const isHere = this.placesOf(clientid).some((at) => at.chunk.entries[at.index] === entry);
      if (isHere) this.remove(clientid, node);
    }
  }

  /** Removes rows of a chunk, in one go. @param rows ascending. */
  #removeRows(chunk: Chunk, rows: readonly number[]): void {
    if (rows.length === 0) return;
    for (const row of rows) {
      const [clientid, node] = [chunk.value('clientid', row), chunk.value('node', row)];
      const key = chunk.keys[row];
      this.#index.set(
        clientid,
        this.#index.get(clientid).filter((other) => other !== key),
      );
      this.#expiry.discard({ clientid, node });
    }
    this.#chunks = withoutRows(this.#chunks, chunk, rows);
    this.#size -= rows.length;
  }

  /**
   * Removes the clients of a node from one chunk.
   * @param key where to begin: 0, then `next`, also of a fork. What is added in between has a higher one.
   * @returns `next` is `undefined` when no more follow.
   */
  removeSomeOf(node: string, key: number): RemovedRows {
    const chunk = chunkFrom(this.#chunks, key);
    if (!chunk) return {};
    const rows = chunk.values('node').flatMap((own, row) => (own === node ? row : []));
    this.#removeRows(chunk, rows);
    return { next: chunk.last + 1, ...(rows.length > 0 && { removed: { chunk, rows } }) };
  }

  /** How many client ids there are: nodes may share one. */
  get ids(): number {
    return this.#index.size;
  }

  /** A store without clients that knows the same nodes. */
  emptied(): Store {
    const copy = new Store(this.order);
    copy.#sequence = this.#sequence;
    copy.#nodeRanks = new Map(this.#nodeRanks);
    return copy;
  }

  /** Rows `start` to `start + count`, in order; fewer at the end. */
  slice(start: number, count: number): StoredClient[] {
    return [...this.rows(start, count)];
  }

  /** The same one by one: as they are when the first is read, whatever changes until the last. */
  rows(start: number, count: number): Iterable<StoredClient> {
    return rowsFrom(this.#chunks, start, count);
  }

  /** Every client, in order. */
  *[Symbol.iterator](): Generator<StoredClient> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  /** Whether there has ever been a client of that node. */
  hasNode(node: string): boolean {
    return this.#nodeRanks.has(node);
  }

  /** Every node that there has been a client of, in the order of the list. */
  get knownNodes(): readonly string[] {
    return [...this.#nodeRanks.keys()];
  }

  get nodeCount(): number {
    return this.#nodeRanks.size;
  }

  /** The node that answers a request: the one that was chosen, if it exists; else the first. */
  answeringNode(chosen: string | undefined): string | undefined {
    if (chosen !== undefined && this.#nodeRanks.has(chosen)) return chosen;
    const [first] = this.#nodeRanks.keys();
    return first;
  }

  /** The nodes that have clients now, in the order of the list. */
  nodes(): string[] {
    const nodes = new Set<string>();
    for (const chunk of this.#chunks) for (const node of chunk.distinct('node')) nodes.add(node);
    return [...nodes];
  }

  /**
   * An independent store with the same clients.
   * @param laterMs how much later offline sessions end in the copy: the time that this store has
   *   been kept as an initial state.
   */
  fork(laterMs = 0): Store {
    const copy = new Store(this.order);
    copy.#chunks = this.#chunks;
    copy.#size = this.#size;
    copy.#sequence = this.#sequence;
    copy.#index = this.#index.fork();
    copy.#nodeRanks = new Map(this.#nodeRanks);
    copy.#expiry = this.#expiry.fork(laterMs);
    copy.#origin = this.#origin;
    copy.#ended = new Set(this.#ended);
    return copy;
  }

  #rankOf(node: string): number {
    let rank = this.#nodeRanks.get(node);
    if (rank === undefined) this.#nodeRanks.set(node, (rank = this.#nodeRanks.size));
    return rank;
  }

  #keyFor({ clientid, node }: StoredClient): number {
    const rank = this.#rankOf(node);
    const key = this.order.keyFor(clientid, this.#sequence++);
    return this.order.appends ? key : rank * NODE_SPAN + key;
  }

  /** The key of the client with this one's id and node. */
  #find({ clientid, node }: StoredClient): number | undefined {
    return this.#index.get(clientid).find((key) => this.#nodeAt(key) === node);
  }

  #nodeAt(key: number): string | undefined {
    const place = placeOf(this.#chunks, key);
    return place?.chunk.value('node', place.index);
  }
}
