import { stat } from 'node:fs/promises';

export interface WatchOptions {
  /** Reads the file anew; what it throws is told to `onError`, and nothing else happens. */
  readonly reload: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Milliseconds between two looks. Default 250. */
  readonly every?: number;
}

const EVERY = 250;

/**
 * Watches a file by looking at it now and then: that also sees a file that an editor replaces by
 * another, and one on a mounted volume, of which no system tells. A change during a reload is
 * read by the next one.
 * @param seen what {@link signatureOf} told before the file was last read.
 * @returns how to stop; a reload that has begun is finished first.
 */
export function watchFile(file: string, seen: string, options: WatchOptions): () => Promise<void> {
  let known = seen;
  let last = seen;
  let looking: Promise<void> = Promise.resolve();
  let isBusy = false;

  async function look(): Promise<void> {
    const signature = await signatureOf(file);
    const isSettled = signature === last;
    last = signature;
    // A file that is still being written, or is not there, is about to be another.
    if (!isSettled || signature === known || signature === '') return;
    known = signature;
    await options.reload();
  }

  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    looking = look()
      .catch(options.onError)
      .finally(() => {
        isBusy = false;
      });
  }, options.every ?? EVERY);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

/** Tells one version of a file from another; empty where there is no file. */
export async function signatureOf(file: string): Promise<string> {
  try {
    const { mtimeMs, ctimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Of any other trouble the next read tells, once.
    return code === 'ENOENT' ? '' : String(code);
  }
}
