import { useEffect, useRef, useState } from 'preact/hooks';
import type { Explanation } from '../../../explain/explanation.js';
import { control, isAbort } from '../../api/control.js';
import { onEvent } from '../../api/events.js';
import { errorText } from '../../messages/from-mock/problem-text.js';

/** An explanation, or why there is none. */
export interface Explained {
  readonly explanation?: Explanation;
  readonly problem?: string;
}

/** Milliseconds without a key stroke after which a query is explained. */
const TYPING_MS = 200;
const CHANGES = ['clients', 'scenario', 'missed'];

/** Explains a query, which may contain `why`; again when clients change. */
export function useExplanation(query: string): Explained {
  const [explained, setExplained] = useState<Explained>({});
  const tookMs = useRef(0);
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function load(): Promise<void> {
      timer = undefined;
      const sent = performance.now();
      try {
        const path = query === '' ? 'explain' : `explain?${query}`;
        setExplained({
          explanation: await control<Explanation>('GET', path, undefined, abort.signal),
        });
        tookMs.current = performance.now() - sent;
      } catch (error) {
        if (!isAbort(error)) setExplained({ problem: errorText(error) });
      }
    }
    // An explanation looks at every client: one that takes long is not asked for all the time.
    const loadLater = (): void => {
      timer ??= setTimeout(() => void load(), Math.max(TYPING_MS, 2 * tookMs.current));
    };
    loadLater();
    const end = onEvent(({ type }) => {
      if (CHANGES.includes(type)) loadLater();
    });
    return () => {
      abort.abort();
      end();
      clearTimeout(timer);
    };
  }, [query]);
  return explained;
}
