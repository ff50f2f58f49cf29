import { quoteId } from '../shared/known-clients.js';
import { rowKey } from '../shared/list-request.js';
import { defineRules } from '../shared/define-rules.js';
import { type Filters, listIfSmall } from '../shared/small-broker.js';
import { disappears } from '../kick/kick-helpers.js';
import { deviateInOrder } from './order-by-node.js';
import { describePage, lastPage, pageQuery } from './walk-pages.js';

export const stableOrderRules = defineRules([
  {
    id: 'paging/repeatable',
    title: 'The same page, requested twice, is the same, and every limit gives the same order',
    level: 'SHOULD',
    clause: 'decisions.md #28',
    run: async (ctx) => {
      const own = ctx.has('fixtures');
      const filters: Filters = own ? { _like_clientid: ctx.prefix } : {};
      if (!own && !(await listIfSmall(ctx))) {
        ctx.skip('The broker has many clients, so its pages change all the time.');
      }
      await ctx.withStablePopulation(async ({ rows }) => {
        const order = rows.map(rowKey);
        for (const limit of [7, 3, Math.max(1, order.length)]) {
          for (const page of [2, 1, 1]) {
            const answer = await ctx.list(pageQuery(filters, page, limit));
            const expected = order.slice((page - 1) * limit, page * limit);
            const got = answer.rows.map(rowKey);
            const at = expected.findIndex((key, index) => got[index] !== key);
            if (at === -1) continue;
            await deviateInOrder(ctx, filters, {
              deviation: 'order-changes',
              message: `${describePage(filters, page, limit)} has another client in row ${at} than the list before: the order of clients is not stable`,
              expected: expected[at],
              got: got[at],
              at: `data[${at}]`,
              exchange: answer.exchange,
            });
            return;
          }
        }
      }, filters);
    },
  },
  {
    id: 'paging/kick-between-pages',
    title: 'After a kick between two pages no row is repeated and at most one other row is missed',
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
      for (let page = 1; page <= lastPage(spawned.length, limit) + 1; page += 1) {
        const { ids, exchange } = await ctx.list(pageQuery(filters, page, limit));
        const repeated = ids.find((id) => seen.includes(id));
        if (repeated !== undefined) {
          await deviateInOrder(ctx, filters, {
            deviation: 'rows-repeat',
            message: `after a kick, ${describePage(filters, page, limit)} repeats client ${quoteId(ctx, repeated)}`,
            expected: 'no client twice',
            got: repeated,
            at: 'data',
            exchange,
          });
        }
        seen.push(...ids);
        if (page > 1) continue;
        const victim = ids.find((id) => spawned.includes(id));
        if (victim === undefined) continue;
        await ctx.kick(victim);
        await disappears(ctx, victim);
      }
      const missed = spawned.filter((id) => !seen.includes(id));
      if (missed.length <= 1) return;
      await deviateInOrder(ctx, filters, {
        deviation: 'rows-are-missing',
        message: `one client was kicked between two pages, and the pages miss ${missed.length} others: ${missed.map((id) => quoteId(ctx, id)).join(', ')}`,
        expected: 'at most one missed client',
        got: missed,
        at: 'data',
      });
    },
  },
]);
