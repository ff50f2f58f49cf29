import { stat } from 'node:fs/promises';
import type { Chunk } from '../core/chunk/chunk.js';
import { isSame } from '../core/chunk/compare-chunks.js';
import type { BrokerState } from '../core/broker-state.js';
import { ChangeLog, removeLog } from './change-log.js';
import { StateFileError } from './state-file-error.js';
import { writeStateFile } from './write.js';

/** A state that is saved to a file. */
export interface PersistedState {
  /**
   * Puts the changes so far on the disk: before it returns, or, of many, before the promise is resolved.
   * Without `sync` it does nothing.
   */
  save(this: void): Promise<void> | undefined;
  /** Saves the last changes and stops. */
  close(): Promise<void>;
}

export interface PersistOptions {
  readonly state: BrokerState;
  /** Minutes east of UTC in which times are written. */
  readonly utcOffsetMinutes: number;
  /** Milliseconds between two checks for changes. */
  readonly delay: number;
  /** Whether a log holds each change before it is answered. Default false. */
  readonly sync?: boolean | undefined;
  /** Receives the error of a failed write; the next check tries again. */
  readonly onError: (error: Error) => void;
}

/** Whether the file exists and has a content. @throws {StateFileError} if it is not a file, or cannot be accessed. */
export async function hasStateFile(file: string): Promise<boolean> {
  try {
    const stats = await stat(file);
    // A file that was made to be filled, as by mktemp, is a beginning.
    if (stats.isFile()) return stats.size > 0;
    throw new StateFileError(file, 'is not a file: expected a file for the state.');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error instanceof StateFileError ? error : failed(file, error);
  }
}

/**
 * Saves a broker's clients to a file, now and after each change. It polls for changes by comparing
 * the chunks of the store, which are immutable: a check costs next to nothing. A change reaches the
 * file after one delay and the time of one write. If writing takes longer than the delay, checks
 * become less frequent, so that at least half of the time is left for answers.
 * @throws {StateFileError} if the first write fails.
 */
export async function persistState(file: string, options: PersistOptions): Promise<PersistedState> {
  let written: readonly Chunk[] | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let changes: ChangeLog | undefined;

  async function write(): Promise<void> {
    const { chunks } = options.state.store;
    if (written && isSame(written, chunks)) return;
    await save();
    const logged = changes?.size ?? 0;
    const snapshot = options.state.store.chunks;
    await writeStateFile(file, snapshot, options.utcOffsetMinutes);
    written = snapshot;
    // One that fails is reported to those who wait for it.
    while (saving) await saving.catch(() => undefined);
    changes?.dropFirst(logged);
  }

  /** Set while many changes are written to the log. */
  let saving: Promise<void> | undefined;
  function save(): Promise<void> | undefined {
    if (saving) return saving.then(save);
    const { chunks } = options.state.store;
    if (changes?.hasMuch(chunks) !== true) {
      changes?.save(chunks);
      return undefined;
    }
    return (saving = changes.saveInTurns(chunks).finally(() => (saving = undefined)));
  }

  const writeOrReport = (): Promise<void> =>
    write().catch((error: unknown) => options.onError(failed(file, error)));

  async function check(): Promise<void> {
    const started = performance.now();
    await writeOrReport();
    if (!isClosed) wait(performance.now() - started);
  }

  let checking: Promise<void> | undefined;
  function wait(lasted: number): void {
    const delay = Math.max(options.delay, lasted);
    timer = setTimeout(() => void (checking = check()), delay).unref();
  }

  await write().catch((error: unknown) => {
    throw failed(file, error);
  });
  // What was in a log of before has been loaded, and written just now: it must not be loaded again.
  if (options.sync) changes = new ChangeLog(file, written ?? [], options.utcOffsetMinutes);
  else removeLog(file);
  wait(0);

  return {
    save,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await checking;
      await writeOrReport();
      if (written && isSame(written, options.state.store.chunks)) changes?.remove();
    },
  };
}

function failed(file: string, cause: unknown): StateFileError {
  const { message } = cause as Error;
  return new StateFileError(file, `cannot be written: ${message}.`, { cause });
}
