import type { RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { quote } from '../shared/list-request.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { knownClients, knownIds, short } from '../shared/known-clients.js';
import { idsOf } from '../shared/check-filter.js';
import { type FilterName, selector, selects } from '../shared/filter-table.js';
import { FIELDS, secondsToAsk } from './seconds.js';

type Bounds = readonly (readonly [FilterName, number])[];

/** Ranges whose upper bound no client shows, so that only the conjunction is judged. */
function rangesOf(ctx: RuleContext): readonly Bounds[] {
  return FIELDS.flatMap((field): readonly Bounds[] => {
    const seconds = secondsToAsk(ctx, field);
    const all = new Set(
      field === 'created_at' ? ctx.fixtures.createdSeconds : ctx.fixtures.connectedSeconds,
    );
    const [first, last] = [seconds[0], seconds.at(-1)];
    if (first === undefined || last === undefined) return [];
    const after = (second: number): number =>
      all.has(second + 1) ? after(second + 1) : second + 1;
    const lower: FilterName = `_gte_${field}`;
    const upper: FilterName = `_lte_${field}`;
    const otherUpper: FilterName = field === 'created_at' ? '_lte_connected_at' : '_lte_created_at';
    const middle = seconds[seconds.length >> 1] ?? first;
    return [
      [
        [lower, first],
        [upper, after(first)],
      ],
      [
        [upper, after(middle)],
        [lower, middle],
      ],
      [
        [lower, middle],
        [upper, after(last)],
      ],
      [
        [lower, last],
        [upper, first],
      ],
      [
        [lower, middle],
        [otherUpper, after(last)],
      ],
    ];
  });
}

const ranges = defineRule({
  id: 'times/ranges',
  title:
    'A lower and an upper bound together are a range, whatever their order; a crossed range is empty',
  level: 'MUST',
  clause: `${LIST_TABLE}, query parameters, rows _gte_created_at to _lte_connected_at; decisions.md #13`,
  needs: ['fixtures', 'utc-offset'],
  run: async (ctx) => {
    for (const bounds of rangesOf(ctx)) {
      const together = await foundWith(ctx, bounds);
      const truth = idsOf(
        knownClients(ctx).filter((client) =>
          bounds.every(([parameter, second]) => {
            const { of, comparison } = selector(parameter);
            return selects(comparison, of(client), String(second));
          }),
        ),
      );
      if (isSame(together.ids, truth)) continue;
      // A bound that is wrong by itself is another rule's matter: compare with what they have in common.
      const [one, two] = [
        await foundWith(ctx, bounds.slice(0, 1)),
        await foundWith(ctx, bounds.slice(1)),
      ];
      const common = new Set([...one.ids].filter((id) => two.ids.has(id)));
      if (isSame(together.ids, common)) continue;
      const odd =
        [...together.ids].find((id) => !common.has(id)) ??
        [...common].find((id) => !together.ids.has(id));
      ctx.deviate({
        deviation: 'is-not-a-range',
        message: `${bounds.map(([name, second]) => `${name}=${second}`).join(' and ')} do not find what both find: ${quote(short(ctx, odd ?? ''))} ${common.has(odd ?? '') ? 'is missing' : 'is in one of them only'}`,
        expected: [...common].sort(),
        got: [...together.ids].sort(),
        at: bounds.map(([name]) => name).join(', '),
        exchange: together.exchange,
      });
    }
  },
});

async function foundWith(ctx: RuleContext, bounds: Bounds) {
  const page = await ctx.list([...bounds, ['_like_clientid', ctx.prefix]]);
  return { ids: new Set(knownIds(ctx, page.rows)), exchange: page.exchange };
}

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((id) => other.has(id));

export const timeRangeRules: readonly Rule[] = [ranges];
