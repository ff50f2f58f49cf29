import type { Readable } from 'node:stream';
import type { StoredClient } from '../core/client.js';
import { OptionError } from '../options.js';
import { hasStateFile } from './persist.js';
import { nameOf } from './state-file-error.js';

/** Where a mock's clients are read from, and where they are kept. */
export interface FileOptions {
  /**
   * A captured population to serve, or `-` for standard input: the answer of GET /clients, a list of
   * clients, one client a line, or a recording; gzip too. Not beside `clients` or a scenario.
   */
  readonly from?: string | undefined;
  /** Leave out rows that are wrong, and tell of them. Default `false`: the file is refused. */
  readonly lenient?: boolean | undefined;
  /**
   * A file in which the clients of the default sandbox survive restarts. Where it exists they are
   * read from it, and `from`, `clients` and `seed` count for nothing. Not beside a scenario.
   */
  readonly persist?: string | undefined;
  /** Milliseconds after which a change is written to `persist`. Default 200. */
  readonly persistDelay?: number | undefined;
  /**
   * Reads `from` again whenever it changes: the default sandbox then has its new clients, named
   * sandboxes keep theirs. A file that can not be read changes nothing. Default `false`.
   */
  readonly watch?: boolean | undefined;
  /** Receives lines on how reading goes, and on rows that are left out. Default: standard error. */
  readonly tell?: ((line: string) => void) | undefined;
}

export const PERSIST_DELAY = 200;
const MAX_DELAY = 3_600_000;

/** @throws {OptionError} for options that can not be used, or not together. */
export function checkFileOptions(
  { from, persist, persistDelay = PERSIST_DELAY, watch = false }: FileOptions,
  others: { readonly clients?: unknown; readonly scenario?: unknown },
): void {
  if (from === '') throw new OptionError('from', from, 'a file, or - for standard input');
  if (persist === '' || persist === '-') throw new OptionError('persist', persist, 'a file');
  if (!Number.isInteger(persistDelay) || persistDelay < 0 || persistDelay > MAX_DELAY) {
    const expected = `an integer from 0 to ${MAX_DELAY}, in milliseconds`;
    throw new OptionError('persistDelay', persistDelay, expected);
  }
  if (watch && (from === undefined || from === '-' || persist !== undefined)) {
    throw new OptionError('watch', watch, 'a file to watch in from, and no persist');
  }
  if (from !== undefined && others.clients !== undefined) {
    throw new OptionError('from', from, 'either a file or a number of clients, not both');
  }
  for (const [name, file] of Object.entries({ from, persist })) {
    if (file !== undefined && others.scenario !== undefined) {
      throw new OptionError(name, file, 'no file beside a scenario, which brings its own clients');
    }
  }
}

/**
 * Reads the clients that a mock begins with: from `persist` where that exists, else from `from`.
 * @returns `undefined` where neither is there.
 * @throws {StateFileError} where the file can not be used.
 */
export async function loadClients(
  { from, persist, lenient = false, tell = tellStderr }: FileOptions,
  utcOffsetMinutes: number,
  stdin: Readable,
): Promise<StoredClient[] | undefined> {
  const isKept = persist !== undefined && (await hasStateFile(persist));
  const file = isKept ? persist : from;
  if (file === undefined) return undefined;
  // It loads Ajv, which a mock of seeded clients does not need.
  const { readStateFile } = await import('./read.js');
  const progress = createProgress(file, tell);
  const { clients, dropped, droppedRows } = await readStateFile(file, {
    utcOffsetMinutes,
    lenient,
    stdin,
    onProgress: progress.at,
  });
  progress.end(clients.length);
  for (const problem of dropped) tell(`${nameOf(file)}: left out ${problem}\n`);
  if (droppedRows > 0) {
    tell(`${nameOf(file)}: ${count(droppedRows)} left out, ${count(clients.length)} read.\n`);
  }
  return clients;
}

const tellStderr = (line: string): void => {
  process.stderr.write(line);
};

const count = (rows: number): string =>
  `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;

/** Milliseconds between two lines; a file that is read sooner is read without a word. */
const PROGRESS_EVERY = 2000;

function createProgress(
  file: string,
  tell: (line: string) => void,
): { at: (rows: number, part: number | undefined) => void; end: (rows: number) => void } {
  let next = performance.now() + PROGRESS_EVERY;
  let hasTold = false;
  return {
    at(rows, part) {
      if (performance.now() < next) return;
      next = performance.now() + PROGRESS_EVERY;
      hasTold = true;
      const percent = part === undefined ? '' : `, ${Math.floor(part * 100)} %`;
      tell(`${nameOf(file)}: ${count(rows)}${percent}\n`);
    },
    end(rows) {
      if (hasTold) tell(`${nameOf(file)}: ${count(rows)}, done\n`);
    },
  };
}
