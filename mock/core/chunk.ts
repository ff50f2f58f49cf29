import type { StoredClient } from './client.js';

/** How many rows a chunk holds at most; a change to a store copies one chunk, no more. */
export const CHUNK_ROWS = 1024;

/** The text fields that `_like_` searches. */
export type LikeField = 'clientid' | 'username';

/**
 * A run of one row or more, never changed once made: stores that were forked from each other share chunks.
 * `keys` ascend, one for each row.
 */
export class Chunk {
  #clientids: string | undefined;
  #usernames: string | undefined;

  constructor(
    readonly keys: readonly number[],
    readonly rows: readonly StoredClient[],
  ) {}

  /** The last key, by which a store finds the chunk. */
  get last(): number {
    return this.keys.at(-1) as number;
  }

  /**
   * Whether a row may contain the text: one search over all the chunk's values joined. It may
   * say yes where only two neighbours together contain it; it never says no wrongly.
   */
  mayContain(field: LikeField, needle: string): boolean {
    return this.#joined(field).includes(needle);
  }

  #joined(field: LikeField): string {
    // Text by text: half of what `map` and `join` take, and the first search waits for it.
    if (field === 'clientid') {
      if (this.#clientids !== undefined) return this.#clientids;
      let text = '';
      for (const row of this.rows) text += `${row.clientid}\n`;
      return (this.#clientids = text);
    }
    if (this.#usernames !== undefined) return this.#usernames;
    let text = '';
    for (const row of this.rows) text += `${row.username ?? ''}\n`;
    return (this.#usernames = text);
  }

  /** Index of the key, or where it would stand, as `-(index + 1)`. */
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

  with(index: number, row: StoredClient): Chunk {
    return new Chunk(this.keys, this.rows.with(index, row));
  }

  without(index: number): Chunk {
    return new Chunk(this.keys.toSpliced(index, 1), this.rows.toSpliced(index, 1));
  }

  /** Adds a row; a chunk that has grown too large comes back as two. */
  insert(index: number, key: number, row: StoredClient): Chunk[] {
    const keys = this.keys.toSpliced(index, 0, key);
    const rows = this.rows.toSpliced(index, 0, row);
    if (rows.length <= CHUNK_ROWS) return [new Chunk(keys, rows)];
    // A full chunk that grows at its end stays full: the common case, a list that is appended to.
    const cut = index === rows.length - 1 ? index : rows.length >> 1;
    return [
      new Chunk(keys.slice(0, cut), rows.slice(0, cut)),
      new Chunk(keys.slice(cut), rows.slice(cut)),
    ];
  }
}
