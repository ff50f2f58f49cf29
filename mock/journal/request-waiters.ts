import type { Journal, JournalEntry, JournalFilter } from './journal.js';

export interface Wait {
  readonly filter: JournalFilter;
  /** How many entries to wait for; existing ones count. */
  readonly count: number;
  readonly timeoutMs: number;
  /** Entries that were found already, all up to this id. Default: none. */
  readonly found?: { readonly entries: readonly JournalEntry[]; readonly upTo: number };
}

/** How a wait ended, with the entries found until then. */
export interface Waited {
  readonly outcome: 'reached' | 'timed out' | 'too many waiters' | 'closed';
  readonly entries: readonly JournalEntry[];
}

/** The callers that wait for requests; their number is limited. */
export class RequestWaiters {
  readonly #waiting = new Set<() => void>();
  #closed = false;

  constructor(readonly max = 100) {}

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Resolves once `count` requests have matched, or after `timeoutMs`; never rejects. */
  wait(journal: Journal, { filter, count, timeoutMs, found }: Wait): Promise<Waited> {
    const since = Math.max(filter.since ?? 0, found?.upTo ?? 0);
    const entries = [...(found?.entries ?? []), ...journal.find({ ...filter, since })];
    if (entries.length >= count) return Promise.resolve({ outcome: 'reached', entries });
    if (this.#closed) return Promise.resolve({ outcome: 'closed', entries });
    if (this.#waiting.size >= this.max) {
      return Promise.resolve({ outcome: 'too many waiters', entries });
    }
    const matches = journal.matcher(filter);
    return new Promise((resolve) => {
      const end = (outcome: Waited['outcome']): void => {
        clearTimeout(timer);
        unwatch();
        this.#waiting.delete(close);
        resolve({ outcome, entries });
      };
      const close = (): void => end('closed');
      const timer = setTimeout(() => end('timed out'), timeoutMs);
      const unwatch = journal.watch((entry) => {
        if (!matches(entry)) return;
        entries.push(entry);
        if (entries.length >= count) end('reached');
      });
      this.#waiting.add(close);
    });
  }

  /** Ends all waits, and refuses new ones: the mock stops. */
  close(): void {
    this.#closed = true;
    for (const end of [...this.#waiting]) end();
  }
}
