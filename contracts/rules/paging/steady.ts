import type { Rule } from '../../rule/rule.js';
import { quote } from '../shared/list-request.js';
import { defineRule } from '../shared/define-rule.js';
import { short } from '../shared/known-clients.js';
import { isSmall } from './scope.js';
import { lastPage, pageQuery, rowKey, sayPage } from '../shared/walk-pages.js';

const repeatable = defineRule({
  id: 'paging/repeatable',
  title:
    'The same page, asked twice, is the same, and clients stand in the same order for every limit',
  level: 'SHOULD',
  clause: 'decisions.md #28',
  needs: [],
  run: async (ctx) => {
    const filters = ctx.has('fixtures') ? { _like_clientid: ctx.prefix } : undefined;
    if (!filters && !(await isSmall(ctx))) {
      ctx.skip('The broker has many clients, and none of its pages holds still for us.');
    }
    await ctx.withStablePopulation(async ({ rows }) => {
      const order = rows.map(rowKey);
      for (const limit of [7, 3, Math.max(1, order.length)]) {
        for (const page of [2, 1, 1]) {
          const answer = await ctx.list(pageQuery(filters ?? {}, page, limit));
          const expected = order.slice((page - 1) * limit, page * limit);
          const got = answer.rows.map(rowKey);
          const at = expected.findIndex((key, index) => got[index] !== key);
          ctx.expect(at === -1, {
            deviation: 'order-changes',
            message: `${sayPage(filters ?? {}, page, limit)} has another client in row ${at} than the list before: the order of clients is not stable`,
            expected: expected[at],
            got: got[at],
            at: `data[${at}]`,
            exchange: answer.exchange,
          });
        }
      }
    }, filters ?? {});
  },
});

const kicked = defineRule({
  id: 'paging/kick-between-pages',
  title: 'A kick between two pages repeats no row, and hides no more rows than were kicked',
  level: 'SHOULD',
  clause: 'decisions.md #28',
  needs: ['fixtures', 'kick'],
  run: async (ctx) => {
    const spawned: string[] = [];
    for (let number = 1; number <= 7; number += 1) {
      spawned.push((await ctx.connectThrowaway({ name: `between-pages-${number}` })).clientid);
    }
    const filters = { _like_clientid: `${ctx.prefix}between-pages-` };
    const limit = 2;
    const seen: string[] = [];
    let victim: string | undefined;
    for (let page = 1; page <= lastPage(spawned.length, limit) + 1; page += 1) {
      const { ids, exchange } = await ctx.list(pageQuery(filters, page, limit));
      const repeated = ids.find((id) => seen.includes(id));
      ctx.expect(repeated === undefined, {
        deviation: 'rows-repeat',
        message: `after a kick, ${sayPage(filters, page, limit)} repeats client ${quote(short(ctx, repeated ?? ''))}`,
        expected: 'no client twice',
        got: repeated,
        at: 'data',
        exchange,
      });
      seen.push(...ids);
      if (page > 1 || victim !== undefined) continue;
      victim = ids.find((id) => spawned.includes(id));
      if (victim === undefined) continue;
      await ctx.kick(victim);
      const gone = victim;
      await ctx.eventually(async () => (await ctx.lookup(gone)).rows.length === 0);
    }
    const missed = spawned.filter((id) => !seen.includes(id));
    ctx.expect(missed.length <= 1, {
      deviation: 'rows-are-missing',
      message: `one client was kicked between two pages, and the pages miss ${missed.length} others: ${missed.map((id) => quote(short(ctx, id))).join(', ')}`,
      expected: 'at most one missed client',
      got: missed,
      at: 'data',
    });
  },
});

export const steadyPageRules: readonly Rule[] = [repeatable, kicked];
