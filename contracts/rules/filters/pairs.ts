import type { RuleContext } from '../../rule/rule-context.js';
import { defineRules, LIST_TABLE } from '../shared/define-rules.js';
import {
  commonIds,
  type FilterPair,
  knownClients,
  matchingIds,
  plainClients,
} from '../shared/known-clients.js';
import { ownClientsScope } from '../shared/small-broker.js';
import { type Filter, FILTERS } from '../shared/filter-table.js';
import { areTwins, checkCombined } from './combined-filters.js';
import { distinctValues } from './plain-values.js';

/** Values that some of the run's clients have. */
function candidates(ctx: RuleContext, filter: Filter): readonly FilterPair[] {
  const { parameter, comparison, clientValue } = filter;
  const isTime = comparison === 'at-least' || comparison === 'at-most';
  const values = distinctValues(isTime ? knownClients(ctx) : plainClients(ctx), clientValue);
  const from = parameter === '_like_clientid' ? ctx.prefix.length - 2 : 0;
  const wanted = values.map((value) => {
    // A second later: another rule tests whether a bound includes its own second.
    if (comparison === 'at-most') return String(Number(value) + 1);
    return comparison === 'contains' ? value.slice(from, from + 5) : value;
  });
  return [...new Set(wanted)].slice(0, 12).map((value) => [parameter, value]);
}

/** The two values that best show whether both filters are applied, or only one or either. */
function bestPair(
  ctx: RuleContext,
  one: Filter,
  other: Filter,
): readonly [FilterPair, FilterPair] | undefined {
  let best: readonly [FilterPair, FilterPair] | undefined;
  let bestScore = 0;
  for (const first of candidates(ctx, one)) {
    const left = matchingIds(ctx, [first]);
    for (const second of candidates(ctx, other)) {
      const right = matchingIds(ctx, [second]);
      const common = commonIds(left, right).size;
      const score =
        (common < left.size ? 4 : 0) + (common < right.size ? 2 : 0) + (common > 0 ? 1 : 0);
      if (score <= bestScore) continue;
      bestScore = score;
      best = [first, second];
    }
  }
  return best;
}

export const pairFilterRules = defineRules([
  {
    id: 'filters/pairs',
    title: 'If two filters are given, both apply',
    level: 'MUST',
    clause: `${LIST_TABLE}, query parameters, every row; decisions.md #13`,
    needs: ['fixtures'],
    run: async (ctx) => {
      const scope = await ownClientsScope(ctx);
      for (const [at, one] of FILTERS.entries()) {
        for (const [step, other] of FILTERS.slice(at + 1).entries()) {
          if (areTwins(one.parameter, other.parameter)) continue;
          const pair = bestPair(ctx, one, other);
          // In alternating order, to find a broker that applies only the first or the last filter.
          if (pair) await checkCombined(ctx, step % 2 === 0 ? pair : pair.toReversed(), scope);
        }
      }
    },
  },
]);
