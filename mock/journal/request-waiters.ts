import type { Journal, JournalEntry, JournalFilter } from './journal.js';

export interface Wait {
  readonly filter: JournalFilter;
  /** How many entries are waited for; those that are there already count. */
  readonly count: number;
  readonly timeoutMs: number;
}

/** How a wait ended, with the entries that were found until then. */
export interface Waited {
  readonly outcome: 'reached' | 'timed out' | 'too many waiters' | 'closed';
  readonly entries: readonly JournalEntry[];
}

/** Who waits for requests to come; there is room for so many at once. */
export class WaitingRoom {
  readonly #waiting = new Set<() => void>();
  #closed = false;

  constructor(readonly seats = 100) {}

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Resolves once so many requests have matched, or when the time is over; never rejects. */
  wait(journal: Journal, { filter, count, timeoutMs }: Wait): Promise<Waited> {
    const entries = journal.find(filter);
    if (entries.length >= count) return Promise.resolve({ outcome: 'reached', entries });
    if (this.#closed) return Promise.resolve({ outcome: 'closed', entries });
    if (this.#waiting.size >= this.seats) {
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

  /** Sends everybody away, now and from now on: the mock stops. */
  close(): void {
    this.#closed = true;
    for (const end of [...this.#waiting]) end();
  }
}
