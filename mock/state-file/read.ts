import type { Readable } from 'node:stream';
import type { StoredClient } from '../core/client.js';
import { MAX_CLIENTS } from '../seed/fleet.js';
import { DocumentSplitter } from './document-splitter.js';
import { LineSplitter } from './line-splitter.js';
import { createRowReader } from './read-row.js';
import { SplitError, type RawRow, type RowSplitter } from './row-splitter.js';
import { openSource } from './open-source.js';
import { StateFileError } from './state-file-error.js';

export interface ReadOptions {
  /** Minutes east of UTC in which the file's times are read. */
  readonly utcOffsetMinutes: number;
  /** Leave out rows that are wrong, and tell of them, where others refuse the file. */
  readonly lenient?: boolean;
  /** What `-` reads. */
  readonly stdin: Readable;
  /** Told now and then how far it is: rows, and the part of the file, 0 to 1, where that is known. */
  readonly onProgress?: (rows: number, part: number | undefined) => void;
}

/** What a file held. */
export interface StateFile {
  readonly clients: StoredClient[];
  /** A sentence for each row that was left out; no more than {@link MAX_TOLD}. */
  readonly dropped: readonly string[];
  /** How many rows were left out. */
  readonly droppedRows: number;
}

/** The rows whose dropping is told one by one. */
export const MAX_TOLD = 100;

/**
 * Reads a captured population, row by row: the answer of GET /clients, several of them, a list of
 * clients, one client a line (NDJSON), or a recording; each of them packed (gzip) or not.
 * @param file a path, or `-` for standard input.
 * @throws {StateFileError} naming file, row, field, value and what was expected.
 */
export async function readStateFile(file: string, options: ReadOptions): Promise<StateFile> {
  const source = await openSource(file, options.stdin);
  const reading = new Reading(file, options);
  for await (const chunk of source.chunks) {
    if (!reading.push(chunk)) break;
    options.onProgress?.(reading.rows, source.progress());
  }
  return reading.end();
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** One file on its way into memory. */
class Reading {
  rows = 0;
  readonly #clients: StoredClient[] = [];
  readonly #dropped: string[] = [];
  #droppedRows = 0;
  readonly #ids = new Map<string, Set<string>>();
  readonly #read: ReturnType<typeof createRowReader>;
  #splitter: RowSplitter | undefined;
  /** What stands before the first character that counts. */
  #head = Buffer.alloc(0);

  constructor(
    readonly file: string,
    readonly options: ReadOptions,
  ) {
    this.#read = createRowReader(options.utcOffsetMinutes);
  }

  /** @returns whether to go on: a broken file ends here, where rows may be left out. */
  push(chunk: Buffer): boolean {
    let bytes = chunk;
    if (!this.#splitter) {
      this.#head = trimStart(Buffer.concat([this.#head, chunk]));
      if (this.#head.length === 0) return true;
      bytes = this.#head;
      this.#splitter = this.#chooseSplitter(bytes);
    }
    const splitter = this.#splitter;
    return this.#take(() => splitter.push(bytes));
  }

  end(): StateFile {
    const splitter = this.#splitter;
    if (!splitter) throw this.#error('is empty: expected clients, as GET /clients answers them.');
    this.#take(() => splitter.end());
    return { clients: this.#clients, dropped: this.#dropped, droppedRows: this.#droppedRows };
  }

  #chooseSplitter(start: Buffer): RowSplitter {
    const first = String.fromCharCode(start[0] as number);
    if (first !== '{' && first !== '[') {
      const shown = JSON.stringify(start.toString('latin1', 0, 16));
      throw this.#error(`is not JSON: it begins with ${shown}, expected { or [.`);
    }
    const lineEnd = start.indexOf(0x0a);
    const line = lineEnd === -1 ? undefined : start.subarray(0, lineEnd);
    return line && holdsOneRow(line) ? new LineSplitter() : new DocumentSplitter();
  }

  #take(split: () => RawRow[]): boolean {
    let rows: RawRow[];
    try {
      rows = split();
    } catch (error) {
      if (!(error instanceof SplitError)) throw error;
      const problem = `${error.message}.`;
      if (!this.options.lenient || this.#clients.length === 0) throw this.#error(problem);
      this.#drop(`the file ${problem}`);
      return false;
    }
    for (const row of rows) this.#add(row);
    return true;
  }

  #add(raw: RawRow): void {
    this.rows++;
    const row = this.#read(raw);
    if (!row.ok) {
      this.#refuse(row.clientid, summarize(row.problems));
      return;
    }
    const { client } = row;
    const ids = this.#ids.get(client.node) ?? new Set();
    this.#ids.set(client.node, ids);
    if (ids.has(client.clientid)) {
      this.#refuse(client.clientid, `node ${client.node} has a client of that id already.`);
      return;
    }
    if (this.#clients.length >= MAX_CLIENTS) {
      throw this.#error(`has too many rows: expected at most ${MAX_CLIENTS}.`);
    }
    ids.add(client.clientid);
    this.#clients.push(client);
  }

  #refuse(clientid: string | undefined, problems: string): void {
    const name = clientid === undefined ? '' : ` (client ${shorten(JSON.stringify(clientid))})`;
    const problem = `row ${this.rows}${name}: ${problems}`;
    if (!this.options.lenient) throw this.#error(problem);
    this.#drop(problem);
  }

  #drop(problem: string): void {
    this.#droppedRows++;
    if (this.#dropped.length < MAX_TOLD) this.#dropped.push(problem);
  }

  #error(problem: string): StateFileError {
    return new StateFileError(this.file, problem);
  }
}

/** Without a byte order mark and white space. */
function trimStart(bytes: Buffer): Buffer<ArrayBuffer> {
  const hasMark = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  let start = hasMark ? BYTE_ORDER_MARK.length : 0;
  while (start < bytes.length && /\s/.test(String.fromCharCode(bytes[start] as number))) start++;
  return Buffer.from(bytes.subarray(start));
}

/** Whether a line is a row by itself, and not the beginning, or the whole, of a list. */
function holdsOneRow(line: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    return !('data' in value) && !('population' in value);
  } catch {
    return false;
  }
}

/** The problems of one row that are told. */
const TOLD = 3;

function summarize(problems: readonly string[]): string {
  const more = problems.length - TOLD;
  const told = problems.slice(0, TOLD).join(' ');
  return more > 0 ? `${told} And ${more} more.` : told;
}

const LONGEST = 60;

const shorten = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
