import { JSON_TYPE } from '../../core/releases/json-response.js';
import type { Steps } from '../../core/steps.js';
import type { JournalEntry } from '../../journal/journal.js';
import type { Waited } from '../../journal/request-waiters.js';
import { JOURNAL_FILTER, JOURNAL_PAGE, JOURNAL_WAIT } from '../openapi/journal.js';
import type { ControlAnswer, ControlRoutes } from '../route.js';
import { readInput } from '../validation-error.js';

export const entryToJson = ({ at, ...entry }: JournalEntry): unknown => ({
  ...entry,
  at: new Date(at).toISOString(),
});

/** Entries that are printed in a step. */
const PRINTED = 64;

/** The text of an answer whose last member is `entries`, in parts. */
function* print(members: object, entries: readonly JournalEntry[]): Steps<ControlAnswer> {
  const body = [`${JSON.stringify(members).slice(0, -1)},"entries":[`];
  for (let from = 0; from < entries.length; from += PRINTED) {
    const texts = entries
      .slice(from, from + PRINTED)
      .map((entry) => JSON.stringify(entryToJson(entry)));
    body.push(`${from === 0 ? '' : ','}${texts.join(',')}`);
    yield;
  }
  body.push(']}');
  return { text: { type: JSON_TYPE, body } };
}

export const JOURNAL_ROUTES: ControlRoutes = {
  'GET /journal': {
    query: Object.keys(JOURNAL_PAGE.members),
    async handle({ sandbox: { journal }, query, inTurns }) {
      const { limit, ...filter } = readInput(JOURNAL_PAGE, Object.fromEntries(query));
      const { total } = journal;
      const found = await inTurns(journal.findInSteps(filter));
      const entries = found.slice(Math.max(0, found.length - limit));
      return inTurns(print({ count: found.length, total }, entries));
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
      return inTurns(answerOf(await mock.waiters.wait(journal, wait), count));
    },
  },
};

const STATUS = { reached: 200, 'timed out': 408, 'too many waiters': 503, closed: 503 } as const;

function* answerOf({ outcome, entries }: Waited, count: number): Steps<ControlAnswer> {
  const members = { count: entries.length };
  if (outcome === 'reached') return yield* print(members, entries);
  const message = `Expected ${count} matching requests, but got ${entries.length}: ${outcome}.`;
  const answer = yield* print({ message, reason: outcome, ...members }, entries);
  return { ...answer, status: STATUS[outcome] };
}
