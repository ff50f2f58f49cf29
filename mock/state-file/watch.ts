import { stat } from 'node:fs/promises';

export interface WatchOptions {
  /** Reads the file again; errors go to `onError`. */
  readonly reload: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds between two checks. */
const INTERVAL = 250;

/**
 * Watches a file by polling: this also detects a file that an editor replaces, and one on a mounted
 * volume, for which there are no change events. A change during a reload is read by the next one.
 * @param read identifies the version of the file, as {@link signatureOf} does.
 * @param seen what `read` returned before the file was last read.
 * @returns a function that stops watching, after a reload that has begun.
 */
export function watchFile(
  read: () => Promise<string>,
  seen: string,
  options: WatchOptions,
): () => Promise<void> {
  let known = seen;
  let last = seen;
  let checking: Promise<void> = Promise.resolve();
  let isBusy = false;

  async function check(): Promise<void> {
    const signature = await read();
    const isSettled = signature === last;
    last = signature;
    // A file that is missing, or is still being written, is about to change again.
    if (!isSettled || signature === known || signature === '') return;
    known = signature;
    await options.reload();
  }

  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    checking = check()
      .catch(options.onError)
      .finally(() => (isBusy = false));
  }, INTERVAL).unref();
  return async () => {
    clearInterval(timer);
    await checking;
  };
}

/** Identifies a version of a file; empty if the file does not exist. */
export async function signatureOf(file: string): Promise<string> {
  try {
    const { mtimeMs, ctimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The next read reports any other error, once.
    return code === 'ENOENT' ? '' : String(code);
  }
}
