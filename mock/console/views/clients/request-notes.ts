import type { JournalEntry } from '../../../journal/journal.js';
import { control } from '../../api/control.js';
import { type ListAnswer, previewList } from '../../api/list.js';
import { valueIn, withValue } from '../../query/query-text.js';

/** A list, and the query that it answers. */
export interface AnsweredQuery {
  readonly query: string;
  readonly answer: ListAnswer;
}

/** What the user should know about a request that was sent. */
export interface RequestNotes {
  /** Events of the scenario that happened just before the response. */
  readonly events: readonly string[];
  readonly fault?: string;
  readonly stub?: string;
  /** Clients that moved to the page before while the user paged: neither page had them. */
  readonly missed: readonly string[];
  /** Clients that both pages had. */
  readonly repeated: readonly string[];
}

/** Requests of others may come in between: the latest of these is ours. */
const LOOK_BACK = 5;
/** Pages with more rows than this are not compared. */
const MOST_COMPARED = 2000;

/** @param earlier what was shown before the request, latest last. */
export async function notesOn(
  sent: AnsweredQuery,
  earlier: readonly AnsweredQuery[],
  signal: AbortSignal,
): Promise<RequestNotes> {
  const { entries } = await control<{ readonly entries: readonly JournalEntry[] }>(
    'GET',
    `journal?method=GET&path=/clients&limit=${LOOK_BACK}`,
    undefined,
    signal,
  );
  const { events = [], fault, stub } = entries.findLast(({ query }) => query === sent.query) ?? {};
  const compared = earlier.findLast((before) => isNextPage(before, sent));
  return {
    events,
    ...(fault !== undefined && { fault }),
    ...(stub !== undefined && { stub }),
    missed: compared ? await missedBetween(compared, sent, signal) : [],
    repeated: compared ? idsIn(sent.answer).filter(hasIds(compared.answer)) : [],
  };
}

const idsIn = ({ list }: ListAnswer): readonly string[] =>
  (list?.rows ?? []).map(({ clientid }) => clientid);

function hasIds(answer: ListAnswer): (id: string) => boolean {
  const ids = new Set(idsIn(answer));
  return (id) => ids.has(id);
}

const pageOf = (query: string): number => Number(valueIn(query, '_page') || '1');

function isNextPage(before: AnsweredQuery, sent: AnsweredQuery): boolean {
  const isSameList = withValue(before.query, '_page', '') === withValue(sent.query, '_page', '');
  const rows = before.answer.list?.rows.length ?? 0;
  return (
    isSameList &&
    pageOf(sent.query) === pageOf(before.query) + 1 &&
    sent.answer.list !== undefined &&
    rows > 0 &&
    rows <= MOST_COMPARED
  );
}

/** Clients that are now on the page before, and were on neither page when it was read. */
async function missedBetween(
  before: AnsweredQuery,
  sent: AnsweredQuery,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const now = await previewList(before.query, signal);
  const wasSeen = hasIds(before.answer);
  const isSeen = hasIds(sent.answer);
  return idsIn(now).filter((id) => !wasSeen(id) && !isSeen(id));
}
