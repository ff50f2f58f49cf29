import { idOf } from '../http/list-response.js';
import { RuleFailed, type Deviation } from '../rule/deviation.js';
import type { ClientRow, FullList, Query, RuleContext } from '../rule/rule-context.js';
import { isJsonObject } from '../shared/json.js';

const ATTEMPTS = 5;

/** The part of a rule's context that this needs. */
type StableContext = Pick<RuleContext, 'listAll' | 'own' | 'recheck' | 'request' | 'skip'> & {
  readonly deviations: Deviation[];
};

/**
 * See `RuleContext.withStablePopulation`. Only clients of others can disturb: the kit's own do not
 * change, and a list in which they move is the broker's fault.
 *
 * The same list before and after does not prove that no client came and went between. So a
 * deviation counts only if two attempts found it with the same message, or all five with any
 * message, and if its answer, requested again while the list stays the same, does not change.
 */
export async function withStablePopulation(
  ctx: StableContext,
  check: (before: FullList) => Promise<void>,
  query?: Query,
): Promise<void> {
  const seen = new Set<string>();
  let quiet = 0;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const mark = ctx.deviations.length;
    const before = await ctx.listAll(query);
    try {
      await check(before);
    } catch (error) {
      if (!(error instanceof RuleFailed)) throw error;
    }
    if (ctx.deviations.length === mark) return;
    const found = ctx.deviations.splice(mark);
    ctx.recheck();
    const after = await ctx.listAll(query);
    if (fingerprint(before, ctx) !== fingerprint(after, ctx)) continue;
    if (!(await holds(ctx, found[0], after, query))) continue;
    quiet += 1;
    const again = found.filter((deviation) => seen.has(keyOf(deviation)));
    if (again.length > 0 || quiet === ATTEMPTS) {
      ctx.deviations.push(...(again.length > 0 ? again : found));
      return;
    }
    for (const deviation of found) seen.add(keyOf(deviation));
  }
  ctx.skip(`clients of others came and went during each of ${ATTEMPTS} attempts`);
}

const keyOf = ({ deviation, message }: Deviation): string => `${deviation}\n${message}`;

/**
 * Whether the answer that shows the deviation is still the same, or different each time, while the
 * list stays as it is.
 */
async function holds(
  ctx: StableContext,
  deviation: Deviation | undefined,
  before: FullList,
  query: Query | undefined,
): Promise<boolean> {
  const exchange = deviation?.exchange;
  if (exchange?.request.method !== 'GET') return true;
  const first = answerOf((await ctx.request(exchange.request)).json);
  const second = answerOf((await ctx.request(exchange.request)).json);
  const after = await ctx.listAll(query);
  if (fingerprint(before, ctx) !== fingerprint(after, ctx)) return false;
  return first !== second || first === answerOf(exchange.json);
}

/** The part of an answer that must not change by itself; counters do. */
function answerOf(json: unknown): string {
  if (!isJsonObject(json)) return json === undefined ? '' : JSON.stringify(json);
  const { data, meta } = json as { data?: unknown; meta?: unknown };
  const rows = Array.isArray(data) ? data.filter(isJsonObject).map(rowKey) : typeof data;
  return JSON.stringify([meta, rows]);
}

const rowKey = (row: ClientRow): string =>
  JSON.stringify([row['node'], idOf(row), row['connected_at'], row['connected']]);

function fingerprint({ rows }: FullList, ctx: StableContext): string {
  return rows
    .filter((row) => ctx.own([row]).length === 0)
    .map(rowKey)
    .sort()
    .join('\n');
}
