import type { RuleContext } from '../../rule/rule-context.js';
import { type Answer, ask, quote, sayAnswer } from '../shared/list-request.js';
import { knownClients, knownIds, short } from '../shared/known-clients.js';
import { idsOf } from '../shared/check-filter.js';
import { type FilterName, selector, selects } from '../shared/filter-table.js';

export type Pair = readonly [parameter: FilterName, value: string];
type Ids = ReadonlySet<string>;

export const matching = (ctx: RuleContext, filters: readonly Pair[]): Ids =>
  idsOf(
    knownClients(ctx).filter((client) =>
      filters.every(([parameter, value]) => {
        const { of, comparison } = selector(parameter);
        return selects(comparison, of(client), value);
      }),
    ),
  );

export const both = (one: Ids, other: Ids): Ids => new Set([...one].filter((id) => other.has(id)));
export const equal = (one: Ids, other: Ids): boolean =>
  one.size === other.size && [...one].every((id) => other.has(id));

export async function found(
  ctx: RuleContext,
  filters: readonly Pair[],
  beside: readonly Pair[],
): Promise<{ readonly ids: Ids; readonly answer: Answer }> {
  const asked = new Set(filters.map(([parameter]) => parameter));
  const answer = await ask(ctx, [...filters, ...beside.filter(([name]) => !asked.has(name))]);
  return { ids: new Set(answer.kind === 'rows' ? knownIds(ctx, answer.rows) : []), answer };
}

/**
 * Asks with several filters. Where the answer is not the truth, each filter is asked alone, and
 * the broker is accused only if the answer is not what its own answers have in common: a filter
 * that is wrong by itself is another rule's matter.
 */
export async function judgeTogether(
  ctx: RuleContext,
  filters: readonly Pair[],
  beside: readonly Pair[],
): Promise<void> {
  const { ids, answer } = await found(ctx, filters, beside);
  if (answer.kind === 'rows' && equal(ids, matching(ctx, filters))) return;
  const singles: Ids[] = [];
  for (const filter of filters) singles.push((await found(ctx, [filter], beside)).ids);
  const expected = singles.reduce(both);
  if (answer.kind === 'rows' && equal(ids, expected)) return;
  const names = filters.map(([parameter]) => parameter);
  const asked = filters
    .slice(0, 3)
    .map(([parameter, value]) => `${parameter}=${quote(short(ctx, value))}`)
    .join(' and ');
  ctx.deviate({
    deviation: 'is-not-and',
    message: `${asked}${filters.length > 3 ? ` and ${filters.length - 3} more` : ''}: ${explain(ids, singles, names, answer)}`,
    expected: [...expected].sort(),
    got: answer.kind === 'rows' ? [...ids].sort() : sayAnswer(answer),
    at: names.length > 3 ? 'all filters' : names.join(', '),
    exchange: answer.exchange,
  });
}

function explain(
  ids: Ids,
  singles: readonly Ids[],
  names: readonly string[],
  answer: Answer,
): string {
  if (answer.kind !== 'rows') return `answered with ${sayAnswer(answer)}`;
  const either = new Set(singles.flatMap((single) => [...single]));
  if (singles.length > 1 && equal(ids, either)) {
    return 'finds the clients that match either filter (OR), not those that match all (AND)';
  }
  const only = singles.findIndex((single) => equal(ids, single));
  if (only !== -1 && singles.length === 2) {
    return `only ${String(names[only])} is applied, ${String(names[1 - only])} is ignored beside it`;
  }
  for (const [left] of singles.entries()) {
    const others = singles.filter((_, index) => index !== left);
    if (others.length > 0 && equal(ids, others.reduce(both))) {
      return `${String(names[left])} is ignored beside the others`;
    }
  }
  return 'finds other clients than those that match every filter';
}

export const TWINS = [
  ['clientid', '_like_clientid'],
  ['username', '_like_username'],
] as const;

export const isTwins = (one: string, other: string): boolean =>
  TWINS.some(([exact, like]) => one === exact && other === like);
