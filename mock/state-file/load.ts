import type { Readable } from 'node:stream';
import type { StoredClient } from '../core/client.js';
import { OptionError } from '../options.js';
import { printable } from '../shared/printable.js';
import { hasStateFile } from './persist.js';
import type { readStateFile as ReadStateFile, ReadOptions, StateFile } from './read.js';
import { nameOf } from './state-file-error.js';

/** Where a mock reads its clients from, and where it saves them. */
export interface FileOptions {
  /**
   * A file of clients to serve, or `-` for standard input: answers of GET /clients, a list of clients
   * or of answers, NDJSON, or a recording; in UTF-8 or UTF-16, also with gzip. Several files are read
   * in order. Cannot be combined with `clients` or a scenario.
   */
  readonly from?: string | readonly string[] | undefined;
  /** Skips and reports invalid rows. Default `false`: the whole file is refused. */
  readonly lenient?: boolean | undefined;
  /**
   * A file that keeps the clients of the default sandbox across restarts. If it exists, the clients
   * are read from it, and `from`, `clients` and `seed` are ignored. Cannot be combined with a scenario.
   */
  readonly persist?: string | undefined;
  /** Milliseconds after which a change is written to `persist`. Default 200. */
  readonly persistDelay?: number | undefined;
  /**
   * Puts every change on the disk before it is answered, in a log beside the `persist` file: a kill
   * loses nothing. Default `false`.
   */
  readonly persistSync?: boolean | undefined;
  /**
   * Reads `from` again whenever it changes, and replaces the clients of the default sandbox; named
   * sandboxes keep theirs. The same with the stubs of `stubFiles`. A file that cannot be read
   * changes nothing. Default `false`.
   */
  readonly watch?: boolean | undefined;
  /**
   * Files of stubs in YAML or JSON: a list of stubs, in which `file` names the file of a body, in the
   * folder of the stubs. They follow the option `stubs`. Default: none.
   */
  readonly stubFiles?: readonly string[] | undefined;
  /** Receives lines about progress and skipped rows. Default: standard error. */
  readonly report?: ((line: string) => void) | undefined;
}

export const PERSIST_DELAY = 200;
const MAX_DELAY = 3_600_000;

/** @throws {OptionError} for invalid options, and for options that exclude each other. */
export function checkFileOptions(
  { persist, persistDelay = PERSIST_DELAY, watch = false, stubFiles = [], ...options }: FileOptions,
  others: { readonly clients?: unknown; readonly scenario?: unknown },
): void {
  const files = filesOf(options.from);
  const from = options.from === undefined ? undefined : files[0];
  if (files.includes('') || (options.from !== undefined && from === undefined)) {
    throw new OptionError('from', options.from, 'a file, or - for standard input');
  }
  if (files.filter((file) => file === '-').length > 1) {
    throw new OptionError('from', options.from, '- once');
  }
  if (persist === '' || persist === '-') throw new OptionError('persist', persist, 'a file');
  if (options.persistSync === true && persist === undefined) {
    throw new OptionError('persistSync', true, 'the option persist with it');
  }
  if (!Number.isInteger(persistDelay) || persistDelay < 0 || persistDelay > MAX_DELAY) {
    const expected = `an integer from 0 to ${MAX_DELAY}, in milliseconds`;
    throw new OptionError('persistDelay', persistDelay, expected);
  }
  if (stubFiles.includes('')) throw new OptionError('stubFiles', '', 'the paths of files');
  const watched = from ?? stubFiles[0];
  if (watch && (watched === undefined || files.includes('-') || (from && persist !== undefined))) {
    const expected = 'a file to watch in from, and no persist; or one in stubFiles';
    throw new OptionError('watch', watch, expected);
  }
  if (from !== undefined && others.clients !== undefined) {
    throw new OptionError('from', from, 'either a file or a number of clients, not both');
  }
  for (const [name, file] of Object.entries({ from, persist })) {
    if (file !== undefined && others.scenario !== undefined) {
      const expected = 'no file together with a scenario, which has its own clients';
      throw new OptionError(name, file, expected);
    }
  }
}

/**
 * Reads the initial clients of a mock: from `persist` if that file exists, else from `from`.
 * @returns `undefined` if there is no file to read.
 * @throws {StateFileError} if the file cannot be used.
 */
export async function loadClients(
  { from, persist, lenient = false, report = reportToStderr }: FileOptions,
  utcOffsetMinutes: number,
  stdin: () => Readable,
): Promise<StoredClient[] | undefined> {
  const exists = persist !== undefined && (await hasStateFile(persist));
  const files = exists ? [persist] : filesOf(from);
  if (files.length === 0) return undefined;
  // Loads Ajv, which a mock with seeded clients does not need.
  const [{ readStateFile }, { replayChanges }] = await Promise.all([
    import('./read.js'),
    import('./replay-changes.js'),
  ]);
  const ids = new Map<string, Set<string>>();
  const clients: StoredClient[] = [];
  let partial: string | undefined;
  for (const file of files) {
    const options = { utcOffsetMinutes, lenient, stdin: stdin(), report, ids };
    const read = await loadFile(file, readStateFile, options);
    // A process that was killed has left its last changes beside the file.
    const whole = exists ? replayChanges(file, read.clients, utcOffsetMinutes) : read.clients;
    for (const client of whole) clients.push(client);
    partial = read.isPartial ? file : undefined;
  }
  if (partial !== undefined) {
    report(
      `${nameOf(partial)}: its last page says "hasnext": true, so these are not all clients of the broker. Save the pages that follow as well.\n`,
    );
  }
  return clients;
}

/** The files of `from`, in order. */
export const filesOf = (from: FileOptions['from']): readonly string[] =>
  from === undefined ? [] : typeof from === 'string' ? [from] : from;

async function loadFile(
  file: string,
  readStateFile: typeof ReadStateFile,
  options: Pick<ReadOptions, 'utcOffsetMinutes' | 'lenient' | 'stdin' | 'ids'> & {
    readonly report: (line: string) => void;
  },
): Promise<StateFile> {
  const { report } = options;
  const progress = createProgress(file, report);
  const read = await readStateFile(file, { ...options, onProgress: progress.at });
  const { clients, skipped, skippedRows } = read;
  progress.end(clients.length);
  for (const problem of skipped) report(`${nameOf(file)}: skipped ${problem}\n`);
  if (skippedRows > 0) {
    report(`${nameOf(file)}: ${count(skippedRows)} skipped, ${count(clients.length)} read.\n`);
  }
  return read;
}

/** A row may contain any character; only the newline at the end of a line is sent as it is. */
const reportToStderr = (line: string): void => {
  process.stderr.write(`${printable(line.replace(/\n$/, ''))}\n`);
};

const count = (rows: number): string =>
  `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;

/** Milliseconds between two lines of progress; a file that is read sooner causes none. */
const PROGRESS_EVERY = 2000;

function createProgress(
  file: string,
  report: (line: string) => void,
): { at: (rows: number, part: number | undefined) => void; end: (rows: number) => void } {
  let next = performance.now() + PROGRESS_EVERY;
  let hasReported = false;
  return {
    at(rows, part) {
      if (performance.now() < next) return;
      next = performance.now() + PROGRESS_EVERY;
      hasReported = true;
      const percent = part === undefined ? '' : `, ${Math.floor(part * 100)} %`;
      report(`${nameOf(file)}: ${count(rows)}${percent}\n`);
    },
    end(rows) {
      if (hasReported) report(`${nameOf(file)}: ${count(rows)}, done\n`);
    },
  };
}
