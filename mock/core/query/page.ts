import type { Chunk, LikeField } from '../chunk/chunk.js';
import type { Condition, Selection } from '../chunk/column.js';
import type { StoredClient } from '../client.js';
import type { Steps } from '../steps.js';
import type { Store } from '../store.js';
import { isMatch, type Matcher } from './match.js';
import type { PageRequest } from './query-types.js';

/** Rows that follow each other in the list. */
export interface RowSpan {
  readonly chunk: Chunk;
  /** Which rows of the chunk. */
  readonly rows: Selection;
  /** How many. */
  readonly size: number;
}

/** @param keep whether the clients are likely to be read again. */
export function* rowsOf({ chunk, rows }: RowSpan, keep = true): Generator<StoredClient, void> {
  if (rows) for (const row of rows) yield chunk.row(row, keep);
  else for (let row = 0; row < chunk.length; row++) yield chunk.row(row, keep);
}

/** A page of clients, and its `meta`. */
export interface ClientsPage {
  /** The rows of the page, by chunk. */
  readonly spans: readonly RowSpan[];
  /** How many rows the page has. */
  readonly size: number;
  /** Whether at least one more row follows (decisions.md#7). */
  readonly hasnext: boolean;
  /** How many rows match, on all pages; `undefined` if they were not counted. */
  readonly count: number | undefined;
}

/**
 * Cuts a page out of the clients that all matchers accept: those that there are now, whatever changes
 * between two steps.
 * @param count whether the matches past the page must be counted too.
 * @param first the node whose clients come first. Default: the first of the store.
 */
export function* findPage(
  store: Store,
  matchers: readonly Matcher[],
  request: PageRequest,
  count: boolean,
  first?: string,
): Steps<ClientsPage> {
  const total = store.size;
  const start = request.page > 1 ? (request.page - 1) * request.limit : 0;
  const end = start + request.limit;
  const spans: RowSpan[] = [];
  let size = 0;
  let found = 0;
  for (const match of findMatches(store, matchers, first)) {
    if (!match) {
      yield;
      continue;
    }
    const { chunk, rows } = match;
    const length = rows ? rows.length : chunk.length;
    const from = Math.max(0, start - found);
    const to = Math.min(length, end - found);
    found += length;
    if (from < to) {
      spans.push({ chunk, rows: cut(rows, from, to, length), size: to - from });
      size += to - from;
    }
    if ((!count || matchers.length === 0) && found > end) break;
  }
  const all = matchers.length === 0 ? total : found;
  return { spans, size, hasnext: found > end, count: count ? all : undefined };
}

function cut(rows: Selection, from: number, to: number, length: number): Selection {
  if (rows) return rows.slice(from, to);
  if (to - from === length) return undefined;
  const some = new Uint16Array(to - from);
  for (let index = 0; index < some.length; index++) some[index] = from + index;
  return some;
}

interface Match {
  readonly chunk: Chunk;
  /** Valid until the next match. */
  readonly rows: Selection;
}

/**
 * The rows that all matchers accept, chunk by chunk, in the order of the list; `undefined`
 * between two chunks.
 */
function* findMatches(
  store: Store,
  matchers: readonly Matcher[],
  first: string | undefined,
): Generator<Match | undefined, void> {
  const id = matchers.find(({ filter }) => isExactId(filter.parameter))?.filter;
  if (id?.kind === 'text') {
    for (const { chunk, index } of store.placesOf(id.value)) {
      const row = chunk.row(index);
      if (matchers.every((matcher) => isMatch(matcher, row))) {
        yield { chunk, rows: Uint16Array.of(index) };
      }
    }
    return;
  }
  const crashing = matchers.some(({ crashes }) => crashes);
  // A chunk without one of the texts is skipped; a single filter finds that out by itself.
  const isSkipped = crashing || matchers.length === 1 ? () => false : createSkip(matchers);
  const chunks = store.chunks;
  for (const node of nodeTurns(store, first)) {
    for (const [index, chunk] of chunks.entries()) {
      if (isSkipped(chunk)) continue;
      let rows = node && chunk.select('node', node, undefined);
      for (const matcher of matchers) {
        if (rows?.length === 0) break;
        rows = chunk.select(matcher.field, matcher, rows);
      }
      if (rows?.length !== 0) yield { chunk, rows };
      if (matchers.length > 0 && index < chunks.length - 1) yield undefined;
    }
  }
}

function createSkip(matchers: readonly Matcher[]): (chunk: Chunk) => boolean {
  const texts = matchers.filter(({ contains }) => contains);
  return (chunk) =>
    texts.some(({ field, contains = '' }) => !chunk.mayContain(field as LikeField, contains));
}

/** The clients of one node first, then all others; the first node's need no change. */
export function nodeTurns(
  store: Store,
  first: string | undefined,
): readonly (Condition | undefined)[] {
  if (first === undefined || first === store.knownNodes[0]) return [undefined];
  return [
    { accepts: (node: string) => node === first },
    { accepts: (node: string) => node !== first },
  ];
}

const isExactId = ({ field, operator }: Matcher['filter']['parameter']): boolean =>
  field === 'clientid' && operator === 'exact';
