import type { RuleContext } from '../../rule/rule-context.js';
import type { FilterName } from '../shared/filter-table.js';

/** Up to this many clients the rules ask without the run's prefix beside. */
const SMALL = 1000;

/**
 * What to send beside a filter so that the answer holds the run's own clients on its first page:
 * nothing while the broker is small, so that the filter is seen working alone; else the prefix.
 */
export async function besideFilter(
  ctx: RuleContext,
): Promise<readonly (readonly [FilterName, string])[]> {
  const page = await ctx.list({ _limit: SMALL });
  return page.meta['hasnext'] === true || page.rows.length >= SMALL
    ? [['_like_clientid', ctx.prefix]]
    : [];
}
