import type { Exchange } from '../../http/exchange.js';
import type { ClientRow, RuleContext } from '../../rule/rule-context.js';
import { clientPath, idOf } from '../../http/list-response.js';
import { classifyAnswer, type ListAnswer, quote, requestList } from './list-request.js';
import { idsOf, knownClients } from './known-clients.js';

/** The rows of one answer. */
export interface RowSample {
  /** For messages: "on page 2", "in a lookup". */
  readonly where: string;
  readonly rows: readonly ClientRow[];
  readonly exchange: Exchange;
}

/**
 * Rows of every kind of request: a fault may show only on a later page, with a filter or in a
 * lookup. Other rules report a request that does not work at all.
 */
export async function sampleRows(ctx: RuleContext): Promise<readonly RowSample[]> {
  const paged = await requestList(ctx, { _limit: 1000 });
  const first = paged.kind === 'rows' ? paged : await ctx.list();
  const samples: RowSample[] = [{ where: 'in the list', ...first }];
  const add = (where: string, answer: ListAnswer): void => {
    if (answer.kind === 'rows') samples.push({ where, ...answer });
  };
  const half = Math.min(100, Math.ceil(first.rows.length / 2));
  if (half > 0) {
    add('on page 2', await requestList(ctx, { _page: 2, _limit: half }));
    add(
      'in the list with clean_start=true',
      await requestList(ctx, { clean_start: 'true', _limit: 100 }),
    );
  }
  if (ctx.has('fixtures')) {
    add('in the list with _like_clientid', await requestList(ctx, { _like_clientid: ctx.prefix }));
  }
  for (const id of idsToLookUp(ctx, first.ids)) {
    add('in a lookup', classifyAnswer(await ctx.request({ path: clientPath(id) })));
  }
  return samples;
}

/** What is wrong with a row. */
export interface RowDeviation {
  readonly deviation: string;
  readonly message: string;
  readonly expected: unknown;
  /** The wrong member. */
  readonly member: string;
  /** Default: the value of `member`. */
  readonly got?: unknown;
}

/**
 * Checks every row of the samples, and reports the first wrong row of each. Skips the rule if the
 * broker has no clients.
 * @param check its `client` is for messages: "client 'x' on page 2"
 */
export async function checkRows(
  ctx: RuleContext,
  check: (row: ClientRow, client: string) => RowDeviation | undefined,
): Promise<void> {
  const samples = await sampleRows(ctx);
  if (samples.every(({ rows }) => rows.length === 0)) ctx.skip('The broker has no clients.');
  for (const { where, rows, exchange } of samples) {
    for (const [index, row] of rows.entries()) {
      const place = index === 0 ? '' : ` (row ${index + 1} of ${rows.length}, the first wrong one)`;
      const wrong = check(row, `client ${quote(idOf(row))} ${where}${place}`);
      if (!wrong) continue;
      const { member, ...deviation } = wrong;
      ctx.deviate({ got: row[member], ...deviation, at: `data[${index}].${member}`, exchange });
      break;
    }
  }
}

/** One client of each MQTT version, an offline one and an odd id; or the first of the list. */
function idsToLookUp(ctx: RuleContext, listed: readonly string[]): Iterable<string> {
  if (!ctx.has('fixtures')) return listed.slice(0, 1).filter((id) => id !== '');
  const clients = knownClients(ctx);
  const chosen = [
    ...([3, 4, 5] as const).map((version) => clients.find((each) => each.version === version)),
    clients.find(({ connState }) => connState === 'disconnected'),
    clients.find(({ clientid }) => /[^ -~]/.test(clientid)),
  ];
  return idsOf(chosen.filter((client) => client !== undefined));
}
