import { hasNext } from '../../http/list-response.js';
import type { ClientRow, Page, RuleContext } from '../../rule/rule-context.js';

/** Rules read the whole list of a broker with fewer clients, and a sample of others. */
export const SMALL_BROKER = 1000;

/** Filters with their values, without paging. */
export type Filters = Readonly<Record<string, string>>;

/** The list, if it fits on one page of {@link SMALL_BROKER} rows. */
export async function listIfSmall(ctx: RuleContext): Promise<Page | undefined> {
  const page = await ctx.list({ _limit: SMALL_BROKER });
  return hasNext(page, SMALL_BROKER) || page.rows.length >= SMALL_BROKER ? undefined : page;
}

/** A rule that checks the whole list while no client comes or goes, or a sample of a large one. */
export const checkListOrSample =
  (
    checkList: (ctx: RuleContext, rows: readonly ClientRow[]) => Promise<void>,
    checkSample: (ctx: RuleContext) => Promise<void>,
  ) =>
  async (ctx: RuleContext): Promise<void> => {
    if (await listIfSmall(ctx)) await ctx.withStablePopulation(({ rows }) => checkList(ctx, rows));
    else await checkSample(ctx);
  };

/**
 * A filter on the run's own clients, to combine with the filter under test, so that the answer has
 * them on its first page. Empty while the broker is small: the filter is then tested alone.
 */
export const ownClientsScope = async (ctx: RuleContext): Promise<Filters> =>
  (await listIfSmall(ctx)) ? {} : { _like_clientid: ctx.prefix };
