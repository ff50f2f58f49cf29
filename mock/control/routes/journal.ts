import type { JournalEntry } from '../../journal/journal.js';
import type { Waited } from '../../journal/request-waiters.js';
import { JOURNAL_FILTER, JOURNAL_PAGE, JOURNAL_WAIT } from '../openapi/journal.js';
import type { ControlAnswer, ControlRoutes } from '../route.js';
import { readInput } from '../validation-error.js';

export const entryToJson = ({ at, ...entry }: JournalEntry): unknown => ({
  ...entry,
  at: new Date(at).toISOString(),
});

export const JOURNAL_ROUTES: ControlRoutes = {
  'GET /journal': {
    query: Object.keys(JOURNAL_PAGE.members),
    handle({ sandbox: { journal }, query }) {
      const { limit, ...filter } = readInput(JOURNAL_PAGE, Object.fromEntries(query));
      const found = journal.find(filter);
      const entries = found.slice(Math.max(0, found.length - limit)).map(entryToJson);
      return { json: { count: found.length, total: journal.total, entries } };
    },
  },
  'DELETE /journal': ({ sandbox: { journal } }) => {
    const cleared = journal.length;
    journal.clear();
    return { json: { cleared } };
  },
  'GET /journal/count': {
    query: Object.keys(JOURNAL_FILTER.members),
    handle: ({ sandbox: { journal }, query }) => ({
      json: { count: journal.find(readInput(JOURNAL_FILTER, Object.fromEntries(query))).length },
    }),
  },
  'GET /journal/wait': {
    query: Object.keys(JOURNAL_WAIT.members),
    async handle({ sandbox: { journal }, mock, query }) {
      const { count, timeout, ...filter } = readInput(JOURNAL_WAIT, Object.fromEntries(query));
      const waited = await mock.waiters.wait(journal, { filter, count, timeoutMs: timeout });
      return answerOf(waited, count);
    },
  },
};

const STATUS = { reached: 200, 'timed out': 408, 'too many waiters': 503, closed: 503 } as const;

function answerOf({ outcome, entries }: Waited, count: number): ControlAnswer {
  const found = { count: entries.length, entries: entries.map(entryToJson) };
  if (outcome === 'reached') return { json: found };
  const message = `Expected ${count} matching requests, but got ${entries.length}: ${outcome}.`;
  return { status: STATUS[outcome], json: { message, ...found } };
}
