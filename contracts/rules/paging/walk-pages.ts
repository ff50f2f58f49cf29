import type { Page, Query, RuleContext, ClientRow } from '../../rule/rule-context.js';
import { jsonExcerpt } from '../../shared/json.js';
import { countRows, rowKey } from '../shared/list-request.js';
import { quoteId } from '../shared/known-clients.js';
import type { Filters } from '../shared/small-broker.js';
import { idOf } from '../../http/list-response.js';
import { deviateInOrder } from './order-by-node.js';
import { LIST_TABLE } from '../shared/define-rules.js';

export const CLAUSE = `${LIST_TABLE}, query parameters, rows _page, _limit`;

/** A query that is read page by page. */
export interface PagedQuery {
  readonly filters: Filters;
  readonly limit: number;
  /** All rows that the pages must have. */
  readonly rows: readonly ClientRow[];
}

/** The most pages that a rule reads with one limit. */
export const MAX_PAGES = 60;

/** Limits with which to read every page of `count` rows. */
export function limitsFor(count: number, maxPages = MAX_PAGES): readonly number[] {
  const limits = [1, 2, 3, 7, 100, count - 1, count, count + 1];
  return [...new Set(limits)].filter((limit) => limit >= 1 && lastPage(count, limit) <= maxPages);
}

/** Limits with which to read the last pages only; some of them divide `count`. */
export function edgeLimitsFor(count: number): readonly number[] {
  const divisors = [2, 3, 4, 5, 6].filter((divisor) => count % divisor === 0);
  const limits = [1, 3, 7, count - 1, count, count + 1, ...divisors.map((each) => count / each)];
  return [...new Set(limits)].filter((limit) => limit >= 1).slice(0, 9);
}

export const lastPage = (count: number, limit: number): number => Math.ceil(count / limit);

/** How many of `count` rows a page must have. */
export const expectedSize = (count: number, page: number, limit: number): number =>
  Math.max(0, Math.min(limit, count - (page - 1) * limit));

export const pageQuery = (filters: Filters, page: number, limit: number): Query => ({
  ...filters,
  _page: page,
  _limit: limit,
});

/** For messages: "page 2 with limit 7 and filter username". */
export const describePage = (filters: Filters, page: number, limit: number): string =>
  `page ${page} ${describeQuery(filters, limit)}`;

function describeQuery(filters: Filters, limit: number): string {
  const names = Object.keys(filters);
  const filter = names.length === 0 ? '' : ` and filter${names.length > 1 ? 's' : ''} `;
  return `with limit ${limit}${filter}${names.join(', ')}`;
}

/**
 * Reads every page and the one after the last, and checks that all are full except the last, that
 * no row is on two pages, and that the pages have all rows.
 */
export async function checkPages(
  ctx: RuleContext,
  query: PagedQuery,
  { hasnext = false } = {},
): Promise<void> {
  const { filters, limit, rows } = query;
  const pageOf = new Map<string, number>();
  const expected = new Set(rows.map(rowKey));
  for (let page = 1; page <= lastPage(rows.length, limit) + 1; page += 1) {
    const answer = await ctx.list(pageQuery(filters, page, limit));
    const name = describePage(filters, page, limit);
    if (!checkNoMoreRows(ctx, answer, query, page, pageOf)) return;
    const other = answer.rows.find((row) => !expected.has(rowKey(row)));
    if (other && Object.keys(filters).length > 0) {
      ctx.deviate({
        deviation: 'rows-do-not-match',
        message: `${name} has client ${quoteId(ctx, idOf(other))}, which does not match the filter: is the filter ignored on later pages?`,
        expected: `${rows.length} clients that match`,
        got: idOf(other),
        at: 'data',
      });
      return;
    }
    if (!checkSize(ctx, answer, query, page)) return;
    if (hasnext) checkHasnext(ctx, answer, query, page);
    for (const [index, row] of answer.rows.entries()) {
      const earlier = pageOf.get(rowKey(row));
      if (earlier !== undefined) {
        await deviateInOrder(ctx, filters, {
          deviation: 'rows-repeat',
          message: `${name} repeats client ${quoteId(ctx, idOf(row))} of page ${earlier}`,
          expected: 'no client on two pages',
          got: idOf(row),
          at: `data[${index}]`,
          exchange: answer.exchange,
        });
        return;
      }
      pageOf.set(rowKey(row), page);
    }
  }
  const [first, ...more] = rows.filter((row) => !pageOf.has(rowKey(row)));
  if (!first) return;
  await deviateInOrder(ctx, filters, {
    deviation: 'rows-are-missing',
    message: `the pages ${describeQuery(filters, limit)} miss ${more.length + 1} of ${rows.length} clients, for example ${quoteId(ctx, idOf(first))}`,
    expected: rows.length,
    got: pageOf.size,
    at: 'data',
  });
}

/** Past the last page there are no rows; otherwise the one long page was not the whole list. */
function checkNoMoreRows(
  ctx: RuleContext,
  answer: Page,
  { filters, limit, rows }: PagedQuery,
  page: number,
  seen: ReadonlyMap<string, number>,
): boolean {
  const [more] = answer.rows;
  if (!more || page <= lastPage(rows.length, limit) || seen.has(rowKey(more))) return true;
  const name = describePage(filters, page, limit);
  ctx.deviate({
    deviation: rows.length === 0 ? 'first-page-is-empty' : 'long-page-is-cut',
    message:
      rows.length === 0
        ? `${name} has a client, but page 1 with limit 1000 has none: are pages counted from 0?`
        : `${name} has a client, but page 1 with limit 1000 ends with row ${rows.length}: is the limit capped?`,
    expected: idOf(more),
    got: rows.length,
    at: 'data',
  });
  return false;
}

/** A page has the rows that are left for it, up to the limit. */
export function checkSize(
  ctx: RuleContext,
  answer: Page,
  { filters, limit, rows }: PagedQuery,
  page: number,
): boolean {
  const expected = expectedSize(rows.length, page, limit);
  const got = answer.rows.length;
  const isPast = page > lastPage(rows.length, limit);
  return ctx.expect(got === expected, {
    deviation: got > limit ? 'page-is-too-long' : 'page-size',
    message: `${describePage(filters, page, limit)} has ${countRows(answer.rows)}, not ${expected}: there are ${rows.length} clients${isPast ? ', and the page is past the end' : ''}`,
    expected,
    got,
    at: 'data',
  });
}

/**
 * `hasnext` is true exactly when more rows follow (decisions.md #7). Rule list/hasnext reports an
 * answer without `hasnext`.
 */
export function checkHasnext(
  ctx: RuleContext,
  { meta: { hasnext: got } }: Page,
  { filters, limit, rows }: PagedQuery,
  page: number,
): void {
  const expected = page * limit < rows.length;
  const isExact = page * limit === rows.length;
  ctx.expect(got === undefined || got === expected, {
    deviation: expected ? 'denies-a-next-page' : 'promises-a-next-page',
    message: `${describePage(filters, page, limit)} has hasnext ${jsonExcerpt(got)}, but ${expected ? 'more rows follow' : 'no row follows'}: there are ${rows.length} clients${isExact ? ', an exact multiple of the limit' : ''}`,
    expected,
    got,
    at: 'meta.hasnext',
  });
}
