import type { Readable } from 'node:stream';
import type { StoredClient } from '../core/client.js';
import { MAX_CLIENTS } from '../seed/fleet.js';
import { DocumentSplitter } from './document-splitter.js';
import { createRowReader, shortJson } from './read-row.js';
import { LineSplitter, SplitError, type RowSplitter } from './row-splitter.js';
import { openInput } from './open-input.js';
import { StateFileError } from './state-file-error.js';

export interface ReadOptions {
  /** Minutes east of UTC in which the file's times are read. */
  readonly utcOffsetMinutes: number;
  /** Skips and reports invalid rows. Default `false`: the whole file is refused. */
  readonly lenient?: boolean;
  /** The input for `-`. */
  readonly stdin: Readable;
  /** The ids of other files, by node, to which those of this file are added. Default: none. */
  readonly ids?: Map<string, Set<string>>;
  /** Called after each chunk: rows read, and the part of the file, 0 to 1, if known. */
  readonly onProgress?: (rows: number, part: number | undefined) => void;
}

/** The content of a file. */
export interface StateFile {
  readonly clients: StoredClient[];
  /** A sentence for each skipped row; at most {@link MAX_REPORTED}. */
  readonly skipped: readonly string[];
  readonly skippedRows: number;
  /** The last page says `hasnext: true`: these are not all clients. */
  readonly isPartial: boolean;
}

/** Skipped rows that are reported one by one. */
const MAX_REPORTED = 100;

/**
 * Reads clients from a file, row by row: one or more answers of GET /clients, a list of clients,
 * NDJSON, a list of answers, or a recording; in UTF-8 or UTF-16, also compressed with gzip.
 * @param file a path, or `-` for standard input.
 * @throws {StateFileError} naming file, row, field, value and what was expected.
 */
export async function readStateFile(file: string, options: ReadOptions): Promise<StateFile> {
  const input = await openInput(file, options.stdin);
  const reading = new Reading(file, options);
  for await (const chunk of input.chunks) {
    if (!reading.push(chunk)) break;
    options.onProgress?.(reading.rows, input.progress());
  }
  return reading.end();
}

/** The state of reading one file. */
class Reading {
  rows = 0;
  readonly #clients: StoredClient[] = [];
  readonly #skipped: string[] = [];
  #skippedRows = 0;
  readonly #ids: Map<string, Set<string>>;
  readonly #read: ReturnType<typeof createRowReader>;
  #splitter: RowSplitter | undefined;
  /** What was read before the first significant character. */
  #head = Buffer.alloc(0);

  constructor(
    readonly file: string,
    readonly options: ReadOptions,
  ) {
    this.#ids = options.ids ?? new Map<string, Set<string>>();
    this.#read = createRowReader(options.utcOffsetMinutes);
  }

  /** @returns whether to continue; `false` if the file is broken and `lenient` skips the rest. */
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
    if (!splitter)
      throw this.#error('is empty: expected clients, such as what GET /clients answers.');
    this.#take(() => splitter.end());
    return {
      clients: this.#clients,
      skipped: this.#skipped,
      skippedRows: this.#skippedRows,
      isPartial: splitter.isPartial ?? false,
    };
  }

  #chooseSplitter(start: Buffer): RowSplitter {
    const first = String.fromCharCode(start[0] as number);
    if (first !== '{' && first !== '[') {
      const shown = JSON.stringify(start.toString('latin1', 0, 16));
      throw this.#error(`is not JSON: it begins with ${shown}: expected { or [.`);
    }
    const lineEnd = start.indexOf(0x0a);
    const line = lineEnd === -1 ? undefined : start.subarray(0, lineEnd);
    return line && holdsOneRow(line) ? new LineSplitter() : new DocumentSplitter();
  }

  #take(split: () => Buffer[]): boolean {
    let rows: Buffer[];
    try {
      rows = split();
    } catch (error) {
      if (!(error instanceof SplitError)) throw error;
      const problem = `${error.message}.`;
      if (!this.options.lenient || this.#clients.length === 0) throw this.#error(problem);
      this.#skip(`the file ${problem}`);
      return false;
    }
    for (const row of rows) this.#add(row);
    return true;
  }

  #add(bytes: Buffer): void {
    this.rows++;
    const row = this.#read(bytes);
    if (!row.ok) {
      this.#refuse(row.clientid, summarize(row.problems));
      return;
    }
    const { client } = row;
    const ids = this.#ids.get(client.node) ?? new Set();
    this.#ids.set(client.node, ids);
    if (ids.has(client.clientid)) {
      this.#refuse(client.clientid, `node ${client.node} already has a client with this id.`);
      return;
    }
    if (this.#clients.length >= MAX_CLIENTS) {
      throw this.#error(`has too many rows: expected at most ${MAX_CLIENTS}.`);
    }
    ids.add(client.clientid);
    this.#clients.push(client);
  }

  #refuse(clientid: string | undefined, problems: string): void {
    const name = clientid === undefined ? '' : ` (client ${shortJson(clientid)})`;
    const problem = `row ${this.rows}${name}: ${problems}`;
    if (!this.options.lenient) throw this.#error(problem);
    this.#skip(problem);
  }

  #skip(problem: string): void {
    this.#skippedRows++;
    if (this.#skipped.length < MAX_REPORTED) this.#skipped.push(problem);
  }

  #error(problem: string): StateFileError {
    return new StateFileError(this.file, problem);
  }
}

/** Removes white space. */
function trimStart(bytes: Buffer): Buffer<ArrayBuffer> {
  let start = 0;
  while (start < bytes.length && /\s/.test(String.fromCharCode(bytes[start] as number))) start++;
  return Buffer.from(bytes.subarray(start));
}

/** Whether a line is a complete row, not a list or a part of one. */
function holdsOneRow(line: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    return !('data' in value) && !('population' in value);
  } catch {
    return false;
  }
}

/** Problems reported for one row. */
const MAX_PROBLEMS = 3;

function summarize(problems: readonly string[]): string {
  const more = problems.length - MAX_PROBLEMS;
  const reported = problems.slice(0, MAX_PROBLEMS).join(' ');
  return more > 0 ? `${reported} And ${more} more.` : reported;
}
