import { idOf } from '../../http/list-response.js';
import type { ClientRow, RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { ask, quote, sayAnswer } from '../shared/list-request.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import type { FilterName } from '../shared/filter-table.js';
import { BOUNDS, type Field, FAR_FUTURE, FAR_PAST, FIELDS } from './seconds.js';

const SAMPLE = 500;

/** The laws that hold for anybody's clients: what is found shows a time within the bound. */
const anyPopulationRules = FIELDS.flatMap((field) =>
  BOUNDS.map((bound) => {
    const parameter: FilterName = `_${bound}_${field}`;
    return defineRule({
      id: `times/${parameter}-any-population`,
      title: `${parameter} finds only clients that show a time within the bound, and none beyond all times`,
      level: 'MUST',
      clause: `${LIST_TABLE}, query parameters, row ${parameter}; decisions.md #${bound === 'gte' ? 1 : 2}, #3`,
      needs: ['utc-offset'],
      run: async (ctx) => {
        const { rows } = await ctx.list({ _limit: SAMPLE });
        const seconds = rows
          .map((row) => ctx.seconds(row[field]))
          .filter((second) => !Number.isNaN(second))
          .sort((one, other) => one - other);
        const median = seconds[seconds.length >> 1];
        if (median === undefined) return ctx.skip(`The broker shows no client with a ${field}.`);
        for (const wanted of [String(median), bound === 'gte' ? FAR_FUTURE : '0']) {
          const page = await ctx.list({ [parameter]: wanted, _limit: SAMPLE });
          const isBeyond = (row: ClientRow): boolean => {
            const shown = ctx.seconds(row[field]);
            return bound === 'gte' ? shown < Number(wanted) : shown > Number(wanted);
          };
          const wrong = page.rows.find(isBeyond);
          if (!wrong) continue;
          const milliseconds = await takesMilliseconds(ctx, parameter, field, median);
          ctx.deviate({
            deviation: milliseconds ? 'takes-milliseconds' : 'finds-clients-beyond-the-bound',
            message: milliseconds
              ? `${parameter} is not in seconds (the time filters do not take Unix seconds: they take milliseconds)`
              : `${parameter}=${wanted} finds ${quote(wrong['clientid'])}, whose ${field} is ${quote(wrong[field])}${likeness(rows, page.rows, isBeyond)}`,
            expected: `no client ${bound === 'gte' ? 'before' : 'after'} ${wanted}`,
            got: wrong[field],
            at: parameter,
            exchange: page.exchange,
          });
          return;
        }
        // Whatever the unit, all time lies between these bounds.
        const everyone = bound === 'gte' ? '0' : FAR_FUTURE;
        const answer = await ask(ctx, { [parameter]: everyone, _limit: SAMPLE });
        if (answer.kind === 'rows' && answer.rows.length > 0) return;
        const milliseconds = await takesMilliseconds(ctx, parameter, field, median);
        ctx.deviate({
          deviation: milliseconds ? 'takes-milliseconds' : 'misses-clients',
          message: milliseconds
            ? `${parameter} is not in seconds (the time filters do not take Unix seconds: they take milliseconds)`
            : `${parameter}=${everyone}, which every client fulfils, is answered with ${sayAnswer(answer)}`,
          expected: 'the list',
          got: sayAnswer(answer),
          at: parameter,
          exchange: answer.exchange,
        });
      },
    });
  }),
);

/** What the wrong answer looks like, to go on with in a message. */
function likeness(
  list: readonly ClientRow[],
  found: readonly ClientRow[],
  isBeyond: (row: ClientRow) => boolean,
): string {
  const ids = new Set(found.map(idOf));
  if (list.every((row) => ids.has(idOf(row)))) {
    return ': it finds every client, as if the filter were ignored';
  }
  const inside = list.filter((row) => !isBeyond(row));
  return inside.length > 0 && !inside.some((row) => ids.has(idOf(row)))
    ? ': it finds only clients beyond the bound, as if the bound were swapped'
    : '';
}

/** Whether the filter works as promised once its value is multiplied by a thousand. */
async function takesMilliseconds(
  ctx: RuleContext,
  parameter: FilterName,
  field: Field,
  median: number,
): Promise<boolean> {
  const upper = parameter.startsWith('_lte_');
  const page = await ctx.list({
    [parameter]: median * 1000 + (upper ? 999 : 0),
    _limit: SAMPLE,
  });
  const beyond = await ctx.list({
    [parameter]: Number(upper ? FAR_PAST : FAR_FUTURE) * 1000,
    _limit: SAMPLE,
  });
  return (
    beyond.rows.length === 0 &&
    page.rows.length > 0 &&
    page.rows.every((row) => {
      const shown = ctx.seconds(row[field]);
      return upper ? shown <= median : shown >= median;
    })
  );
}

export const anyPopulationTimeRules: readonly Rule[] = anyPopulationRules;
