import type { Context } from './context.js';
import { idOf } from './page.js';
import type { Query, Reading } from './rule-context.js';
import { RuleFailed } from './rule.js';

const ATTEMPTS = 5;

/**
 * See `RuleContext.undisturbed`. Only the clients of others can disturb: the kit's own stay as they
 * are, and a list in which they move is the broker's fault.
 */
export async function judgeUndisturbed(
  ctx: Context,
  judge: (before: Reading) => Promise<void>,
  query?: Query,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const mark = ctx.deviations.length;
    const before = await ctx.all(query);
    try {
      await judge(before);
    } catch (error) {
      if (!(error instanceof RuleFailed)) throw error;
    }
    if (ctx.deviations.length === mark) return;
    const after = await ctx.all(query);
    if (fingerprint(before, ctx) === fingerprint(after, ctx)) return;
    ctx.deviations.length = mark;
  }
  ctx.skip(`clients of others came and went during each of ${ATTEMPTS} attempts`);
}

function fingerprint({ rows }: Reading, ctx: Context): string {
  return rows
    .filter((row) => ctx.own([row]).length === 0)
    .map((row) => JSON.stringify([row['node'], idOf(row), row['connected_at'], row['connected']]))
    .sort()
    .join('\n');
}
