import type { ClientRow, RuleContext } from '../../rule/rule-context.js';
import { LIST_TABLE } from '../shared/define-rule.js';
import { lastPage } from '../shared/walk-pages.js';

/** Up to this many clients every page is read; beyond it, some. */
export const SMALL = 1000;
/** Pages that one walk may cost. */
const AFFORDABLE = 60;

/** Limits around every edge of a list of `count` rows; those whose walk would be too long, not. */
export function limitsFor(count: number): readonly number[] {
  const limits = [1, 2, 3, 7, 100, count - 1, count, count + 1];
  return [...new Set(limits)].filter((limit) => limit >= 1 && lastPage(count, limit) <= AFFORDABLE);
}

/** The limits whose pages end exactly with the list, and others, for the edges only. */
export function edgeLimitsFor(count: number): readonly number[] {
  const divisors = [2, 3, 4, 5, 6].filter((divisor) => count % divisor === 0);
  const limits = [1, 3, 7, count - 1, count, count + 1, ...divisors.map((each) => count / each)];
  return [...new Set(limits)].filter((limit) => limit >= 1).slice(0, 9);
}

export async function isSmall(ctx: RuleContext): Promise<boolean> {
  const page = await ctx.list({ _limit: SMALL });
  return page.meta['hasnext'] !== true && page.rows.length < SMALL;
}

/** Runs `judge` on the whole list while it holds still, or on the sample that we can afford. */
export async function onList(
  ctx: RuleContext,
  judge: (rows: readonly ClientRow[]) => Promise<void>,
  sampled: () => Promise<void>,
): Promise<void> {
  if (await isSmall(ctx)) await ctx.withStablePopulation(({ rows }) => judge(rows));
  else await sampled();
}

export const CLAUSE = `${LIST_TABLE}, query parameters, rows _page, _limit`;
