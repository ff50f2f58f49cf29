import type { ClientRow, FullList, RuleContext } from '../../rule/rule-context.js';
import { idOf } from '../../http/list-response.js';
import { quote, rowKey } from '../shared/list-request.js';
import { defineRules, LIST_TABLE } from '../shared/define-rules.js';
import { type Filters, listIfSmall, SMALL_BROKER } from '../shared/small-broker.js';
import { FAR_FUTURE, FAR_PAST, FIELDS } from './time-filters.js';

const CLAUSE = `${LIST_TABLE}, query parameters, rows _gte_created_at to _lte_connected_at`;

/** Selects every client of a small broker, and the run's own clients of a large one. */
async function scopeOf(ctx: RuleContext): Promise<Filters> {
  const list = await listIfSmall(ctx);
  if (list?.rows.length === 0) ctx.skip('The broker has no clients to find.');
  if (!list && !ctx.has('fixtures')) {
    ctx.skip(
      `it needs test clients on a broker with ${SMALL_BROKER} clients or more: give the MQTT address with --mqtt`,
    );
  }
  return list ? {} : { _like_clientid: ctx.prefix };
}

/** Some of the seconds that the rows show: minimum, quartiles and maximum. */
function quartiles(ctx: RuleContext, rows: readonly ClientRow[], field: string): readonly number[] {
  const seconds = [...new Set(rows.map((row) => ctx.seconds(row[field])))]
    .filter((second) => !Number.isNaN(second))
    .sort((one, other) => one - other);
  const chosen = [0, 0.25, 0.5, 0.75, 1].map((q) => seconds[Math.floor((seconds.length - 1) * q)]);
  return [...new Set(chosen)].filter((second) => second !== undefined);
}

async function checkPartition(
  ctx: RuleContext,
  { rows }: FullList,
  field: string,
  second: number,
  scope: Filters,
): Promise<void> {
  const lte = `_lte_${field}=${second}`;
  const gte = `_gte_${field}=${second + 1}`;
  const upTo = await ctx.list({ [`_lte_${field}`]: second, ...scope, _limit: SMALL_BROKER });
  const from = await ctx.list({ [`_gte_${field}`]: second + 1, ...scope, _limit: SMALL_BROKER });
  const early = new Set(upTo.rows.map(rowKey));
  const late = new Set(from.rows.map(rowKey));
  const inBoth = from.rows.find((row) => early.has(rowKey(row)));
  if (inBoth) {
    ctx.deviate({
      deviation: 'is-in-both',
      message: `client ${quote(idOf(inBoth))} with ${field} ${quote(inBoth[field])} is found by ${lte} and also by ${gte}`,
      expected: 'in one of the two',
      got: 'in both',
      at: field,
    });
  }
  const missed = rows.filter((row) => !early.has(rowKey(row)) && !late.has(rowKey(row)));
  const [first] = missed;
  if (!first) return;
  // If the broker compares milliseconds, _lte_ misses what comes after the start of its second.
  const isOwnSecond = missed.every((row) => ctx.seconds(row[field]) === second);
  ctx.deviate({
    deviation: isOwnSecond ? 'own-second-is-in-neither' : 'is-in-neither',
    message: isOwnSecond
      ? `the clients whose ${field} is exactly second ${second} are found neither by ${lte} nor by ${gte}: _lte_ misses its own second`
      : `client ${quote(idOf(first))} with ${field} ${quote(first[field])} is found neither by ${lte} nor by ${gte}`,
    expected: idOf(first),
    got: 'in neither',
    at: field,
    exchange: upTo.exchange,
  });
}

async function checkMonotone(
  ctx: RuleContext,
  parameter: string,
  seconds: readonly number[],
  scope: Filters,
): Promise<void> {
  const isUpper = parameter.startsWith('_lte_');
  let previous: { readonly second: number; readonly keys: ReadonlySet<string> } | undefined;
  for (const second of ctx.affordable(seconds)) {
    const { rows } = await ctx.list({ [parameter]: second, ...scope, _limit: SMALL_BROKER });
    const keys = new Set(rows.map(rowKey));
    if (previous) {
      const [fewer, more] = isUpper ? [previous.keys, keys] : [keys, previous.keys];
      const wrong = [...fewer].find((key) => !more.has(key));
      ctx.expect(wrong === undefined, {
        deviation: 'is-not-monotone',
        message: `${parameter}=${second} ${isUpper ? 'misses' : 'adds'} client ${wrong ?? ''} that ${parameter}=${previous.second} ${isUpper ? 'finds' : 'does not find'}`,
        expected: isUpper ? 'at least as many clients' : 'at most as many clients',
        got: wrong,
        at: parameter,
      });
    }
    previous = { second, keys };
  }
}

export const timeOrderRules = defineRules([
  {
    id: 'times/partition',
    title:
      'The clients up to a second and those from the next second on are the whole list, and no client is in both',
    level: 'MUST',
    clause: `${CLAUSE}; decisions.md #3`,
    needs: ['utc-offset'],
    run: async (ctx) => {
      const scope = await scopeOf(ctx);
      for (const field of FIELDS) {
        await ctx.withStablePopulation(async (before) => {
          const seconds = quartiles(ctx, before.rows, field);
          // On both sides of a client's second: an error by one shows only on one of them.
          const bounds = [...seconds, ...seconds.slice(-2).map((second) => second - 1)];
          for (const second of ctx.affordable([...new Set(bounds)])) {
            await checkPartition(ctx, before, field, second, scope);
          }
        }, scope);
      }
    },
  },
  {
    id: 'times/monotone',
    title: 'A later lower bound never adds a client, and a later upper bound never removes one',
    level: 'MUST',
    clause: `${CLAUSE}; decisions.md #1, #2`,
    run: async (ctx) => {
      const scope = await scopeOf(ctx);
      await ctx.withStablePopulation(async ({ rows }) => {
        for (const field of FIELDS) {
          const seconds = [Number(FAR_PAST), ...quartiles(ctx, rows, field), Number(FAR_FUTURE)];
          await checkMonotone(ctx, `_gte_${field}`, seconds, scope);
          await checkMonotone(ctx, `_lte_${field}`, seconds, scope);
        }
      }, scope);
    },
  },
]);
