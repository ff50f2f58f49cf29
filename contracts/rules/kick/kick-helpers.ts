import { idOf } from '../../http/list-response.js';
import type { RuleContext } from '../../rule/rule-context.js';
import { KICK_TABLE } from '../shared/define-rule.js';

export const isShown = async (ctx: RuleContext, id: string): Promise<boolean> =>
  (await ctx.lookup(id)).rows.some((row) => idOf(row) === id);

/** Waits until the broker no longer shows the client; false if it goes on doing so. */
export const goes = (ctx: RuleContext, id: string): Promise<boolean> =>
  ctx.eventually(async () => !(await isShown(ctx, id)));

export const CLAUSE = `${KICK_TABLE}, first paragraph (connection and session end)`;
