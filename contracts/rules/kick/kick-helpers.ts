import { idOf } from '../../http/list-response.js';
import type { RuleContext } from '../../rule/rule-context.js';
import { KICK_TABLE } from '../shared/define-rules.js';

export const CLAUSE = `${KICK_TABLE}, first paragraph (connection and session end)`;

/** Whether the lookup shows the client. */
export const isShown = async (ctx: RuleContext, id: string): Promise<boolean> =>
  (await ctx.lookup(id)).rows.some((row) => idOf(row) === id);

/** Waits until the lookup no longer shows the client; false if it still does after some seconds. */
export const disappears = (ctx: RuleContext, id: string): Promise<boolean> =>
  ctx.eventually(async () => !(await isShown(ctx, id)));
