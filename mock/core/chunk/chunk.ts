import type { StoredClient } from '../client.js';
import { Column, type Condition, type Selection } from './column.js';

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

/** The most rows of a chunk; a change to a store copies one chunk only. */
export const CHUNK_ROWS = 1024;

/** The text fields that `_like_` searches. */
export type LikeField = 'clientid' | 'username';

/** A field that a filter can compare. */
interface Field<T> {
  /** One function for each: what reads any field takes ten times as long. */
  readonly of: (row: StoredClient) => T;
  /** Whether most clients differ in it. */
  readonly isMixed?: boolean;
}

const FIELDS = {
  clientid: { of: (row) => row.clientid, isMixed: true },
  username: { of: (row) => row.username },
  node: { of: (row) => row.node },
  zone: { of: (row) => row.zone },
  ip_address: { of: (row) => row.ip_address, isMixed: true },
  conn_state: { of: (row) => row.conn_state },
  clean_start: { of: (row) => row.clean_start },
  proto_name: { of: (row) => row.proto_name },
  proto_ver: { of: (row) => row.proto_ver },
  created_at: { of: (row) => row.created_at, isMixed: true },
  connected_at: { of: (row) => row.connected_at, isMixed: true },
  mqueue_len: { of: (row) => row.mqueue_len },
  mqueue_dropped: { of: (row) => row.mqueue_dropped },
} as const satisfies { readonly [F in keyof StoredClient]?: Field<StoredClient[F]> };
export type ColumnField = keyof typeof FIELDS;

const NAMES = Object.keys(FIELDS) as ColumnField[];

type Columns = Readonly<Record<ColumnField, Column>>;

const eachColumn = (make: (field: ColumnField) => Column): Columns =>
  Object.fromEntries(NAMES.map((field) => [field, make(field)])) as unknown as Columns;

/**
 * One or more rows, immutable: forked stores share chunks. `keys` ascend, one for each row. Of a row
 * that can be made again only the place in its population is kept, and what filters compare.
 */
export class Chunk {
  readonly #columns: Columns;

  private constructor(
    readonly keys: readonly number[],
    /** The same number or object stands for the same row, in all chunks of an origin. */
    readonly entries: readonly Entry[],
    readonly origin: Origin | undefined,
    columns: Columns,
  ) {
    this.#columns = columns;
  }

  /** @param rows the clients of the entries. */
  static of(
    keys: readonly number[],
    rows: readonly StoredClient[],
    entries: readonly Entry[] = rows,
    origin?: Origin,
  ): Chunk {
    const columns = eachColumn((name) => {
      const { of, isMixed = false }: Field<unknown> = FIELDS[name];
      return Column.of(rows.map(of), isMixed);
    });
    const chunk = new Chunk(keys, entries, origin, columns);
    // Now, as a first search of a million clients would wait for it.
    for (const field of ['clientid', 'username'] as const) chunk.mayContain(field, '-');
    return chunk;
  }

  get length(): number {
    return this.entries.length;
  }

  /** The last key, by which a store finds the chunk. */
  get last(): number {
    return this.keys.at(-1) as number;
  }

  /** @param keep whether the client is likely to be read again. */
  row(index: number, keep = true): StoredClient {
    const entry = this.entries[index] as Entry;
    if (typeof entry !== 'number') return entry;
    const origin = this.origin as Origin;
    return keep ? origin.client(entry) : origin.make(entry);
  }

  /** Every row, to be read once: none is kept. */
  *[Symbol.iterator](): Generator<StoredClient, void> {
    for (let index = 0; index < this.length; index++) yield this.row(index, false);
  }

  /** What a row has in a field. */
  value<F extends ColumnField>(field: F, index: number): StoredClient[F] {
    return this.#columns[field].at(index) as StoredClient[F];
  }

  /** What rows have in a field, each value once, in the order of the first rows that have it. */
  distinct<F extends ColumnField>(field: F): Set<StoredClient[F]> {
    return this.#columns[field].distinct() as Set<StoredClient[F]>;
  }

  /** What all rows have in a field. */
  values<F extends ColumnField>(field: F): StoredClient[F][] {
    return this.entries.map((_, index) => this.value(field, index));
  }

  /** The rows whose field is accepted, of those given. Valid until the next call, of any chunk. */
  select(field: ColumnField, condition: Condition, from: Selection): Selection {
    return this.#columns[field].select(condition, from);
  }

  /**
   * Whether a row may contain the text, which is not empty. It may be wrong if it returns true,
   * never if false.
   */
  mayContain(field: LikeField, text: string): boolean {
    return this.#columns[field].texts.mayContain(text);
  }

  /** Index of the key, or the index to insert it at, as `-(index + 1)`. */
  find(key: number): number {
    let low = 0;
    let high = this.keys.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.keys[middle] as number;
      if (found === key) return middle;
      if (found < key) low = middle + 1;
      else high = middle - 1;
    }
    return -(low + 1);
  }

  /** @param entry stands for the row. Default: the row itself. */
  with(index: number, row: StoredClient, entry: Entry = row): Chunk {
    return this.#changed(this.keys, this.entries.with(index, entry), (column, field) =>
      column.splice(index, 1, row[field]),
    );
  }

  without(index: number): Chunk {
    return this.#changed(
      this.keys.toSpliced(index, 1),
      this.entries.toSpliced(index, 1),
      (column) => column.splice(index, 1),
    );
  }

  /** @param rows ascending; all of them leave nothing. */
  withoutAll(rows: readonly number[]): Chunk | undefined {
    if (rows.length === 1) return this.length > 1 ? this.without(rows[0] as number) : undefined;
    const gone = new Set(rows);
    const left = [...this.keys.keys()].filter((row) => !gone.has(row));
    if (left.length === 0) return undefined;
    return this.#changed(
      left.map((row) => this.keys[row] as number),
      left.map((row) => this.entries[row] as Entry),
      (column) => column.pick(left),
    );
  }

  /** Adds a row; a chunk that becomes too large is returned as two. */
  insert(index: number, key: number, row: StoredClient): Chunk[] {
    const chunk = this.#changed(
      this.keys.toSpliced(index, 0, key),
      this.entries.toSpliced(index, 0, row),
      (column, field) => column.splice(index, 0, row[field]),
    );
    const { length } = chunk;
    if (length <= CHUNK_ROWS) return [chunk];
    // A full chunk that grows at its end stays full: the common case, a list that is appended to.
    const cut = index === length - 1 ? index : length >> 1;
    return [chunk.#slice(0, cut), chunk.#slice(cut, length)];
  }

  #slice(start: number, end: number): Chunk {
    return this.#changed(this.keys.slice(start, end), this.entries.slice(start, end), (column) =>
      column.slice(start, end),
    );
  }

  #changed(
    keys: readonly number[],
    entries: readonly Entry[],
    change: (column: Column, field: ColumnField) => Column,
  ): Chunk {
    const columns = eachColumn((field) => change(this.#columns[field], field));
    return new Chunk(keys, entries, this.origin, columns);
  }
}
