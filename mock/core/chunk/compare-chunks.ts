import type { StoredClient } from '../client.js';
import type { Chunk, Entry } from './chunk.js';
import type { Place } from './chunk-list.js';

/** Whether two states of a store are the same: chunks are immutable. */
export const isSame = (a: readonly Chunk[], b: readonly Chunk[]): boolean =>
  a.length === b.length && a.every((chunk, index) => chunk === b[index]);

/** The chunks that others do not have as well. */
export function chunksBeside(chunks: readonly Chunk[], others: readonly Chunk[]): Chunk[] {
  const known = new Set(others);
  return chunks.filter((chunk) => !known.has(chunk));
}

export const rowsOf = (chunks: readonly Chunk[]): Place[] =>
  chunks.flatMap((chunk) => chunk.keys.map((_, index) => ({ chunk, index })));

/** A test for rows that are among these, unchanged. */
export function createRowTest(rows: readonly Place[]): (row: Place) => boolean {
  const known = new Map<unknown, Set<Entry>>();
  for (const { chunk, index } of rows) {
    const { origin, entries } = chunk;
    const set = known.get(origin) ?? new Set();
    known.set(origin, set.add(entries[index] as Entry));
  }
  return ({ chunk, index }) => known.get(chunk.origin)?.has(chunk.entries[index] as Entry) ?? false;
}

/** Identifies a client: each node may have one of its id. */
export const placeOf = ({ node, clientid }: Pick<StoredClient, 'node' | 'clientid'>): string =>
  `${node}\n${clientid}`;

/** What identifies the client of a row. */
export const clientAt = ({ chunk, index }: Place): Pick<StoredClient, 'node' | 'clientid'> => ({
  node: chunk.value('node', index),
  clientid: chunk.value('clientid', index),
});
