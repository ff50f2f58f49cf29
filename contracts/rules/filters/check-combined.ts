import type { RuleContext } from '../../rule/rule-context.js';
import { describeAnswer, type ListAnswer, requestList } from '../shared/list-request.js';
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
import type { Filters } from '../shared/small-broker.js';

/** The known clients that several filters find together. */
export async function findCombined(
  ctx: RuleContext,
  filters: readonly FilterPair[],
  scope: Filters,
): Promise<{ readonly ids: Ids; readonly answer: ListAnswer }> {
  const own = Object.fromEntries(filters);
  // The filters come first in the query, and override the scope.
  const answer = await requestList(ctx, { ...own, ...scope, ...own });
  return { ids: new Set(answer.kind === 'rows' ? knownIds(ctx, answer.rows) : []), answer };
}

/**
 * Sends several filters at once. If the answer is wrong, sends each filter alone and reports the
 * broker only if the answer is not what its own answers have in common: other rules report a
 * filter that is wrong by itself.
 */
export async function checkCombined(
  ctx: RuleContext,
  filters: readonly FilterPair[],
  scope: Filters = {},
): Promise<void> {
  const { ids, answer } = await findCombined(ctx, filters, scope);
  const isRight = (expected: Ids): boolean => answer.kind === 'rows' && sameIds(ids, expected);
  if (isRight(matchingIds(ctx, filters))) return;
  const singles: Ids[] = [];
  for (const filter of filters) singles.push((await findCombined(ctx, [filter], scope)).ids);
  const expected = singles.reduce(commonIds);
  if (isRight(expected)) return;
  const names = filters.map(([parameter]) => parameter);
  const shown = filters
    .slice(0, 3)
    .map(([parameter, value]) => `${parameter}=${quoteId(ctx, value)}`)
    .join(' and ');
  const more = filters.length > 3 ? ` and ${filters.length - 3} more` : '';
  ctx.deviate({
    deviation: 'is-not-and',
    message: `${shown}${more}: ${explain(ids, singles, names, answer)}`,
    expected: sortedIds(expected),
    got: answer.kind === 'rows' ? sortedIds(ids) : describeAnswer(answer),
    at: names.length > 3 ? 'all filters' : names.join(', '),
    exchange: answer.exchange,
  });
}

function explain(
  ids: Ids,
  singles: readonly Ids[],
  names: readonly string[],
  answer: ListAnswer,
): string {
  if (answer.kind !== 'rows') return `the answer is ${describeAnswer(answer)}`;
  const either = new Set(singles.flatMap((single) => [...single]));
  if (singles.length > 1 && sameIds(ids, either)) {
    return 'the answer has the clients that match either filter (OR), not those that match all (AND)';
  }
  const only = singles.findIndex((single) => sameIds(ids, single));
  if (only !== -1 && singles.length === 2) {
    return `only ${String(names[only])} is applied, ${String(names[1 - only])} is ignored`;
  }
  const ignored = names.find((_, index) => {
    const others = singles.filter((_single, other) => other !== index);
    return others.length > 0 && sameIds(ids, others.reduce(commonIds));
  });
  return ignored === undefined
    ? 'the answer has other clients than those that match every filter'
    : `${ignored} is ignored when combined with the others`;
}

/** The exact filters and their `_like_` counterparts. */
export const TWINS = [
  ['clientid', '_like_clientid'],
  ['username', '_like_username'],
] as const;

export const areTwins = (one: string, other: string): boolean =>
  TWINS.some((twins) => twins.some((name) => name === one) && twins.some((name) => name === other));
