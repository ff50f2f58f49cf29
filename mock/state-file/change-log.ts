import {
  closeSync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import type { Chunk } from '../core/chunk/chunk.js';
import {
  chunksBeside,
  clientAt,
  createRowTest,
  isSame,
  placeOf,
  rowsOf,
} from '../core/chunk/compare-chunks.js';
import type { StoredClient } from '../core/client.js';
import { createRowPrinter } from './write.js';

/** The log beside a state file. */
export const pathOf = (file: string): string => `${file}.log`;

/**
 * The changes since the state file was written, in a file beside it: a line for each client that was
 * added, changed or removed. What a call of {@link save} has seen is on the disk when it returns.
 */
export class ChangeLog {
  /** Bytes so far. */
  size = 0;
  #descriptor: number;
  #logged: readonly Chunk[];
  readonly #path: string;
  readonly #print: (client: StoredClient) => string;

  /** Begins an empty log. @param chunks what the state file holds. */
  constructor(file: string, chunks: readonly Chunk[], utcOffsetMinutes: number) {
    this.#path = pathOf(file);
    this.#logged = chunks;
    this.#print = createRowPrinter(utcOffsetMinutes);
    this.#descriptor = openSync(this.#path, 'w');
  }

  /** Writes what has changed since the last call; without a change it costs next to nothing. */
  save(chunks: readonly Chunk[]): void {
    if (isSame(this.#logged, chunks)) return;
    const bytes = Buffer.from(changesBetween(this.#logged, chunks, this.#print));
    try {
      for (let written = 0; written < bytes.length;) {
        const left = bytes.length - written;
        written += writeSync(this.#descriptor, bytes, written, left, this.size + written);
      }
      fdatasyncSync(this.#descriptor);
    } catch (error) {
      // A full disk takes a part: lines that follow must not stand behind it.
      ftruncateSync(this.#descriptor, this.size);
      throw error;
    }
    this.#logged = chunks;
    this.size += bytes.length;
  }

  /** Drops the first bytes, which the state file holds by now. */
  dropFirst(bytes: number): void {
    const draft = `${this.#path}.draft`;
    writeFileSync(draft, readFileSync(this.#path).subarray(bytes));
    renameSync(draft, this.#path);
    closeSync(this.#descriptor);
    this.#descriptor = openSync(this.#path, 'r+');
    this.size -= bytes;
  }

  remove(): void {
    closeSync(this.#descriptor);
    rmSync(this.#path, { force: true });
  }
}

/** Removes the log of an earlier process, once the state file holds what was in it. */
export function removeLog(file: string): void {
  rmSync(pathOf(file), { force: true });
}

/** A line for each client that is no longer there, then one for each that is new or changed. */
function changesBetween(
  before: readonly Chunk[],
  after: readonly Chunk[],
  print: (client: StoredClient) => string,
): string {
  const [gone, come] = [rowsOf(chunksBeside(before, after)), rowsOf(chunksBeside(after, before))];
  const isOld = createRowTest(gone);
  const places = new Set(come.map((row) => placeOf(clientAt(row))));
  let text = '';
  for (const row of gone) {
    const client = clientAt(row);
    if (places.has(placeOf(client))) continue;
    text += `${JSON.stringify({ removed: [client.node, client.clientid] })}\n`;
  }
  for (const row of come) if (!isOld(row)) text += print(row.chunk.row(row.index));
  return text;
}
