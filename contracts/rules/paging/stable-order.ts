import type { RuleContext } from '../../rule/rule-context.js';
import type { Deviation } from '../../rule/rule.js';
import { quoteId } from '../shared/known-clients.js';
import { rowKey } from '../shared/list-request.js';
import { defineRules } from '../shared/define-rules.js';
import { type Filters, listIfSmall } from '../shared/small-broker.js';
import { disappears } from '../kick/kick-helpers.js';
import { deviateInOrder, orderDependsOnNode } from './order-by-node.js';
import { describePage, lastPage, pageQuery } from './walk-pages.js';

const ATTEMPTS = 5;
/** Rows of a large broker whose order is checked. */
const FIRST_ROWS = 300;

/** For a large broker: pages of its first rows, while these stay the same. */
async function checkFirstRows(ctx: RuleContext): Promise<void> {
  const firstRows = async (): Promise<readonly string[]> =>
    (await ctx.list({ _limit: FIRST_ROWS })).rows.map(rowKey);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const order = await firstRows();
    const wrong = await firstChange(ctx, order);
    const after = await firstRows();
    if (order.join() === after.join()) {
      if (!wrong) return;
      // A client may have come and gone between.
      if (await firstChange(ctx, after)) return deviateInOrder(ctx, {}, wrong);
    } else if (await orderDependsOnNode(ctx, {})) return;
    ctx.recheck();
  }
  ctx.skip(`Clients came or went during each of ${ATTEMPTS} attempts.`);
}

/** The first page whose rows are not those of the list before. */
async function firstChange(
  ctx: RuleContext,
  order: readonly string[],
): Promise<Deviation | undefined> {
  for (const limit of [7, 3, 100]) {
    for (const page of [2, 1, 1]) {
      const wrong = await changeOn(ctx, {}, order, page, limit);
      if (wrong) return wrong;
    }
  }
  return undefined;
}

/** How a page differs from its part of `order`. */
async function changeOn(
  ctx: RuleContext,
  filters: Filters,
  order: readonly string[],
  page: number,
  limit: number,
): Promise<Deviation | undefined> {
  const { rows, exchange } = await ctx.list(pageQuery(filters, page, limit));
  const expected = order.slice((page - 1) * limit, page * limit);
  const got = rows.map(rowKey);
  const at = expected.findIndex((key, index) => got[index] !== key);
  if (at === -1) return undefined;
  return {
    deviation: 'order-changes',
    message: `${describePage(filters, page, limit)} has another client in row ${at} than the list before: the order of clients is not stable`,
    expected: expected[at],
    got: got[at],
    at: `data[${at}]`,
    exchange,
  };
}

export const stableOrderRules = defineRules([
  {
    id: 'paging/repeatable',
    title: 'The same page, requested twice, is the same, and every limit gives the same order',
    level: 'SHOULD',
    clause: 'decisions.md #28',
    run: async (ctx) => {
      const own = ctx.has('fixtures');
      const filters: Filters = own ? { _like_clientid: ctx.prefix } : {};
      if (!own && !(await listIfSmall(ctx))) return checkFirstRows(ctx);
      await ctx.withStablePopulation(async ({ rows }) => {
        const order = rows.map(rowKey);
        for (const limit of [7, 3, Math.max(1, order.length)]) {
          for (const page of [2, 1, 1]) {
            const wrong = await changeOn(ctx, filters, order, page, limit);
            if (wrong) return deviateInOrder(ctx, filters, wrong);
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
