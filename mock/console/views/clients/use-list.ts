import { useEffect, useRef, useState } from 'preact/hooks';
import { isAbort } from '../../api/control.js';
import { onEvent } from '../../api/events.js';
import { type ListAnswer, previewList, sendList } from '../../api/list.js';
import { notifyFailure } from '../../components/notices.js';
import { errorText } from '../../messages/from-mock/problem-text.js';
import { t } from '../../messages/translate.js';
import { navigate, route } from '../../shell/route.js';

import { type AnsweredQuery, notesOn, type RequestNotes } from './request-notes.js';

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
  /** About the request that was sent. */
  readonly notes?: RequestNotes;
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
/** Answers that are kept to be compared: more than the queries of a page number that is typed. */
const MOST_SEEN = 20;
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
  /** What was shown, latest last: the page before may have been seen before the form was filled in. */
  const seen = useRef<readonly AnsweredQuery[]>([]);
  const latest = useRef(shown);
  latest.current = shown;

  async function load(how: 'send' | 'preview' | 'refresh', asked: string): Promise<void> {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setLoading(true);
    const { sentAt, notes } = latest.current;
    const kept = how === 'refresh' && sentAt ? { sentAt, ...(notes && { notes }) } : {};
    try {
      const get = how === 'send' ? sendList : previewList;
      const answer = await get(asked, abort.signal);
      const since = how === 'send' ? { sentAt: new Date() } : kept;
      setShown({ answer, ...since, isRefreshed: how === 'refresh' });
      const earlier = seen.current;
      const now = { query: asked, answer };
      seen.current = [...earlier.filter((each) => each.query !== asked), now].slice(-MOST_SEEN);
      if (how === 'send') await addNotes(now, earlier, abort.signal);
    } catch (error) {
      if (isAbort(error)) return;
      const problem = error instanceof TypeError ? t('clients.noResponse') : errorText(error);
      const since = how === 'send' ? { sentAt: new Date() } : kept;
      setShown({ problem, ...since, isRefreshed: false });
    }
    if (running.current === abort) {
      running.current = undefined;
      setLoading(false);
    }
  }

  async function addNotes(...about: Parameters<typeof notesOn>): Promise<void> {
    try {
      const notes = await notesOn(...about);
      setShown((now) => ({ ...now, notes }));
    } catch (error) {
      if (!isAbort(error)) notifyFailure(error);
    }
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
        // What the user has asked for is not interrupted.
        if (running.current) {
          refreshLater();
          return;
        }
        // A response without rows that the user has asked for, such as a fault's, stays.
        const { answer, sentAt } = latest.current;
        if (answer?.list !== undefined || sentAt === undefined) refresh();
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
