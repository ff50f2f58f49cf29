import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { holderOf, isAlive, ownHolderText } from '../shared/lock-holder.js';
import { StateFileError } from './state-file-error.js';

/** The right of one mock to write a state file. */
export interface StateFileLock {
  /** Lets another mock use the file. */
  release(): Promise<void>;
}

/** The locks of this process, whose mocks all have its process id. */
const held = new Set<string>();

/** The name of the lock of a state file. */
const lockNameOf = (file: string): string => `${file}.lock`;

/**
 * Locks a state file by a file beside it, which names the process and its host. A lock whose process
 * has gone, as after `kill -9`, is taken over.
 * @throws {StateFileError} if another mock uses the file, or if the lock cannot be written.
 */
export async function lockStateFile(file: string): Promise<StateFileLock> {
  const name = lockNameOf(resolve(file));
  if (held.has(name)) throw inUse(file, 'by another mock of this process. Close that one');
  held.add(name);
  try {
    await mkdir(dirname(name), { recursive: true });
    // The second attempt follows the removal of an old lock; a third would fight with another mock.
    if (!(await create(name))) {
      await removeOld(file, name);
      if (!(await create(name))) throw inUse(file, 'by another process that starts now. Stop it');
    }
  } catch (error) {
    held.delete(name);
    if (error instanceof StateFileError) throw error;
    const { message } = error as Error;
    throw new StateFileError(file, `cannot be written: ${message}.`, { cause: error });
  }
  return {
    async release() {
      // A second call must not remove the lock of the next mock.
      if (held.delete(name)) await rm(name, { force: true });
    },
  };
}

/** @returns whether there was no lock. */
async function create(name: string): Promise<boolean> {
  try {
    const handle = await open(name, 'wx');
    try {
      await handle.writeFile(ownHolderText());
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a process that has gone. @throws {StateFileError} if it may still run. */
async function removeOld(file: string, name: string): Promise<void> {
  const text = await readFile(name, 'utf8');
  const holder = holderOf(text);
  if (holder && isAlive(holder)) {
    const where = holder.host === hostname() ? '' : ` on host ${holder.host}`;
    throw inUse(file, `by process ${holder.pid}${where}. Stop it`, name);
  }
  // Renamed first: of two mocks that find the same old lock, one gets it.
  const aside = `${name}.${process.pid}`;
  await rename(name, aside).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  await rm(aside, { force: true });
}

function inUse(file: string, rest: string, lock?: string): StateFileError {
  const remedy = lock === undefined ? '' : `, or remove ${lock} if that is no mock`;
  return new StateFileError(file, `is in use ${rest}${remedy}, or choose another file.`);
}
