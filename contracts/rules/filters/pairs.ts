import type { FixtureClient } from '../../test-clients/test-client.js';
import type { RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { besideFilter } from './own-clients-scope.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { knownClients, plainClients } from '../shared/known-clients.js';
import { type Selector, SELECTORS } from '../shared/filter-table.js';
import { both, isTwins, judgeTogether, matching, type Pair } from './combined-filters.js';

/** Values of a filter that some of the run's clients have and some have not. */
function candidates(ctx: RuleContext, filter: Selector): readonly string[] {
  const clients = knownClients(ctx);
  const plain = plainClients(ctx);
  const values = (some: readonly FixtureClient[]): string[] => [
    ...new Set(
      some
        .map(filter.of)
        .filter((value) => value !== undefined && !Number.isNaN(value))
        .map(String),
    ),
  ];
  switch (filter.comparison) {
    case 'at-least':
      return values(clients).slice(0, 12);
    case 'at-most':
      // A second later than a client's own: whether that one is included is another rule's matter.
      return values(clients)
        .slice(0, 12)
        .map((second) => String(Number(second) + 1));
    case 'contains': {
      const from = filter.parameter === '_like_clientid' ? ctx.prefix.length - 2 : 0;
      return [...new Set(values(plain).map((text) => text.slice(from, from + 5)))].slice(0, 12);
    }
    default:
      return values(plain).slice(0, 12);
  }
}

/** The two values by which it shows best that both filters are applied, and not one or either. */
function telling(
  ctx: RuleContext,
  one: Selector,
  other: Selector,
): readonly [Pair, Pair] | undefined {
  let best: readonly [Pair, Pair] | undefined;
  let bestScore = 0;
  for (const first of candidates(ctx, one)) {
    const left = matching(ctx, [[one.parameter, first]]);
    for (const second of candidates(ctx, other)) {
      const right = matching(ctx, [[other.parameter, second]]);
      const common = both(left, right);
      const score =
        (common.size < left.size ? 4 : 0) +
        (common.size < right.size ? 2 : 0) +
        (common.size > 0 ? 1 : 0);
      if (score > bestScore) {
        bestScore = score;
        best = [
          [one.parameter, first],
          [other.parameter, second],
        ];
      }
    }
  }
  return best;
}

const pairs = defineRule({
  id: 'filters/pairs',
  title: 'Of any two filters, both apply',
  level: 'MUST',
  clause: `${LIST_TABLE}, query parameters, every row; decisions.md #13`,
  needs: ['fixtures'],
  run: async (ctx) => {
    const beside = await besideFilter(ctx);
    for (const [at, one] of SELECTORS.entries()) {
      for (const [step, other] of SELECTORS.slice(at + 1).entries()) {
        if (isTwins(one.parameter, other.parameter)) continue;
        const values = telling(ctx, one, other);
        if (!values) continue;
        // Every other pair in the other order: neither the first nor the last filter may win.
        const [first, second] = values;
        await judgeTogether(ctx, step % 2 === 0 ? [first, second] : [second, first], beside);
      }
    }
  },
});

export const pairFilterRules: readonly Rule[] = [pairs];
