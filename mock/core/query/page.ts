import type { StoredClient } from '../client.js';
import { LONG_ROWS, type RowSpan } from './long-page.js';
import type { Store } from '../store.js';
import type { Matcher } from './match.js';
import type { PageRequest } from './query-types.js';

/** A page of clients, and its `meta`. */
export interface ClientsPage {
  /** Empty if there are `spans`. */
  readonly rows: readonly StoredClient[];
  /** The rows of a long page by chunk, where the bytes of a chunk may be known. */
  readonly spans?: readonly RowSpan[];
  /** Whether at least one more row follows (decisions.md#7). */
  readonly hasnext: boolean;
  /** How many rows match, on all pages; `undefined` if they were not counted. */
  readonly count: number | undefined;
}

/**
 * Cuts a page out of the clients that all matchers accept.
 * @param count whether the matches past the page must be counted too.
 * @param first the node whose clients come first. Default: the first of the store.
 */
export function findPage(
  store: Store,
  matchers: readonly Matcher[],
  request: PageRequest,
  count: boolean,
  first?: string,
): ClientsPage {
  const other = first === store.knownNodes[0] ? undefined : first;
  const start = request.page > 1 ? (request.page - 1) * request.limit : 0;
  const end = start + request.limit;
  if (matchers.length === 0 && other === undefined) {
    const meta = { hasnext: store.size > end, count: store.size };
    if (Math.min(request.limit, store.size - start) <= LONG_ROWS) {
      return { rows: store.slice(start, request.limit), ...meta };
    }
    const spans = store.spans(start, request.limit);
    return { rows: [], spans, ...meta };
  }
  const rows: StoredClient[] = [];
  let found = 0;
  for (const row of findMatches(store, matchers, other)) {
    if (found >= start && found < end) rows.push(row);
    found++;
    if (!count && found > end) break;
  }
  return { rows, hasnext: found > end, count: count ? found : undefined };
}

/** The clients that all matchers accept, in the order of the list. */
function* findMatches(
  store: Store,
  matchers: readonly Matcher[],
  first: string | undefined,
): Generator<StoredClient, void> {
  const id = matchers.find(({ filter }) => isExactId(filter.parameter))?.filter;
  if (id?.kind === 'text') {
    for (const row of store.get(id.value)) if (accept(matchers, row)) yield row;
    return;
  }
  if (first !== undefined) {
    for (const row of store.from(first)) if (accept(matchers, row)) yield row;
    return;
  }
  const crashing = matchers.some(({ crashes }) => crashes);
  const literals = crashing ? [] : matchers.flatMap(({ contains }) => contains ?? []);
  for (const chunk of store.chunks) {
    if (!literals.every(({ field, text }) => chunk.mayContain(field, text))) continue;
    for (const row of chunk.rows) if (accept(matchers, row)) yield row;
  }
}

const isExactId = ({ field, operator }: Matcher['filter']['parameter']): boolean =>
  field === 'clientid' && operator === 'exact';

function accept(matchers: readonly Matcher[], row: StoredClient): boolean {
  for (const { matches } of matchers) if (!matches(row)) return false;
  return true;
}
