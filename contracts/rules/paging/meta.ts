import type { Rule } from '../../rule/rule.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { edgeLimitsFor, onList, SMALL } from './scope.js';
import { judgeHasnext, lastPage, pageQuery, sayPage } from '../shared/walk-pages.js';

/** Rows past which a broker may forget to count on. */
const ROUND = [100];

const hasnext = defineRule({
  id: 'paging/hasnext',
  title: 'hasnext is true exactly where the next page has a row',
  level: 'SHOULD',
  clause: 'response example (meta.hasnext); decisions.md #7',
  needs: [],
  run: (ctx) =>
    onList(
      ctx,
      async (rows) => {
        for (const limit of edgeLimitsFor(rows.length)) {
          const walk = { filters: {}, limit, rows };
          const last = Math.max(1, lastPage(rows.length, limit));
          const around = ROUND.flatMap((row) => [row / limit - 1, row / limit, row / limit + 1]);
          const pages = [1, ...around, Math.max(1, last - 1), last, last + 1];
          for (const page of new Set(pages)) {
            if (!Number.isInteger(page) || page < 1 || page > last + 1) continue;
            judgeHasnext(ctx, await ctx.list(pageQuery({}, page, limit)), walk, page);
          }
        }
      },
      async () => {
        for (const [page, limit] of [
          [1, 1],
          [1, 100],
          [3, 100],
        ] as const) {
          const [answer, next] = [
            await ctx.list(pageQuery({}, page, limit)),
            await ctx.list(pageQuery({}, page + 1, limit)),
          ];
          ctx.expect(answer.meta['hasnext'] === next.rows.length > 0, {
            deviation: 'denies-a-next-page',
            message: `${sayPage({}, page, limit)} has hasnext ${JSON.stringify(answer.meta['hasnext'])}, but the next page has ${next.rows.length} rows`,
            expected: next.rows.length > 0,
            got: answer.meta['hasnext'],
            at: 'meta.hasnext',
            exchange: answer.exchange,
          });
        }
      },
    ),
});

const pastTheEnd = defineRule({
  id: 'paging/past-the-end',
  title: 'A page past the end is an empty list, not an error and not the last page again',
  level: 'SHOULD',
  clause: 'decisions.md #12',
  needs: [],
  run: async (ctx) => {
    // Far past whatever a broker can hold, so that nobody's coming or going matters.
    for (const [page, limit] of [
      [1_000_000_000, 1],
      [100_000_000, 7],
      [1_000_000, 10_000],
    ] as const) {
      const { rows, meta, exchange } = await ctx.list(pageQuery({}, page, limit));
      ctx.expect(rows.length === 0 && meta['hasnext'] !== true, {
        deviation: rows.length === 0 ? 'promises-a-next-page' : 'is-not-empty',
        message: `${sayPage({}, page, limit)}, far past the end, has ${rows.length} rows and hasnext ${JSON.stringify(meta['hasnext'])}`,
        expected: 'no rows, hasnext false',
        got: { rows: rows.length, hasnext: meta['hasnext'] },
        at: 'data',
        exchange,
      });
    }
  },
});

const count = defineRule({
  id: 'paging/count',
  title: 'meta.count is the number of all clients, on every page',
  level: 'MUST',
  clause: `${LIST_TABLE}, response, row meta.count`,
  needs: [],
  run: (ctx) =>
    onList(
      ctx,
      async (rows) => {
        const total = rows.length;
        for (const limit of new Set([1, 7, Math.max(1, total), total + 1])) {
          const last = Math.max(1, lastPage(total, limit));
          for (const page of new Set([1, Math.ceil(last / 2), last, last + 1])) {
            const { meta, exchange, rows: own } = await ctx.list(pageQuery({}, page, limit));
            ctx.expect(meta['count'] === total, {
              deviation: 'is-wrong',
              message: `${sayPage({}, page, limit)} says count ${JSON.stringify(meta['count'])}, but there are ${total} clients${meta['count'] === own.length ? ' (it counts the rows of the page)' : ''}`,
              expected: total,
              got: meta['count'],
              at: 'meta.count',
              exchange,
            });
          }
        }
      },
      async () => {
        const { meta, exchange } = await ctx.list({ _limit: 1 });
        ctx.expect(Number(meta['count']) >= SMALL, {
          deviation: 'is-wrong',
          message: `count is ${JSON.stringify(meta['count'])}, but there are at least ${SMALL} clients`,
          expected: `at least ${SMALL}`,
          got: meta['count'],
          at: 'meta.count',
          exchange,
        });
      },
    ),
});

export const pageMetaRules: readonly Rule[] = [hasnext, pastTheEnd, count];
