import type { RuleContext } from '../../rule/rule-context.js';
import { jsonExcerpt } from '../../shared/json.js';
import { defineRules, LIST_TABLE, type RuleDefinition } from '../shared/define-rules.js';
import { knownClients, knownUsernames } from '../shared/known-clients.js';
import type { Filters } from '../shared/small-broker.js';
import { UNKNOWN_NAME } from '../shared/safe-values.js';
import {
  checkHasnext,
  checkPages,
  checkSize,
  CLAUSE,
  describePage,
  edgeLimitsFor,
  expectedSize,
  lastPage,
  limitsFor,
  MAX_PAGES,
  pageQuery,
} from './walk-pages.js';

/** The most pages that a rule reads with one limit, where each takes the broker long. */
const COSTLY_PAGES = 3;

const pagesWithFilter = (
  kind: 'like' | 'exact',
  filter: string,
  filtersOf: (ctx: RuleContext) => Filters,
): RuleDefinition => ({
  id: `paging/filtered-${kind}`,
  title: `With ${filter}, pages are full, share no client, have all matches, and hasnext is right`,
  level: 'MUST',
  clause: `${CLAUSE}; decisions.md #7, #12, #13, #28`,
  needs: kind === 'like' ? ['fixtures'] : ['fixtures', 'usernames'],
  run: async (ctx) => {
    const filters = filtersOf(ctx);
    await ctx.withStablePopulation(async ({ rows }) => {
      const limits = limitsFor(
        rows.length,
        ctx.isCostly(filters, rows.length) ? COSTLY_PAGES : MAX_PAGES,
      );
      for (const limit of limits) {
        await checkPages(ctx, { filters, limit, rows }, { hasnext: true });
      }
      for (const limit of ctx.affordable(edgeLimitsFor(rows.length))) {
        if (limits.includes(limit)) continue;
        const query = { filters, limit, rows };
        const last = Math.max(1, lastPage(rows.length, limit));
        for (const page of [last, last + 1]) {
          const answer = await ctx.list(pageQuery(filters, page, limit));
          checkSize(ctx, answer, query, page);
          checkHasnext(ctx, answer, query, page);
        }
      }
    }, filters);
  },
});

export const filteredPageRules = defineRules([
  pagesWithFilter('like', 'a substring filter', ({ prefix }) => ({ _like_clientid: prefix })),
  pagesWithFilter('exact', 'an exact filter', (ctx) => ({
    username: knownUsernames(ctx)[0] ?? ctx.skip('No client of this run has a user name.'),
  })),
  {
    id: 'paging/filtered-count',
    title: 'With a filter, meta.count is the number of clients that match, on every page',
    level: 'MUST',
    clause: `${LIST_TABLE}, response, row meta.count; decisions.md #6`,
    needs: ['fixtures'],
    run: async (ctx) => {
      const queries: readonly Filters[] = [
        { _like_clientid: ctx.prefix },
        { _like_clientid: ctx.prefix, clean_start: 'true' },
        { clientid: knownClients(ctx)[0]?.clientid ?? '' },
        { clientid: UNKNOWN_NAME },
      ];
      const pages = [
        [1, 1000],
        [1, 3],
        [2, 3],
        [99, 7],
      ] as const;
      for (const filters of queries) {
        await ctx.withStablePopulation(async ({ rows }) => {
          for (const [page, limit] of ctx.affordable(pages)) {
            const { count: got } = (await ctx.list(pageQuery(filters, page, limit))).meta;
            if (got === rows.length) continue;
            const isOfPage = got !== -1 && got === expectedSize(rows.length, page, limit);
            ctx.deviate({
              deviation: got === -1 ? 'count-is-minus-one' : 'is-wrong',
              message: `${describePage(filters, page, limit)} has meta.count ${jsonExcerpt(got)}, but ${rows.length} clients match${isOfPage ? ' (it counts the rows of the page)' : ''}`,
              expected: rows.length,
              got,
              at: 'meta.count',
            });
          }
        }, filters);
      }
    },
  },
]);
