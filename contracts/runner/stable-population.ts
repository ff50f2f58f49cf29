import { RuleFailed, type Deviation } from '../rule/deviation.js';
import { isJsonObject } from '../shared/json.js';
import { idOf } from '../http/list-response.js';
import type { ClientRow, Query, FullList, RuleContext } from '../rule/rule-context.js';

const ATTEMPTS = 5;

/** What it takes of a rule's context. */
type Asker = Pick<RuleContext, 'listAll' | 'own' | 'request' | 'skip'> & {
  readonly deviations: Deviation[];
};

/**
 * See `RuleContext.undisturbed`. Only the clients of others can disturb: the kit's own stay as they
 * are, and a list in which they move is the broker's fault.
 *
 * That the list is the same before and after does not prove that nobody came and went between. So
 * a deviation counts only once it was found twice in the same words, or each of five times in
 * some words, and where its answer, asked for again while nothing moves, is no other.
 */
export async function withStablePopulation(
  ctx: Asker,
  judge: (before: FullList) => Promise<void>,
  query?: Query,
): Promise<void> {
  const heard = new Set<string>();
  let quiet = 0;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const mark = ctx.deviations.length;
    const before = await ctx.listAll(query);
    try {
      await judge(before);
    } catch (error) {
      if (!(error instanceof RuleFailed)) throw error;
    }
    if (ctx.deviations.length === mark) return;
    const found = ctx.deviations.splice(mark);
    const after = await ctx.listAll(query);
    if (fingerprint(before, ctx) !== fingerprint(after, ctx)) continue;
    if (!(await holds(ctx, found[0], after, query))) continue;
    quiet += 1;
    const again = found.filter((deviation) => heard.has(wordsOf(deviation)));
    if (again.length > 0 || quiet === ATTEMPTS) {
      ctx.deviations.push(...(again.length > 0 ? again : found));
      return;
    }
    for (const deviation of found) heard.add(wordsOf(deviation));
  }
  ctx.skip(`clients of others came and went during each of ${ATTEMPTS} attempts`);
}

const wordsOf = ({ deviation, message }: Deviation): string => `${deviation}\n${message}`;

/**
 * Whether the answer that shows the deviation is still the same, or each time another, while the
 * list stays as it is.
 */
async function holds(
  ctx: Asker,
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

/** What of an answer must not change by itself; counters do. */
function answerOf(json: unknown): string {
  if (!isJsonObject(json)) return json === undefined ? '' : JSON.stringify(json);
  const { data, meta } = json as { data?: unknown; meta?: unknown };
  const rows = Array.isArray(data) ? data.filter(isJsonObject).map(keyOf) : typeof data;
  return JSON.stringify([meta, rows]);
}

const keyOf = (row: ClientRow): string =>
  JSON.stringify([row['node'], idOf(row), row['connected_at'], row['connected']]);

function fingerprint({ rows }: FullList, ctx: Asker): string {
  return rows
    .filter((row) => ctx.own([row]).length === 0)
    .map(keyOf)
    .sort()
    .join('\n');
}
