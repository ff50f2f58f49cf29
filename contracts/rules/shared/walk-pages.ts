import type { Page, Query, RuleContext, ClientRow } from '../../rule/rule-context.js';
import { idOf } from '../../http/list-response.js';
import { quote } from './list-request.js';
import { short } from './known-clients.js';

/** A query without its paging. */
export type Filters = Readonly<Record<string, string>>;

/** Tells clients apart: the same id may be on two nodes. */
export const rowKey = (row: ClientRow): string => JSON.stringify([row['node'], idOf(row)]);

/** What a walk must be true to. */
export interface Walk {
  readonly filters: Filters;
  readonly limit: number;
  /** The whole answer, read before. */
  readonly rows: readonly ClientRow[];
  /** Judge `hasnext` of each page too. Default false. */
  readonly hasnext?: boolean;
}

/** The query of one page. */
export const pageQuery = (filters: Filters, page: number, limit: number): Query => ({
  ...filters,
  _page: page,
  _limit: limit,
});

/** The words of a query in a message. */
export function sayPage(filters: Filters, page: number, limit: number): string {
  const names = Object.keys(filters);
  return `page ${page} of limit ${limit}${names.length > 0 ? ` under ${names.join(' and ')}` : ''}`;
}

/** How many pages there are. */
export const lastPage = (count: number, limit: number): number => Math.ceil(count / limit);

/** The rows that a page must have. */
export function expectedSize(count: number, page: number, limit: number): number {
  return Math.max(0, Math.min(limit, count - (page - 1) * limit));
}

/**
 * Reads every page and the one after the last, and judges that they are what they must be:
 * full up to the last, without a row twice, and together the whole.
 */
export async function judgeWalk(ctx: RuleContext, walk: Walk): Promise<void> {
  const { filters, limit, rows } = walk;
  const seen = new Map<string, number>();
  const whole = new Set(rows.map(rowKey));
  for (let page = 1; page <= lastPage(rows.length, limit) + 1; page += 1) {
    const answer = await ctx.list(pageQuery(filters, page, limit));
    if (!judgeWhole(ctx, answer, walk, page, seen)) return;
    const stranger =
      Object.keys(filters).length > 0 && answer.rows.find((row) => !whole.has(rowKey(row)));
    if (stranger) {
      ctx.deviate({
        deviation: 'rows-do-not-match',
        message: `${sayPage(filters, page, limit)} has client ${quote(short(ctx, idOf(stranger)))}, which does not match the filter: is it dropped on later pages?`,
        expected: `${rows.length} clients that match`,
        got: idOf(stranger),
        at: 'data',
        exchange: answer.exchange,
      });
      return;
    }
    if (!judgeSize(ctx, answer, walk, page)) return;
    if (walk.hasnext === true) judgeHasnext(ctx, answer, walk, page);
    for (const [index, row] of answer.rows.entries()) {
      const earlier = seen.get(rowKey(row));
      if (earlier !== undefined) {
        ctx.deviate({
          deviation: 'rows-repeat',
          message: `${sayPage(filters, page, limit)} repeats client ${quote(short(ctx, idOf(row)))} of page ${earlier}`,
          expected: 'pages without a client in common',
          got: idOf(row),
          at: `data[${index}]`,
          exchange: answer.exchange,
        });
        return;
      }
      seen.set(rowKey(row), page);
    }
  }
  const lost = rows.filter((row) => !seen.has(rowKey(row)));
  const [first] = lost;
  ctx.expect(first === undefined, {
    deviation: 'rows-are-missing',
    message: `the pages of limit ${limit}${Object.keys(filters).length > 0 ? ` under ${Object.keys(filters).join(' and ')}` : ''} together miss ${lost.length} of ${rows.length} clients, ${quote(short(ctx, first ? idOf(first) : ''))} among them`,
    expected: rows.length,
    got: seen.size,
    at: 'data',
  });
}

/** The one long answer that the pages are compared with was the whole, indeed. */
function judgeWhole(
  ctx: RuleContext,
  answer: Page,
  { filters, limit, rows }: Walk,
  page: number,
  seen: ReadonlyMap<string, number>,
): boolean {
  const [more] = answer.rows;
  if (!more || page <= lastPage(rows.length, limit) || seen.has(rowKey(more))) return true;
  ctx.deviate({
    deviation: rows.length === 0 ? 'first-page-is-empty' : 'long-page-is-cut',
    message:
      rows.length === 0
        ? `${sayPage(filters, page, limit)} has a client, but page 1 of limit 1000 has none: are pages counted from 0?`
        : `${sayPage(filters, page, limit)} has a client that page 1 of limit 1000 lacks, which ends with row ${rows.length}: is the limit capped?`,
    expected: idOf(more),
    got: rows.length,
    at: 'data',
    exchange: answer.exchange,
  });
  return false;
}

/** A page has as many rows as are left for it, and at most the limit. */
export function judgeSize(ctx: RuleContext, answer: Page, walk: Walk, page: number): boolean {
  const { filters, limit, rows } = walk;
  const expected = expectedSize(rows.length, page, limit);
  return ctx.expect(answer.rows.length === expected, {
    deviation: answer.rows.length > limit ? 'page-is-too-long' : 'page-size',
    message: `${sayPage(filters, page, limit)} has ${answer.rows.length} rows, not ${expected}: there are ${rows.length} clients${page > lastPage(rows.length, limit) ? ', and it lies past the end' : ''}`,
    expected,
    got: answer.rows.length,
    at: 'data',
    exchange: answer.exchange,
  });
}

/** `hasnext` is true exactly where a row follows (decisions.md #7). */
export function judgeHasnext(ctx: RuleContext, answer: Page, walk: Walk, page: number): void {
  const { filters, limit, rows } = walk;
  const expected = page * limit < rows.length;
  const got = answer.meta['hasnext'];
  // Whether it is there at all is the matter of rule list/hasnext.
  if (got === undefined) return;
  const exact = rows.length % limit === 0 && page === rows.length / limit;
  ctx.expect(got === expected, {
    deviation: expected ? 'denies-a-next-page' : 'promises-a-next-page',
    message: `${sayPage(filters, page, limit)} has hasnext ${JSON.stringify(got)}, but ${expected ? 'more rows follow' : 'no row follows'}: there are ${rows.length} clients${exact ? ', an exact multiple of the limit' : ''}`,
    expected,
    got,
    at: 'meta.hasnext',
    exchange: answer.exchange,
  });
}
