import type { Exchange } from '../../http/exchange.js';
import type { ClientRow, RuleContext } from '../../rule/rule-context.js';
import { clientPath } from '../../http/list-response.js';
import { type Answer, ask, sortAnswer } from './list-request.js';
import { knownClients } from './known-clients.js';

/** Rows of one answer, and where they stood. */
export interface RowSource {
  /** For messages: "on page 2", "under a filter". */
  readonly where: string;
  readonly rows: readonly ClientRow[];
  readonly exchange: Exchange;
}

/**
 * Rows from every corner of the API: a fault may show on a later page only, only beside a filter,
 * or only where one client is looked up. Corners that are closed are the matter of other rules.
 */
export async function rowSources(ctx: RuleContext): Promise<readonly RowSource[]> {
  const paged = await ask(ctx, { _limit: 1000 });
  const first = paged.kind === 'rows' ? paged : await ctx.list();
  const sources: RowSource[] = [{ where: 'in the list', ...first }];
  const add = (where: string, answer: Answer): void => {
    if (answer.kind === 'rows') sources.push({ where, ...answer });
  };
  const half = Math.min(100, Math.ceil(first.rows.length / 2));
  if (half > 0) {
    add('on page 2', await ask(ctx, { _page: 2, _limit: half }));
    add('under a filter', await ask(ctx, { clean_start: 'true', _limit: 100 }));
  }
  if (ctx.has('fixtures')) {
    add('under _like_clientid', await ask(ctx, { _like_clientid: ctx.prefix }));
  }
  for (const id of idsToLookUp(ctx, first.ids)) {
    add('in a lookup', sortAnswer(await ctx.request({ path: clientPath(id) })));
  }
  return sources;
}

/** Judges every row of every source until one of an answer is wrong; skips an empty broker. */
export async function eachRow(
  ctx: RuleContext,
  judge: (row: ClientRow, source: RowSource, at: string) => boolean,
): Promise<void> {
  let judged = 0;
  for (const source of await rowSources(ctx)) {
    judged += source.rows.length;
    // The first wrong row of an answer tells enough.
    source.rows.every((row, index) => {
      const where = `${source.where}${index === 0 ? '' : ` (row ${index + 1} of ${source.rows.length}, the first such)`}`;
      return judge(row, { ...source, where }, `data[${index}]`);
    });
  }
  if (judged === 0) ctx.skip('The broker has no clients to look at.');
}

/** One client of each version, an offline one and an odd one; else the first of the list. */
function idsToLookUp(ctx: RuleContext, listed: readonly string[]): readonly string[] {
  if (!ctx.has('fixtures')) return listed.slice(0, 1).filter((id) => id !== '');
  const clients = knownClients(ctx);
  return [
    ...new Set(
      [
        ...([3, 4, 5] as const).map((version) => clients.find((each) => each.version === version)),
        clients.find(({ connState }) => connState === 'disconnected'),
        clients.find(({ clientid }) => /[^ -~]/.test(clientid)),
      ]
        .filter((client) => client !== undefined)
        .map(({ clientid }) => clientid),
    ),
  ];
}
