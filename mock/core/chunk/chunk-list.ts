/** Chunks one after the other, their keys ascending: no function changes the list that it is given. */
import type { StoredClient } from '../client.js';
import { Chunk, type Entry, type Origin } from './chunk.js';

export type ChunkList = readonly Chunk[];

/** Where a row is. */
export interface Place {
  readonly chunk: Chunk;
  readonly index: number;
}

/** The chunk with the first key that is not below this one. */
export const chunkFrom = (chunks: ChunkList, key: number): Chunk | undefined =>
  chunks[indexFrom(chunks, key)];

/** Where the row with the key is. */
export function placeOf(chunks: ChunkList, key: number): Place | undefined {
  const chunk = chunkFrom(chunks, key);
  const index = chunk?.find(key) ?? -1;
  return chunk && index >= 0 ? { chunk, index } : undefined;
}

/** With another client in the place of the key, which there is. */
export function withReplaced(
  chunks: ChunkList,
  key: number,
  client: StoredClient,
  entry: Entry = client,
): ChunkList {
  const at = indexFrom(chunks, key);
  const chunk = chunks[at] as Chunk;
  return chunks.with(at, chunk.with(chunk.find(key), client, entry));
}

/** With a client more. @param key no row has it. */
export function withInserted(
  chunks: ChunkList,
  key: number,
  client: StoredClient,
  origin: Origin | undefined,
): ChunkList {
  if (chunks.length === 0) return [Chunk.of([key], [client], [client], origin)];
  const at = Math.min(indexFrom(chunks, key), chunks.length - 1);
  const chunk = chunks[at] as Chunk;
  return chunks.toSpliced(at, 1, ...chunk.insert(-chunk.find(key) - 1, key, client));
}

/** Without some rows of a chunk. @param rows ascending, one or more. */
export function withoutRows(chunks: ChunkList, chunk: Chunk, rows: readonly number[]): ChunkList {
  const at = indexFrom(chunks, chunk.last);
  const left = chunk.withoutAll(rows);
  return left ? chunks.with(at, left) : chunks.toSpliced(at, 1);
}

/** Rows `start` to `start + count`, in order; fewer at the end. */
export function* rowsFrom(
  chunks: ChunkList,
  start: number,
  count: number,
): Generator<StoredClient, void> {
  let skip = start;
  let left = count;
  for (const chunk of chunks) {
    const end = Math.min(chunk.length, skip + left);
    for (let index = skip; index < end; index++) yield chunk.row(index);
    left -= Math.max(0, end - skip);
    if (left <= 0) return;
    skip = Math.max(0, skip - chunk.length);
  }
}

function indexFrom(chunks: ChunkList, key: number): number {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((chunks[middle] as Chunk).last < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
