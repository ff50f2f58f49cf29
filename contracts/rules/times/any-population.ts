import { idOf } from '../../http/list-response.js';
import type { ClientRow, Page, RuleContext } from '../../rule/rule-context.js';
import { describeAnswer, quote, requestList } from '../shared/list-request.js';
import { defineRules } from '../shared/define-rules.js';
import {
  FAR_FUTURE,
  FAR_PAST,
  IN_MILLISECONDS,
  TIME_FILTERS,
  type TimeFilter,
} from './time-filters.js';

const SAMPLE = 500;

/** What holds for the clients of any broker: each found client shows a time within the bound. */
async function checkTimeFilter(ctx: RuleContext, filter: TimeFilter): Promise<void> {
  const { parameter, field, isUpper } = filter;
  const { rows } = await ctx.list({ _limit: SAMPLE });
  const seconds = rows
    .map((row) => ctx.seconds(row[field]))
    .filter((second) => !Number.isNaN(second))
    .sort((one, other) => one - other);
  const median = seconds[seconds.length >> 1];
  if (median === undefined) return ctx.skip(`The broker shows no client with a ${field}.`);
  for (const wanted of [String(median), isUpper ? '0' : FAR_FUTURE]) {
    const page = await ctx.list({ [parameter]: wanted, _limit: SAMPLE });
    const isBeyond = (row: ClientRow): boolean => {
      const shown = ctx.seconds(row[field]);
      return isUpper ? shown > Number(wanted) : shown < Number(wanted);
    };
    const wrong = page.rows.find(isBeyond);
    if (!wrong) continue;
    const milliseconds = await takesMilliseconds(ctx, filter, median);
    ctx.deviate({
      deviation: milliseconds ? 'takes-milliseconds' : 'finds-clients-beyond-the-bound',
      message: milliseconds
        ? `${parameter} ${IN_MILLISECONDS}`
        : `${parameter}=${wanted} finds ${quote(wrong['clientid'])}, whose ${field} is ${quote(wrong[field])}${explain(rows, page.rows, isBeyond)}`,
      expected: `no client ${isUpper ? 'after' : 'before'} ${wanted}`,
      got: wrong[field],
      at: parameter,
      exchange: page.exchange,
    });
    return;
  }
  // In seconds or milliseconds, every client matches these bounds.
  const wide = isUpper ? FAR_FUTURE : '0';
  const answer = await requestList(ctx, { [parameter]: wide, _limit: SAMPLE });
  if (answer.kind === 'rows' && answer.rows.length > 0) return checkTightness(ctx, filter, rows);
  const milliseconds = await takesMilliseconds(ctx, filter, median);
  const got = describeAnswer(answer);
  ctx.deviate({
    deviation: milliseconds ? 'takes-milliseconds' : 'misses-clients',
    message: milliseconds
      ? `${parameter} ${IN_MILLISECONDS}`
      : `${parameter}=${wide}, which every client matches, is answered with ${got}`,
    expected: 'the list',
    got,
    at: parameter,
    exchange: answer.exchange,
  });
}

/** How many clients to ask for, each with a bound next to its own time. */
const NEIGHBOURS = 3;

/**
 * A filter that is too tight misses a client just within the bound. The bound is a second away from
 * the client's own: whether a filter finds its own second is for another rule. The latest clients,
 * as the times of earlier ones may be of before a change to summer time.
 */
async function checkTightness(
  ctx: RuleContext,
  { parameter, field, isUpper }: TimeFilter,
  rows: readonly ClientRow[],
): Promise<void> {
  const latest = rows
    .filter((row) => idOf(row) !== '' && !Number.isNaN(ctx.seconds(row[field])))
    .sort((one, other) => ctx.seconds(other[field]) - ctx.seconds(one[field]));
  for (const row of latest.slice(0, NEIGHBOURS)) {
    const id = idOf(row);
    const wanted = ctx.seconds(row[field]) + (isUpper ? 1 : -1);
    const query = { clientid: id, [parameter]: wanted };
    const find = async (): Promise<Page> => ctx.list(query);
    const page = await find();
    if (page.ids.includes(id)) continue;
    ctx.recheck();
    // The client may have left or come back, and `clientid` may not work.
    const alone = (await ctx.list({ clientid: id })).rows.filter((each) => idOf(each) === id);
    if (!alone.some((each) => each[field] === row[field])) continue;
    if ((await find()).ids.includes(id)) continue;
    ctx.deviate({
      deviation: 'misses-clients',
      message: `${parameter}=${wanted} misses client ${quote(id)}, whose ${field} is ${quote(row[field])}, one second within the bound: the filter is too tight`,
      expected: id,
      got: page.ids,
      at: parameter,
      exchange: page.exchange,
    });
    return;
  }
}

/** The likely cause of a wrong answer, as the end of a message. */
function explain(
  list: readonly ClientRow[],
  found: readonly ClientRow[],
  isBeyond: (row: ClientRow) => boolean,
): string {
  const ids = new Set(found.map(idOf));
  const isFound = (row: ClientRow): boolean => ids.has(idOf(row));
  if (list.every(isFound)) return ': it finds every client, as if the filter were ignored';
  const within = list.filter((row) => !isBeyond(row));
  return within.length > 0 && !within.some(isFound)
    ? ': it finds only clients beyond the bound, as if the bounds were swapped'
    : '';
}

/** Whether the filter works as documented if its value is multiplied by 1000. */
async function takesMilliseconds(
  ctx: RuleContext,
  { parameter, field, isUpper }: TimeFilter,
  median: number,
): Promise<boolean> {
  const find = async (milliseconds: number): Promise<readonly ClientRow[]> =>
    (await ctx.list({ [parameter]: milliseconds, _limit: SAMPLE })).rows;
  const found = await find(median * 1000 + (isUpper ? 999 : 0));
  const beyond = await find(Number(isUpper ? FAR_PAST : FAR_FUTURE) * 1000);
  const isWithin = (row: ClientRow): boolean => {
    const shown = ctx.seconds(row[field]);
    return isUpper ? shown <= median : shown >= median;
  };
  return beyond.length === 0 && found.length > 0 && found.every(isWithin);
}

export const anyPopulationTimeRules = defineRules(
  TIME_FILTERS.map((filter) => ({
    id: `times/${filter.parameter}-any-population`,
    title: `${filter.parameter} finds only clients that show a time within the bound, and no client for a bound beyond all times`,
    level: 'MUST',
    clause: filter.clause,
    needs: ['utc-offset'],
    run: (ctx) => checkTimeFilter(ctx, filter),
  })),
);
