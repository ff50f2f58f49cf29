import { useEffect, useRef, useState } from 'preact/hooks';
import { errorText } from '../messages/from-mock/problem-text.js';
import { isAbort } from './control.js';
import { onEvent } from './events.js';

/** What a view shows of the mock. */
export interface Loaded<T> {
  /** `undefined` until it is loaded; the last one while it is loaded again. */
  readonly value: T | undefined;
  /** Why it could not be loaded. */
  readonly problem: string | undefined;
  /** Loads it again. */
  reload(this: void): void;
}

/** A view may have loaded just before the stream opened; then, or when events were missed, it is old. */
const ALWAYS = ['hello', 'missed'];

/**
 * Loads what a view shows: at first, when `key` changes, and after each event of the given types. Of
 * the events that arrive while it is loading, one more load follows.
 */
export function useLoaded<T>(
  load: (signal: AbortSignal) => Promise<T>,
  { key = '', on }: { readonly key?: string; readonly on: readonly string[] },
): Loaded<T> {
  const [value, setValue] = useState<T>();
  const [problem, setProblem] = useState<string>();
  const again = useRef<(() => void) | undefined>(undefined);
  useEffect(() => {
    const abort = new AbortController();
    let isLoading = false;
    let isStale = false;
    const run = async (): Promise<void> => {
      isStale = true;
      if (isLoading) return;
      isLoading = true;
      while (isStale && !abort.signal.aborted) {
        isStale = false;
        try {
          const loaded = await load(abort.signal);
          setValue(() => loaded);
          setProblem(undefined);
        } catch (error) {
          if (!isAbort(error)) setProblem(errorText(error));
        }
      }
      isLoading = false;
    };
    again.current = () => void run();
    void run();
    const end = onEvent(({ type }) => {
      if (on.includes(type) || ALWAYS.includes(type)) void run();
    });
    return () => {
      abort.abort();
      end();
    };
  }, [key]);
  return { value, problem, reload: () => again.current?.() };
}
