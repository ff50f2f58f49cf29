import { stat } from 'node:fs/promises';
import type { Chunk } from '../core/chunk.js';
import type { BrokerState } from '../core/broker-state.js';
import { StateFileError } from './state-file-error.js';
import { writeStateFile } from './write.js';

/** A state that is kept in a file. */
export interface KeptState {
  /** Writes what is not yet in the file, and keeps it no longer. */
  close(): Promise<void>;
}

export interface KeepOptions {
  readonly state: BrokerState;
  /** Minutes east of UTC in which times are written. */
  readonly utcOffsetMinutes: number;
  /** Milliseconds between two looks for changes. */
  readonly delay: number;
  /** Told of a write that failed; the next look tries it again. */
  readonly onError: (error: Error) => void;
}

/** Whether there is something to begin with. @throws {StateFileError} where it can not be told. */
export async function hasStateFile(file: string): Promise<boolean> {
  try {
    const stats = await stat(file);
    if (stats.isFile()) return true;
    throw new StateFileError(file, 'is not a file: expected one to keep the state in.');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error instanceof StateFileError ? error : failed(file, error);
  }
}

/**
 * Keeps a broker's clients in a file. Now and then it looks whether they have changed, by the
 * chunks of the store, which are never written to: a look costs next to nothing. What has been
 * changed is in the file one delay, and the time of one write, later. A state that takes longer to
 * write than the delay is looked at less often: a half of the time is left for answers.
 * @throws {StateFileError} where the file can not be written now.
 */
export async function keepState(file: string, options: KeepOptions): Promise<KeptState> {
  let written: readonly Chunk[] | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function write(): Promise<void> {
    const { chunks } = options.state.store;
    if (written && isSame(written, chunks)) return;
    const snapshot = [...chunks];
    await writeStateFile(file, snapshot, options.utcOffsetMinutes);
    written = snapshot;
  }

  async function look(): Promise<void> {
    const started = performance.now();
    try {
      await write();
    } catch (error) {
      options.onError(failed(file, error));
    }
    if (!isClosed) wait(performance.now() - started);
  }

  let looking: Promise<void> | undefined;
  function wait(lasted: number): void {
    timer = setTimeout(
      () => {
        looking = look();
      },
      Math.max(options.delay, lasted),
    );
    timer.unref();
  }

  await write().catch((error: unknown) => {
    throw failed(file, error);
  });
  wait(0);

  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await looking;
      await write().catch((error: unknown) => {
        options.onError(failed(file, error));
      });
    },
  };
}

const isSame = (a: readonly Chunk[], b: readonly Chunk[]): boolean =>
  a.length === b.length && a.every((chunk, index) => chunk === b[index]);

function failed(file: string, cause: unknown): StateFileError {
  const { message } = cause as Error;
  return new StateFileError(file, `can not be written: ${message}.`, { cause });
}
