import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Chunk, Entry } from '../core/chunk/chunk.js';
import { chunksBeside, clientAt, isSame, placeOf } from '../core/chunk/compare-chunks.js';
import type { StoredClient } from '../core/client.js';
import { hash32 } from '../core/order.js';
import { TURN_MS } from '../shared/take-turns.js';
import { createRowPrinter } from './write.js';

/** The log beside a state file. */
export const pathOf = (file: string): string => `${file}.log`;

/** How many changed chunks are written at once. */
const FEW = 4;

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

  /** Whether more has changed since the last call than is written in a moment. */
  hasMuch(chunks: readonly Chunk[]): boolean {
    if (isSame(this.#logged, chunks)) return false;
    const come = chunksBeside(chunks, this.#logged).length;
    const gone = this.#logged.length - (chunks.length - come);
    return Math.max(gone, come) > FEW;
  }

  /** Writes what has changed since the last call; without a change it costs next to nothing. */
  save(chunks: readonly Chunk[]): void {
    if (isSame(this.#logged, chunks)) return;
    let end = this.size;
    try {
      for (const lines of this.#linesOf(chunks)) end += this.#write(lines, end);
      fdatasyncSync(this.#descriptor);
    } catch (error) {
      this.#cut();
      throw error;
    }
    this.#logged = chunks;
    this.size = end;
  }

  /** {@link save} with others' turns in between; nothing else may be called until it has ended. */
  async saveInTurns(chunks: readonly Chunk[]): Promise<void> {
    let end = this.size;
    let turn = performance.now();
    try {
      for (const lines of this.#linesOf(chunks)) {
        end += this.#write(lines, end);
        if (performance.now() - turn < TURN_MS) continue;
        await setImmediate();
        turn = performance.now();
      }
      await promisify(fdatasync)(this.#descriptor);
    } catch (error) {
      this.#cut();
      throw error;
    }
    this.#logged = chunks;
    this.size = end;
  }

  #linesOf(chunks: readonly Chunk[]): Iterable<string> {
    return changesBetween(this.#logged, chunks, this.#print);
  }

  /** @returns how many bytes were written. */
  #write(lines: string, at: number): number {
    return writeAll(this.#descriptor, Buffer.from(lines), at);
  }

  /** A full disk takes a part: lines that follow must not stand behind it. */
  #cut(): void {
    ftruncateSync(this.#descriptor, this.size);
  }

  /** Drops the first bytes, which the state file holds by now. */
  dropFirst(bytes: number): void {
    const draft = `${this.#path}.draft`;
    const copy = openSync(draft, 'w');
    try {
      let end = 0;
      for (const chunk of chunksOf(this.#path, bytes)) end += writeAll(copy, chunk, end);
    } finally {
      closeSync(copy);
    }
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

/** Writes all bytes, of which one call may write a part; returns how many there were. */
function writeAll(descriptor: number, bytes: Buffer, at: number): number {
  for (let written = 0; written < bytes.length;) {
    const left = bytes.length - written;
    written += writeSync(descriptor, bytes, written, left, at + written);
  }
  return bytes.length;
}

/** Bytes that are read at once: a log of a million clients is longer than a text can be. */
const CHUNK = 1 << 20;

/** The bytes of a file, from one of them on. */
export function* chunksOf(path: string, from = 0): Generator<Buffer, void> {
  const descriptor = openSync(path, 'r');
  try {
    for (let at = from; ;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const read = readSync(descriptor, chunk, 0, CHUNK, at);
      if (read === 0) return;
      yield chunk.subarray(0, read);
      at += read;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Removes the log of an earlier process, once the state file holds what was in it. */
export function removeLog(file: string): void {
  rmSync(pathOf(file), { force: true });
}

/** One set of a million would stop everything for 50 ms whenever it grows. */
const SETS = 64;
const createSets = <T>(): Set<T>[] => Array.from({ length: SETS }, () => new Set<T>());
const setOf = <T>(sets: readonly Set<T>[], clientid: string): Set<T> =>
  sets[hash32(clientid, 0) % SETS] as Set<T>;

/**
 * A line for each client that is no longer there, then one for each that is new or changed: the lines of
 * a chunk at a time, and nothing in the steps before.
 */
function* changesBetween(
  before: readonly Chunk[],
  after: readonly Chunk[],
  print: (client: StoredClient) => string,
): Generator<string, void> {
  const [gone, come] = [chunksBeside(before, after), chunksBeside(after, before)];
  /** By origin, as the entries of another stand for other rows. */
  const old = new Map<unknown, Set<Entry>[]>();
  for (const chunk of gone) {
    const sets = old.get(chunk.origin) ?? createSets<Entry>();
    old.set(chunk.origin, sets);
    for (const [index, entry] of chunk.entries.entries()) {
      setOf(sets, chunk.value('clientid', index)).add(entry);
    }
    yield '';
  }
  const places = createSets<string>();
  for (const chunk of come) {
    for (const client of clientsOf(chunk)) setOf(places, client.clientid).add(placeOf(client));
    yield '';
  }
  for (const chunk of gone) {
    let lines = '';
    for (const client of clientsOf(chunk)) {
      if (setOf(places, client.clientid).has(placeOf(client))) continue;
      lines += `${JSON.stringify({ removed: [client.node, client.clientid] })}\n`;
    }
    yield lines;
  }
  for (const chunk of come) {
    const sets = old.get(chunk.origin);
    let lines = '';
    for (const [index, entry] of chunk.entries.entries()) {
      const isOld = sets && setOf(sets, chunk.value('clientid', index)).has(entry);
      if (isOld !== true) lines += print(chunk.row(index, false));
    }
    yield lines;
  }
}

function* clientsOf(chunk: Chunk): Generator<Pick<StoredClient, 'node' | 'clientid'>, void> {
  for (let index = 0; index < chunk.length; index++) yield clientAt({ chunk, index });
}
