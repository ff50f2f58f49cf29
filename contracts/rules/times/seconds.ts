import type { RuleContext } from '../../rule/rule-context.js';

export const FIELDS = ['created_at', 'connected_at'] as const;
export const BOUNDS = ['gte', 'lte'] as const;
export type Field = (typeof FIELDS)[number];

/** 2001 and 2286 in seconds: a year before any client, and one after; with 9 digits and 10. */
export const FAR_PAST = '999999999';
export const FAR_FUTURE = '9999999999';

/** The seconds in which the run's clients were made, and their neighbours. */
export function secondsToAsk(ctx: RuleContext, field: Field): readonly number[] {
  const all = field === 'created_at' ? ctx.fixtures.createdSeconds : ctx.fixtures.connectedSeconds;
  const [first, last] = [all[0], all.at(-1)];
  const inner = all.slice(1, -1);
  const chosen = [first, inner[0], inner[Math.floor(inner.length / 2)], inner.at(-1), last];
  return [...new Set(chosen.filter((second) => second !== undefined))].filter(
    (second) => !Number.isNaN(second),
  );
}
