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
import { printUsage } from '../../openapi/usage/print-usage.js';
import { EMPTY_USAGE, mergeUsage, type Usage } from '../../openapi/usage/usage.js';
import { MAX_USAGE_BYTES, whyNotRead } from '../../openapi/usage/usage-file.js';
import { readUsageText } from '../../openapi/usage/usage-text.js';
import { holderOf, isAlive, ownHolderText } from '../shared/lock-holder.js';
import { UsageFileError } from './usage-file-error.js';

/**
 * Reads a usage file. An empty file is a usage without uses.
 * @param willWrite it is read to be written: an error says that it was not.
 * @returns `undefined` if it does not exist.
 * @throws {UsageFileError} if it is no usage file, or cannot be read.
 */
export function readUsageFile(file: string, willWrite = false): Usage | undefined {
  if (!existsSync(file)) return undefined;
  let text: string;
  try {
    // A device, such as /dev/null, would be replaced by a file.
    const why = whyNotRead(statSync(file));
    if (why !== undefined) throw new Error(why);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageFileError(file, `cannot be read: ${(error as Error).message}`, willWrite);
  }
  const read = readUsageText(text);
  if (read.ok) return read.usage;
  throw new UsageFileError(file, read.problem, willWrite);
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
    throw notWritten(file, `cannot be written: ${(error as Error).message}`);
  }
  // Through a link, the file itself is replaced.
  const path = existsSync(file) ? realpathSync(file) : file;
  withLock(path, () => {
    const known = readUsageFile(path, true);
    const text = printUsage(mergeUsage(known ?? EMPTY_USAGE, usage));
    if (known && readFileSync(path, 'utf8') === text) return;
    if (Buffer.byteLength(text) > MAX_USAGE_BYTES) {
      const why = `would have more than ${MAX_USAGE_BYTES} bytes: fewer tests, or shorter names, have room`;
      throw notWritten(file, why);
    }
    const draft = `${path}.${process.pid}.tmp`;
    try {
      writeFileSync(draft, text);
      renameSync(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw notWritten(file, `cannot be written: ${(error as Error).message}`);
    }
  });
}

const notWritten = (file: string, problem: string): UsageFileError =>
  new UsageFileError(file, problem, true);

/** Milliseconds that another process may hold the lock, and between two looks at it. */
const LOCK_MS = 10_000;
const LOOK_MS = 5;

/** Runs `act` while no other process does, for the same file. All of it is quick, and so waits. */
function withLock(file: string, act: () => void): void {
  const lock = `${file}.lock`;
  for (let waited = 0; !tryLock(file, lock, waited); waited += LOOK_MS) {
    if (waited >= LOCK_MS) {
      throw notWritten(
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
      throw notWritten(file, `cannot be written: ${(error as Error).message}`);
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
