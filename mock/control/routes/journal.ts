import { JSON_TYPE } from '../../core/releases/json-response.js';
import type { JournalEntry } from '../../journal/journal.js';
import type { Waited } from '../../journal/request-waiters.js';
import { JOURNAL_FILTER, JOURNAL_PAGE, JOURNAL_WAIT } from '../openapi/journal.js';
import type { ControlAnswer, ControlRoutes } from '../route.js';
import { readInput } from '../validation-error.js';

export const entryToJson = ({ at, ...entry }: JournalEntry): unknown => ({
  ...entry,
  at: new Date(at).toISOString(),
});

/** Entries of a part of an answer. */
const PRINTED = 64;

function* print(members: object, entries: readonly JournalEntry[]): Generator<string, void> {
  yield `${JSON.stringify(members).slice(0, -1)},"entries":[`;
  for (let from = 0; from < entries.length; from += PRINTED) {
    const texts = entries
      .slice(from, from + PRINTED)
      .map((entry) => JSON.stringify(entryToJson(entry)));
    yield `${from === 0 ? '' : ','}${texts.join(',')}`;
  }
  yield ']}';
}

/** An answer whose last member is `entries`, which are printed while they are sent. */
const answerWith = (members: object, entries: readonly JournalEntry[]): ControlAnswer => ({
  text: { type: JSON_TYPE, body: { [Symbol.iterator]: () => print(members, entries) } },
});

export const JOURNAL_ROUTES: ControlRoutes = {
  'GET /journal': {
    query: Object.keys(JOURNAL_PAGE.members),
    async handle({ sandbox: { journal }, query, inTurns }) {
      const { limit, ...filter } = readInput(JOURNAL_PAGE, Object.fromEntries(query));
      const { total } = journal;
      const found = await inTurns(journal.findInSteps(filter));
      const entries = found.slice(Math.max(0, found.length - limit));
      return answerWith({ count: found.length, total }, entries);
    },
  },
  'DELETE /journal': ({ sandbox: { journal } }) => {
    const cleared = journal.length;
    journal.clear();
    return { json: { cleared } };
  },
  'GET /journal/count': {
    query: Object.keys(JOURNAL_FILTER.members),
    async handle({ sandbox: { journal }, query, inTurns }) {
      const filter = readInput(JOURNAL_FILTER, Object.fromEntries(query));
      return { json: { count: (await inTurns(journal.findInSteps(filter))).length } };
    },
  },
  'GET /journal/wait': {
    query: Object.keys(JOURNAL_WAIT.members),
    async handle({ sandbox: { journal }, mock, query, inTurns }) {
      const { count, timeout, ...filter } = readInput(JOURNAL_WAIT, Object.fromEntries(query));
      const { total: upTo } = journal;
      const found = { entries: await inTurns(journal.findInSteps(filter)), upTo };
      const wait = { filter, count, timeoutMs: timeout, found };
      return answerOf(await mock.waiters.wait(journal, wait), count);
    },
  },
};

const STATUS = { reached: 200, 'timed out': 408, 'too many waiters': 503, closed: 503 } as const;

function answerOf({ outcome, entries }: Waited, count: number): ControlAnswer {
  const found = { count: entries.length };
  if (outcome === 'reached') return answerWith(found, entries);
  const message = `Expected ${count} matching requests, but got ${entries.length}: ${outcome}.`;
  const answer = answerWith({ message, reason: outcome, ...found }, entries);
  return { ...answer, status: STATUS[outcome] };
}
