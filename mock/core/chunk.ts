import type { StoredClient } from './client.js';

/** The most rows of a chunk; a change to a store copies one chunk only. */
export const CHUNK_ROWS = 1024;

/** The text fields that `_like_` searches. */
export type LikeField = 'clientid' | 'username';

/**
 * One or more rows, immutable: forked stores share chunks. `keys` ascend, one for each row.
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
   * be wrong if it returns true (two adjacent values contain it together), never if false.
   */
  mayContain(field: LikeField, needle: string): boolean {
    return this.#joined(field).includes(needle);
  }

  #joined(field: LikeField): string {
    // In a loop, which takes half the time of `map` and `join`: the first search waits for it.
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

  with(index: number, row: StoredClient): Chunk {
    return new Chunk(this.keys, this.rows.with(index, row));
  }

  without(index: number): Chunk {
    return new Chunk(this.keys.toSpliced(index, 1), this.rows.toSpliced(index, 1));
  }

  /** Adds a row; a chunk that becomes too large is returned as two. */
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
