import type { ClientRow, RuleContext } from '../../rule/rule-context.js';
import { jsonExcerpt } from '../../shared/json.js';
import { countRows } from '../shared/list-request.js';
import { defineRules, LIST_TABLE } from '../shared/define-rules.js';
import { checkListOrSample, SMALL_BROKER } from '../shared/small-broker.js';
import { checkHasnext, describePage, edgeLimitsFor, lastPage, pageQuery } from './walk-pages.js';

/** A broker may use another way to count beyond this row. */
const ROUND = 100;

async function checkHasnextOfList(ctx: RuleContext, rows: readonly ClientRow[]): Promise<void> {
  for (const limit of edgeLimitsFor(rows.length)) {
    const last = Math.max(1, lastPage(rows.length, limit));
    const round = ROUND / limit;
    for (const page of new Set([1, round - 1, round, round + 1, last - 1, last, last + 1])) {
      if (!Number.isInteger(page) || page < 1 || page > last + 1) continue;
      const answer = await ctx.list(pageQuery({}, page, limit));
      checkHasnext(ctx, answer, { filters: {}, limit, rows }, page);
    }
  }
}

async function checkHasnextOfSample(ctx: RuleContext): Promise<void> {
  for (const [page, limit] of [
    [1, 1],
    [1, 100],
    [3, 100],
  ] as const) {
    const { meta, exchange } = await ctx.list(pageQuery({}, page, limit));
    const next = await ctx.list(pageQuery({}, page + 1, limit));
    const expected = next.rows.length > 0;
    // Rule list/hasnext reports an answer without it.
    ctx.expect(meta['hasnext'] === undefined || meta['hasnext'] === expected, {
      deviation: 'denies-a-next-page',
      message: `${describePage({}, page, limit)} has hasnext ${jsonExcerpt(meta['hasnext'])}, but the next page has ${countRows(next.rows)}`,
      expected,
      got: meta['hasnext'],
      at: 'meta.hasnext',
      exchange,
    });
  }
}

async function checkCountOfList(ctx: RuleContext, { length }: readonly ClientRow[]): Promise<void> {
  for (const limit of new Set([1, 7, Math.max(1, length), length + 1])) {
    const last = Math.max(1, lastPage(length, limit));
    for (const page of new Set([1, Math.ceil(last / 2), last, last + 1])) {
      const { meta, rows } = await ctx.list(pageQuery({}, page, limit));
      const got = meta['count'];
      ctx.expect(got === length, {
        deviation: 'is-wrong',
        message: `${describePage({}, page, limit)} has meta.count ${jsonExcerpt(got)}, but there are ${length} clients${got === rows.length ? ' (it counts the rows of the page)' : ''}`,
        expected: length,
        got,
        at: 'meta.count',
      });
    }
  }
}

async function checkCountOfSample(ctx: RuleContext): Promise<void> {
  const { count } = (await ctx.list({ _limit: 1 })).meta;
  ctx.expect(Number(count) >= SMALL_BROKER, {
    deviation: 'is-wrong',
    message: `meta.count is ${jsonExcerpt(count)}, but there are at least ${SMALL_BROKER} clients`,
    expected: `at least ${SMALL_BROKER}`,
    got: count,
    at: 'meta.count',
  });
}

export const pageMetaRules = defineRules([
  {
    id: 'paging/hasnext',
    title: 'hasnext is true exactly when the next page has a row',
    level: 'SHOULD',
    clause: 'response example (meta.hasnext); decisions.md #7',
    run: checkListOrSample(checkHasnextOfList, checkHasnextOfSample),
  },
  {
    id: 'paging/past-the-end',
    title: 'A page past the end is an empty list, not an error and not the last page again',
    level: 'SHOULD',
    clause: 'decisions.md #12',
    run: async (ctx) => {
      // So far past the end that clients which come or go do not matter.
      for (const [page, limit] of [
        [1_000_000_000, 1],
        [100_000_000, 7],
        [1_000_000, 10_000],
      ] as const) {
        const { rows, meta } = await ctx.list(pageQuery({}, page, limit));
        const { hasnext } = meta;
        ctx.expect(rows.length === 0 && hasnext !== true, {
          deviation: rows.length === 0 ? 'promises-a-next-page' : 'is-not-empty',
          message: `${describePage({}, page, limit)}, far past the end, has ${countRows(rows)} and hasnext ${jsonExcerpt(hasnext)}`,
          expected: 'no rows, hasnext false',
          got: { rows: rows.length, hasnext },
          at: 'data',
        });
      }
    },
  },
  {
    id: 'paging/count',
    title: 'meta.count is the number of all clients, on every page',
    level: 'MUST',
    clause: `${LIST_TABLE}, response, row meta.count`,
    run: checkListOrSample(checkCountOfList, checkCountOfSample),
  },
]);
