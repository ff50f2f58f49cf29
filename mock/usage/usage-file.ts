import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { printUsage } from '../../openapi/usage/print-usage.js';
import { readUsage } from '../../openapi/usage/read-usage.js';
import { EMPTY_USAGE, mergeUsage, type Usage } from '../../openapi/usage/usage.js';
import { holderOf, isAlive, ownHolderText } from '../shared/lock-holder.js';
import { UsageFileError } from './usage-file-error.js';

/** Longer is no usage file: a thousand uses take less. */
const MAX_BYTES = 4_000_000;

/**
 * Reads a usage file. An empty file is a usage without uses.
 * @returns `undefined` if it does not exist.
 * @throws {UsageFileError} if it is no usage file, or cannot be read.
 */
export function readUsageFile(file: string): Usage | undefined {
  if (!existsSync(file)) return undefined;
  let text: string;
  try {
    // A device, such as /dev/null, would be replaced by a file.
    if (!statSync(file).isFile()) throw new Error('it is no regular file');
    if (statSync(file).size > MAX_BYTES) throw new Error(`it has more than ${MAX_BYTES} bytes`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageFileError(file, `cannot be read: ${(error as Error).message}`);
  }
  if (text.trim() === '') return EMPTY_USAGE;
  const read = readUsage(parseYaml(file, text));
  if (read.ok) return read.usage;
  throw new UsageFileError(file, `is no usage file that can be used. ${read.problems.join(' ')}`);
}

function parseYaml(file: string, text: string): unknown {
  const documents = parseAllDocuments(text, { prettyErrors: true });
  const [document, second] = Array.isArray(documents) ? documents : [];
  const [problem] = [...(document?.errors ?? []), ...(document?.warnings ?? [])];
  if (!document || problem || second) {
    const what = document ? 'it has several documents' : 'it has nothing but comments';
    const [reason = what] = problem?.message.split('\n') ?? [];
    throw new UsageFileError(file, `is no usage file: ${reason.replace(/:$/, '')}`);
  }
  try {
    return document.toJS({ maxAliasCount: 0 }) as unknown;
  } catch (error) {
    throw new UsageFileError(file, `is no usage file: ${(error as Error).message}`);
  }
}

/**
 * Joins a usage with that of a file, and writes it if that changes a byte. Other processes may do the
 * same at the same time.
 * @throws {UsageFileError} if the file is no usage file, which is never overwritten, or would become
 *   too long to be read again.
 */
export function addToUsageFile(file: string, usage: Usage): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw new UsageFileError(file, `cannot be written: ${(error as Error).message}`);
  }
  // Through a link, the file itself is replaced.
  const path = existsSync(file) ? realpathSync(file) : file;
  withLock(path, () => {
    const known = readUsageFile(path);
    const text = printUsage(mergeUsage(known ?? EMPTY_USAGE, usage));
    if (known && readFileSync(path, 'utf8') === text) return;
    if (Buffer.byteLength(text) > MAX_BYTES) {
      const why = `would have more than ${MAX_BYTES} bytes: fewer tests, or shorter names, have room`;
      throw new UsageFileError(file, why);
    }
    const draft = `${path}.${process.pid}.tmp`;
    try {
      writeFileSync(draft, text);
      renameSync(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw new UsageFileError(file, `cannot be written: ${(error as Error).message}`);
    }
  });
}

/** Milliseconds that another process may hold the lock, and between two looks at it. */
const LOCK_MS = 10_000;
const LOOK_MS = 5;

/** Runs `act` while no other process does, for the same file. All of it is quick, and so waits. */
function withLock(file: string, act: () => void): void {
  const lock = `${file}.lock`;
  for (let waited = 0; !tryLock(file, lock, waited); waited += LOOK_MS) {
    if (waited >= LOCK_MS) {
      throw new UsageFileError(
        file,
        `is in use: ${lock} exists. Remove it if no other mock writes this file`,
      );
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
  }
  try {
    act();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryLock(file: string, lock: string, waited: number): boolean {
  try {
    const descriptor = openSync(lock, 'wx');
    try {
      writeSync(descriptor, ownHolderText());
    } catch (error) {
      // The disk is full.
      rmSync(lock, { force: true });
      throw error;
    } finally {
      closeSync(descriptor);
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new UsageFileError(file, `cannot be written: ${(error as Error).message}`);
    }
    removeIfDead(lock, waited);
    return false;
  }
}

/** Milliseconds after which a lock with the number of this process, or none, is an earlier one's. */
const OLD_MS = 2000;

/** Removes the lock of a process that was killed while it wrote. */
function removeIfDead(lock: string, waited: number): void {
  let text: string;
  try {
    text = readFileSync(lock, 'utf8');
  } catch {
    // It has been released.
    return;
  }
  const holder = holderOf(text);
  if (!holder && text !== '') return;
  // Another thread may hold it, or an earlier process with the same number has left it. One that is
  // empty was just made, or its process was killed before it wrote its number.
  const isUnclear = !holder || holder.pid === process.pid;
  if (isUnclear && waited < OLD_MS) return;
  if (!holder || !isAlive(holder)) rmSync(lock, { force: true });
}
