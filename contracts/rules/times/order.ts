import type { ClientRow, FullList, RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { idOf } from '../../http/list-response.js';
import { quote } from '../shared/list-request.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { FIELDS } from './seconds.js';

const LIMIT = 1000;

/**
 * What the laws are judged on: every client while the broker is small, else the run's own; the
 * rule is skipped where there is neither.
 */
async function scope(ctx: RuleContext): Promise<Readonly<Record<string, string>>> {
  const page = await ctx.list({ _limit: LIMIT });
  if (page.meta['hasnext'] !== true && page.rows.length < LIMIT) {
    if (page.rows.length === 0) ctx.skip('The broker has no clients to find.');
    return {};
  }
  if (!ctx.has('fixtures')) {
    ctx.skip(`The broker has more than ${LIMIT} clients, and this run has none of its own.`);
  }
  return { _like_clientid: ctx.prefix };
}

/** A few of the seconds that the rows show: first, quartiles, last. */
function quartiles(ctx: RuleContext, rows: readonly ClientRow[], field: string): readonly number[] {
  const seconds = [...new Set(rows.map((row) => ctx.seconds(row[field])))]
    .filter((second) => !Number.isNaN(second))
    .sort((one, other) => one - other);
  const at = (share: number): number | undefined =>
    seconds[Math.floor((seconds.length - 1) * share)];
  return [...new Set([at(0), at(0.25), at(0.5), at(0.75), at(1)])].filter(
    (second) => second !== undefined,
  );
}

const key = (row: ClientRow): string => JSON.stringify([row['node'], idOf(row)]);

const partition = defineRule({
  id: 'times/partition',
  title:
    'The clients up to a second and those from the next one on are the whole list, and none is in both',
  level: 'MUST',
  clause: `${LIST_TABLE}, query parameters, rows _gte_created_at to _lte_connected_at; decisions.md #3`,
  needs: ['utc-offset'],
  run: async (ctx) => {
    const beside = await scope(ctx);
    for (const field of FIELDS) {
      await ctx.withStablePopulation(async (before) => {
        const seconds = quartiles(ctx, before.rows, field);
        // A bound on either side of a client's second: an error by one shows on one of them only.
        const sides = [...seconds, ...seconds.slice(-2).map((second) => second - 1)];
        for (const second of new Set(sides)) {
          await judgePartition(ctx, before, field, second, beside);
        }
      }, beside);
    }
  },
});

async function judgePartition(
  ctx: RuleContext,
  before: FullList,
  field: string,
  second: number,
  beside: Readonly<Record<string, string>>,
): Promise<void> {
  const upTo = await ctx.list({ [`_lte_${field}`]: second, ...beside, _limit: LIMIT });
  const from = await ctx.list({ [`_gte_${field}`]: second + 1, ...beside, _limit: LIMIT });
  const left = new Set(upTo.rows.map(key));
  const right = new Set(from.rows.map(key));
  const inBoth = from.rows.find((row) => left.has(key(row)));
  if (inBoth) {
    ctx.deviate({
      deviation: 'is-in-both',
      message: `client ${quote(idOf(inBoth))} with ${field} ${quote(inBoth[field])} is found by _lte_${field}=${second} and by _gte_${field}=${second + 1} as well`,
      expected: 'in one of the two',
      got: 'in both',
      at: field,
      exchange: from.exchange,
    });
  }
  const missed = before.rows.filter((row) => !left.has(key(row)) && !right.has(key(row)));
  const [first] = missed;
  if (!first) return;
  // Milliseconds inside: a client of that very second is after its start, and before the next.
  const onlyThatSecond = missed.every((row) => ctx.seconds(row[field]) === second);
  ctx.deviate({
    deviation: onlyThatSecond ? 'own-second-is-in-neither' : 'is-in-neither',
    message: onlyThatSecond
      ? `the clients whose ${field} is second ${second} itself are found neither by _lte_${field}=${second} nor by _gte_${field}=${second + 1}: _lte_ misses its own second`
      : `client ${quote(idOf(first))} with ${field} ${quote(first[field])} is found neither by _lte_${field}=${second} nor by _gte_${field}=${second + 1}`,
    expected: idOf(first),
    got: 'in neither',
    at: field,
    exchange: upTo.exchange,
  });
}

const monotone = defineRule({
  id: 'times/monotone',
  title: 'A later lower bound never adds a client, and a later upper bound never drops one',
  level: 'MUST',
  clause: `${LIST_TABLE}, query parameters, rows _gte_created_at to _lte_connected_at; decisions.md #1, #2`,
  needs: [],
  run: async (ctx) => {
    const beside = await scope(ctx);
    await ctx.withStablePopulation(async (before) => {
      for (const field of FIELDS) {
        for (const bound of ['gte', 'lte'] as const) {
          // From the year 2001 to the year 2286: nobody, or everybody, lies beyond.
          const seconds = [999_999_999, ...quartiles(ctx, before.rows, field), 9_999_999_999];
          await judgeMonotone(ctx, `_${bound}_${field}`, seconds, beside);
        }
      }
    }, beside);
  },
});

async function judgeMonotone(
  ctx: RuleContext,
  parameter: string,
  seconds: readonly number[],
  beside: Readonly<Record<string, string>>,
): Promise<void> {
  const growing = parameter.startsWith('_lte_');
  let earlier: { readonly second: number; readonly keys: ReadonlySet<string> } | undefined;
  for (const second of seconds) {
    const page = await ctx.list({ [parameter]: second, ...beside, _limit: LIMIT });
    const keys = new Set(page.rows.map(key));
    if (earlier) {
      const [small, large] = growing ? [earlier.keys, keys] : [keys, earlier.keys];
      const odd = [...small].find((each) => !large.has(each));
      ctx.expect(odd === undefined, {
        deviation: 'is-not-monotone',
        message: `${parameter}=${second} ${growing ? 'drops' : 'adds'} client ${odd ?? ''} that ${parameter}=${earlier.second} ${growing ? 'finds' : 'does not find'}`,
        expected: growing ? 'at least as many clients' : 'at most as many clients',
        got: odd,
        at: parameter,
        exchange: page.exchange,
      });
    }
    earlier = { second, keys };
  }
}

export const timeLawRules: readonly Rule[] = [partition, monotone];
