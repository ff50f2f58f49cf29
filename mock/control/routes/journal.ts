import { EXPECTED_DURATION, readDuration } from '../../core/read-time.js';
import { badInput } from '../validation-error.js';
import type { JournalEntry, JournalFilter } from '../../journal/journal.js';
import { readInteger } from '../read.js';
import type { ControlAnswer, ControlRoute } from '../route.js';
import type { Waited } from '../../journal/request-waiters.js';

const FILTER = ['method', 'path', 'status', 'since'] as const;

function readFilter(query: ReadonlyMap<string, string>): JournalFilter {
  const status = query.get('status');
  if (status !== undefined && !/^[1-5](?:\d\d|xx)$/.test(status)) {
    throw badInput('status', status, 'a status such as 404, or a class such as 4xx');
  }
  const max = Number.MAX_SAFE_INTEGER;
  return {
    method: query.get('method'),
    path: query.get('path'),
    status,
    since: query.has('since') ? readInteger(query, 'since', { min: 0, max, usual: 0 }) : undefined,
  };
}

const shown = ({ at, ...entry }: JournalEntry): unknown => ({
  ...entry,
  at: new Date(at).toISOString(),
});

const MAX_LIMIT = 100_000;
/** Milliseconds. */
const MAX_TIMEOUT = 60_000;

export const JOURNAL_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/journal',
    query: [...FILTER, 'limit'],
    handle({ sandbox: { journal }, query }) {
      const limit = readInteger(query, 'limit', { min: 0, max: MAX_LIMIT, usual: 100 });
      const found = journal.find(readFilter(query));
      const entries = found.slice(Math.max(0, found.length - limit)).map(shown);
      return { json: { count: found.length, total: journal.total, entries } };
    },
  },
  {
    method: 'DELETE',
    path: '/journal',
    handle({ sandbox: { journal } }) {
      const cleared = journal.length;
      journal.clear();
      return { json: { cleared } };
    },
  },
  {
    method: 'GET',
    path: '/journal/count',
    query: FILTER,
    handle: ({ sandbox: { journal }, query }) => ({
      json: { count: journal.find(readFilter(query)).length },
    }),
  },
  {
    method: 'GET',
    path: '/journal/wait',
    query: [...FILTER, 'count', 'timeout'],
    async handle({ sandbox: { journal }, mock, query }) {
      const count = readInteger(query, 'count', { min: 1, max: MAX_LIMIT, usual: 1 });
      const timeout = query.get('timeout') ?? '5s';
      const timeoutMs = readDuration(timeout);
      if (timeoutMs === undefined || timeoutMs < 0 || timeoutMs > MAX_TIMEOUT) {
        throw badInput('timeout', timeout, `${EXPECTED_DURATION}, up to 60s`);
      }
      const filter = readFilter(query);
      const waited = await mock.waiters.wait(journal, { filter, count, timeoutMs });
      return answerOf(waited, count);
    },
  },
];

const STATUS = { reached: 200, 'timed out': 408, 'too many waiters': 503, closed: 503 } as const;

function answerOf({ outcome, entries }: Waited, count: number): ControlAnswer {
  const found = { count: entries.length, entries: entries.map(shown) };
  if (outcome === 'reached') return { json: found };
  const message = `Expected ${count} such requests, but got ${entries.length}: ${outcome}.`;
  return { status: STATUS[outcome], json: { message, ...found } };
}
