import { hasNext, pairsOf } from './list-response.js';
import type { Page, Query, FullList, RuleContext } from '../rule/rule-context.js';

const LIMIT = 1000;
const MAX_PAGES = 100;

/** See `RuleContext.listAll`. */
export async function readAll(
  ctx: Pick<RuleContext, 'list' | 'fail' | 'skip'>,
  query: Query = {},
  { limit = LIMIT, maxPages = MAX_PAGES }: { limit?: number; maxPages?: number } = {},
): Promise<FullList> {
  const pages: Page[] = [];
  const seen = new Set<string>();
  for (let number = 1; number <= maxPages; number += 1) {
    const page = await ctx.list([...pairsOf(query), ['_page', number], ['_limit', limit]]);
    const isNew = page.ids.some((id) => !seen.has(id));
    if (page.rows.length > 0 && !isNew && hasNext(page, limit)) {
      ctx.fail({
        deviation: 'endless-paging',
        message: `Page ${number} has only rows of earlier pages, and says that more follow.`,
        expected: 'pages that come to an end',
        got: `${page.rows.length} rows again, "hasnext": ${JSON.stringify(page.meta['hasnext'])}`,
        at: `page ${number}`,
        exchange: page.exchange,
      });
    }
    pages.push(page);
    for (const id of page.ids) seen.add(id);
    if (page.rows.length === 0 || !hasNext(page, limit)) return fullListOf(pages);
  }
  return ctx.skip(`the broker has more than ${maxPages * limit} clients to read`);
}

function fullListOf(pages: readonly Page[]): FullList {
  const rows = pages.flatMap((page) => page.rows);
  return { rows, ids: pages.flatMap((page) => page.ids), pages };
}
