import type { FixtureClient } from '../../test-clients/test-client.js';
import type { RuleContext } from '../../rule/rule-context.js';
import { describeAnswer } from '../shared/list-request.js';
import { defineRules, LIST_TABLE } from '../shared/define-rules.js';
import {
  commonIds,
  type FilterPair,
  knownClients,
  matchingIds,
  plainClients,
  quoteId,
  sameIds,
  sortedIds,
} from '../shared/known-clients.js';
import { UNKNOWN_VALUES } from '../shared/safe-values.js';
import { ownClientsScope } from '../shared/small-broker.js';
import { type Filter, filterFor, type FilterName, FILTERS } from '../shared/filter-table.js';
import { FAR_FUTURE } from '../times/time-filters.js';
import { areTwins, checkCombined, findCombined, TWINS } from './check-combined.js';
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

/** All filters, with values that the client matches. */
export const matchingPairs = (client: FixtureClient): readonly FilterPair[] =>
  FILTERS.flatMap(({ parameter, comparison, clientValue }): readonly FilterPair[] => {
    const value = clientValue(client);
    if (value === undefined || Number.isNaN(value)) return [];
    if (comparison === 'contains') return [[parameter, String(value).slice(-5)]];
    return [[parameter, String(comparison === 'at-most' ? Number(value) + 1 : value)]];
  });

/** For each filter, a value that the chosen client does not match. */
const OTHER_VALUES: Readonly<Record<FilterName, string>> = {
  ...UNKNOWN_VALUES,
  conn_state: 'idle',
  clean_start: 'false',
  proto_name: 'LwM2M',
  _gte_created_at: FAR_FUTURE,
  _lte_created_at: '0',
  _gte_connected_at: FAR_FUTURE,
  _lte_connected_at: '0',
};

const CLAUSE = `${LIST_TABLE}, query parameters, every row; decisions.md #13`;

export const combinedFilterRules = defineRules([
  {
    id: 'filters/pairs',
    title: 'If two filters are given, both apply',
    level: 'MUST',
    clause: CLAUSE,
    needs: ['fixtures'],
    run: async (ctx) => {
      const scope = await ownClientsScope(ctx);
      const pairs = FILTERS.flatMap((one, at) =>
        FILTERS.slice(at + 1).flatMap((other, step) => {
          if (areTwins(one.parameter, other.parameter)) return [];
          const pair = bestPair(ctx, one, other);
          // In alternating order, to find a broker that applies only the first or the last filter.
          return pair ? [step % 2 === 0 ? pair : pair.toReversed()] : [];
        }),
      );
      for (const pair of ctx.affordable(pairs)) await checkCombined(ctx, pair, scope);
    },
  },
  {
    id: 'filters/twins',
    title: 'An exact filter and the _like_ filter of the same field both apply',
    level: 'SHOULD',
    clause: 'decisions.md #13',
    needs: ['fixtures'],
    run: async (ctx) => {
      for (const [exact, like] of TWINS) {
        const [value] = distinctValues(plainClients(ctx), filterFor(exact).clientValue);
        if (value === undefined) continue;
        const inside = value.slice(Math.max(0, value.length - 6), -1);
        for (const part of [`${ctx.prefix}unknown`, inside]) {
          const filters: readonly FilterPair[] = [
            [exact, value],
            [like, part],
          ];
          const scope = exact === 'username' ? { _like_clientid: ctx.prefix } : {};
          const { ids, answer } = await findCombined(ctx, filters, scope);
          const expected = matchingIds(ctx, filters);
          if (answer.kind === 'rows' && sameIds(ids, expected)) continue;
          const overrides = sameIds(ids, matchingIds(ctx, [[exact, value]]));
          ctx.deviate({
            deviation: overrides ? 'exact-overrides-like' : 'is-not-and',
            message: overrides
              ? `${exact} silently overrides ${like}: clients are found that do not contain ${quoteId(ctx, part)}`
              : `${exact} and ${like} together find ${describeAnswer(answer)}`,
            expected: sortedIds(expected),
            got: answer.kind === 'rows' ? sortedIds(ids) : describeAnswer(answer),
            at: `${exact}, ${like}`,
          });
        }
      }
    },
  },
  {
    id: 'filters/all-at-once',
    title:
      'All 14 filters at once find the one client that matches them all, and no client if one filter does not match',
    level: 'MUST',
    clause: CLAUSE,
    needs: ['fixtures', 'usernames'],
    run: async (ctx) => {
      const client = plainClients(ctx).find(
        ({ username, clean, connState }) =>
          username !== undefined && clean && connState === 'connected',
      );
      if (!client) return ctx.skip('This run has no connected clean client with a user name.');
      const all = matchingPairs(client);
      await checkCombined(ctx, all);
      for (const [parameter] of ctx.affordable(all)) {
        const others = all.filter(([name]) => name !== parameter && !areTwins(name, parameter));
        await checkCombined(ctx, [...others, [parameter, OTHER_VALUES[parameter]]]);
      }
    },
  },
]);
