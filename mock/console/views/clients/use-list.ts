import { useEffect, useRef, useState } from 'preact/hooks';
import { isAbort } from '../../api/control.js';
import { onEvent } from '../../api/events.js';
import { type ListAnswer, previewList, sendList } from '../../api/list.js';
import { t } from '../../messages/translate.js';
import { navigate, route } from '../../shell/route.js';

/** The list as it is shown. */
export interface Shown {
  /** `undefined`: there was no response, or the first has not arrived. */
  readonly answer?: ListAnswer;
  /** Why there was no response. */
  readonly problem?: string;
  /** When the API was last asked for this query; `undefined`: all that is shown are previews. */
  readonly sentAt?: Date;
  /** Whether the rows have been loaded again since, because clients changed. */
  readonly isRefreshed: boolean;
}

export interface List {
  readonly shown: Shown;
  readonly isLoading: boolean;
  /** Sends a request to the API; another query becomes the one of the URL. */
  readonly send: (query: string) => void;
  /** Loads the rows again, without a request to the API. */
  readonly refresh: () => void;
}

/** Changes that arrive within this time are shown together, in milliseconds. */
const GATHER_MS = 120;
const CHANGES = ['clients', 'scenario', 'missed'];

/**
 * The list for the query of the URL. What the user sends is a request, which counts and has effects,
 * such as a scenario's events and faults; everything else is a preview: the first sight, typing in the
 * form, and what others change.
 * @param isLive whether changes by others appear.
 */
export function useList(isLive: boolean): List {
  const { query } = route();
  const [shown, setShown] = useState<Shown>({ isRefreshed: false });
  const [isLoading, setLoading] = useState(true);
  const running = useRef<AbortController | undefined>(undefined);
  const sentFor = useRef<string | undefined>(undefined);
  const latest = useRef(shown);
  latest.current = shown;

  async function load(how: 'send' | 'preview' | 'refresh', asked: string): Promise<void> {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setLoading(true);
    const { sentAt } = latest.current;
    const kept = how === 'refresh' && sentAt ? { sentAt } : {};
    try {
      const get = how === 'send' ? sendList : previewList;
      const answer = await get(asked, abort.signal);
      const since = how === 'send' ? { sentAt: new Date() } : kept;
      setShown({ answer, ...since, isRefreshed: how === 'refresh' });
    } catch (error) {
      if (isAbort(error)) return;
      const problem = error instanceof TypeError ? t('clients.noResponse') : String(error);
      setShown({ problem, ...kept, isRefreshed: false });
    }
    if (running.current === abort) setLoading(false);
  }

  function send(asked: string): void {
    if (asked !== query || route().view === '') {
      sentFor.current = asked;
      navigate({ view: 'clients', query: asked });
    }
    void load('send', asked);
  }

  const refresh = (): void => void load('refresh', query);

  useEffect(() => {
    const isSent = sentFor.current === query;
    sentFor.current = undefined;
    if (!isSent) void load('preview', query);
  }, [query]);

  useEffect(() => {
    if (!isLive) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refreshLater = (): void => {
      if (timer !== undefined || document.hidden) return;
      // A list that takes long to find is not asked for all the time.
      const wait = Math.max(GATHER_MS, 2 * (latest.current.answer?.ms ?? 0));
      timer = setTimeout(() => {
        timer = undefined;
        // A response without rows, such as a fault's, stays until the user does something.
        if (latest.current.answer?.list ?? latest.current.problem !== undefined) refresh();
      }, wait);
    };
    const end = onEvent(({ type }) => {
      if (CHANGES.includes(type)) refreshLater();
    });
    document.addEventListener('visibilitychange', refreshLater);
    return () => {
      end();
      document.removeEventListener('visibilitychange', refreshLater);
      clearTimeout(timer);
    };
  }, [query, isLive]);

  useEffect(() => () => running.current?.abort(), []);
  return { shown, isLoading, send, refresh };
}
