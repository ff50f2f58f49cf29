import type { RuleContext } from '../../rule/rule-context.js';
import { defineRules, LIST_TABLE } from '../shared/define-rules.js';
import {
  commonIds,
  type FilterPair,
  type Ids,
  knownIds,
  matchingIds,
  quoteId,
  sameIds,
  sortedIds,
} from '../shared/known-clients.js';
import type { FilterName } from '../shared/filter-table.js';
import { FIELDS, secondsOf, secondsToTest } from './time-filters.js';

type Range = readonly FilterPair[];

/** Ranges with an upper bound in a second without clients, so that the second itself does not matter. */
const rangesToTest = (ctx: RuleContext): readonly Range[] =>
  FIELDS.flatMap((field): readonly Range[] => {
    const seconds = secondsToTest(ctx, field);
    const [first, last] = [seconds[0], seconds.at(-1)];
    if (first === undefined || last === undefined) return [];
    const middle = seconds[seconds.length >> 1] ?? first;
    const all = new Set(secondsOf(ctx, field));
    const after = (second: number): number =>
      all.has(second + 1) ? after(second + 1) : second + 1;
    const from = (second: number): FilterPair => [`_gte_${field}`, String(second)];
    const upTo = (second: number): FilterPair => [`_lte_${field}`, String(second)];
    const otherUpper: FilterName = field === 'created_at' ? '_lte_connected_at' : '_lte_created_at';
    return [
      [from(first), upTo(after(first))],
      [upTo(after(middle)), from(middle)],
      [from(middle), upTo(after(last))],
      [from(last), upTo(first)],
      [from(middle), [otherUpper, String(after(last))]],
    ];
  });

async function findOwn(ctx: RuleContext, filters: Range): Promise<Ids> {
  const { rows } = await ctx.list([...filters, ['_like_clientid', ctx.prefix]]);
  return new Set(knownIds(ctx, rows));
}

export const timeRangeRules = defineRules([
  {
    id: 'times/ranges',
    title:
      'A lower and an upper bound together are a range, in either order; a range that ends before it starts is empty',
    level: 'MUST',
    clause: `${LIST_TABLE}, query parameters, rows _gte_created_at to _lte_connected_at; decisions.md #13`,
    needs: ['fixtures', 'utc-offset'],
    run: async (ctx) => {
      for (const range of ctx.affordable(rangesToTest(ctx))) {
        const page = await ctx.list([...range, ['_like_clientid', ctx.prefix]]);
        const found: Ids = new Set(knownIds(ctx, page.rows));
        if (sameIds(found, matchingIds(ctx, range))) continue;
        // Another rule reports a bound that is wrong by itself: compare with what both find alone.
        const lower = await findOwn(ctx, range.slice(0, 1));
        const expected = commonIds(lower, await findOwn(ctx, range.slice(1)));
        if (sameIds(found, expected)) continue;
        const extra = [...found].find((id) => !expected.has(id));
        const missing = [...expected].find((id) => !found.has(id));
        ctx.deviate({
          deviation: 'is-not-a-range',
          message: `${range.map(([name, second]) => `${name}=${second}`).join(' and ')} together find the wrong clients: ${quoteId(ctx, extra ?? missing)} ${extra === undefined ? 'matches both, but is missing' : 'matches only one of them'}`,
          expected: sortedIds(expected),
          got: sortedIds(found),
          at: range.map(([name]) => name).join(', '),
          exchange: page.exchange,
        });
      }
    },
  },
]);
