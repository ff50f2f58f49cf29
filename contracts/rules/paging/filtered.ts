import type { FullList, RuleContext } from '../../rule/rule-context.js';
import type { Capability, Rule } from '../../rule/rule.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { knownClients } from '../shared/known-clients.js';
import { CLAUSE, edgeLimitsFor, limitsFor } from './scope.js';
import {
  expectedSize,
  type Filters,
  judgeHasnext,
  judgeSize,
  judgeWalk,
  lastPage,
  pageQuery,
  sayPage,
} from '../shared/walk-pages.js';

/** One kind of query that is paged: the whole list, or under a filter of one sort or the other. */
interface Paged {
  readonly name: string;
  readonly title: string;
  readonly needs: readonly Capability[];
  filters(this: void, ctx: RuleContext): Filters;
}

const FILTERED: readonly Paged[] = [
  {
    name: 'like',
    title: 'Under a substring filter',
    needs: ['fixtures'],
    filters: ({ prefix }) => ({ _like_clientid: prefix }),
  },
  {
    name: 'exact',
    title: 'Under an exact filter',
    needs: ['fixtures', 'usernames'],
    filters: (ctx) => ({ username: commonestUsername(ctx) }),
  },
];

/** The user name that most of the run's clients share. */
function commonestUsername(ctx: RuleContext): string {
  const counts = new Map<string, number>();
  for (const { username } of knownClients(ctx)) {
    if (username !== undefined) counts.set(username, (counts.get(username) ?? 0) + 1);
  }
  const [most] = [...counts].sort((one, other) => other[1] - one[1]);
  return most?.[0] ?? ctx.skip('No client of this run has a user name.');
}

const filteredRules = FILTERED.map(({ name, title, needs, filters }) =>
  defineRule({
    id: `paging/filtered-${name}`,
    title: `${title}, pages obey the same laws: full, disjoint, together the whole, hasnext right`,
    level: 'MUST',
    clause: `${CLAUSE}; decisions.md #7, #12, #13, #28`,
    needs,
    run: async (ctx) => {
      const asked = filters(ctx);
      await ctx.withStablePopulation(async ({ rows }: FullList) => {
        const walked = limitsFor(rows.length);
        for (const limit of walked) {
          await judgeWalk(ctx, { filters: asked, limit, rows, hasnext: true });
        }
        for (const limit of edgeLimitsFor(rows.length)) {
          if (walked.includes(limit)) continue;
          const walk = { filters: asked, limit, rows };
          const last = Math.max(1, lastPage(rows.length, limit));
          for (const page of [last, last + 1]) {
            const answer = await ctx.list(pageQuery(asked, page, limit));
            judgeSize(ctx, answer, walk, page);
            judgeHasnext(ctx, answer, walk, page);
          }
        }
      }, asked);
    },
  }),
);

const filteredCount = defineRule({
  id: 'paging/filtered-count',
  title: 'Under a filter, meta.count is the number of clients that match, on every page',
  level: 'MUST',
  clause: `${LIST_TABLE}, response, row meta.count; decisions.md #6`,
  needs: ['fixtures'],
  run: async (ctx) => {
    for (const filters of [
      { _like_clientid: ctx.prefix },
      { _like_clientid: ctx.prefix, clean_start: 'true' },
      { clientid: knownClients(ctx)[0]?.clientid ?? '' },
      { clientid: 'emqx-contract-nobody' },
    ]) {
      await ctx.withStablePopulation(async ({ rows }) => {
        for (const [page, limit] of [
          [1, 1000],
          [1, 3],
          [2, 3],
          [99, 7],
        ] as const) {
          const { meta, exchange } = await ctx.list(pageQuery(filters, page, limit));
          const got = meta['count'];
          if (got === rows.length) continue;
          const ofPage = got === expectedSize(rows.length, page, limit);
          ctx.deviate({
            deviation: got === -1 ? 'count-is-minus-one' : 'is-wrong',
            message: `${sayPage(filters, page, limit)} says count ${JSON.stringify(got)}, but ${rows.length} clients match${got === -1 ? '' : ofPage ? ' (it counts the rows of the page)' : ''}`,
            expected: rows.length,
            got,
            at: 'meta.count',
            exchange,
          });
        }
      }, filters);
    }
  },
});

export const filteredPageRules: readonly Rule[] = [...filteredRules, filteredCount];
