import type { ClientRow, Page, RuleContext } from '../../rule/rule-context.js';
import { jsonExcerpt } from '../../shared/json.js';
import { idOf } from '../../http/list-response.js';
import { describeAnswer, quote, requestList } from '../shared/list-request.js';
import { byFrequency } from '../shared/known-clients.js';
import { defineRules, LIST_TABLE, type RuleDefinition } from '../shared/define-rules.js';
import { CLEAN_STARTS, CONN_STATES, UNKNOWN_VALUES } from '../shared/safe-values.js';
import { type Filter, type FilterName, FILTERS, matches } from '../shared/filter-table.js';

/** Rows of one answer: few enough for a broker with a million clients. */
const SAMPLE = 500;

/** Whether a filter may find a row with the value; true if the row does not show it. */
function mayMatch(ctx: RuleContext, filter: Filter, row: ClientRow, wanted: string): boolean {
  if (filter.parameter === 'conn_state') {
    return typeof row['connected'] !== 'boolean' || row['connected'] === (wanted === 'connected');
  }
  return matches(filter.comparison, filter.rowValue(row, ctx), wanted);
}

/** Values to request: every value of an enum, else the most and the least frequent one. */
function valuesFrom(
  ctx: RuleContext,
  filter: Filter,
  rows: readonly ClientRow[],
): readonly string[] {
  if (filter.parameter === 'conn_state') return CONN_STATES;
  if (filter.parameter === 'clean_start') return CLEAN_STARTS;
  const shown = rows.map((row) => String(filter.rowValue(row, ctx) ?? ''));
  const values = filter.comparison === 'contains' ? shown.map(innerPart) : shown;
  const ranked = byFrequency(values.filter((value) => value !== ''));
  return [...new Set([...ranked.slice(0, 1), ...ranked.slice(-1)])];
}

/** An inner part of a text, without characters that a broker may take as a pattern. */
const innerPart = (text: string): string => /[\w-]{2,}/.exec(text.slice(1, -1))?.[0] ?? '';

async function checkValue(
  ctx: RuleContext,
  filter: Filter,
  wanted: string,
  sample: Page,
): Promise<void> {
  const { parameter } = filter;
  const member = parameter === 'conn_state' ? 'connected' : parameter.replace('_like_', '');
  const page = await ctx.list({ [parameter]: wanted, _limit: SAMPLE });
  const asked = `${parameter}=${quote(wanted)}`;
  const wrong = page.rows.find((row) => !mayMatch(ctx, filter, row, wanted));
  if (wrong) {
    const isIgnored = sample.ids.every((id) => page.ids.includes(id));
    ctx.deviate({
      deviation: 'finds-clients-without-the-value',
      message: `${asked} finds client ${quote(idOf(wrong))}, whose ${member} is ${jsonExcerpt(wrong[member])}${isIgnored ? ': it finds every client, as if the filter were ignored' : ''}`,
      expected: wanted,
      got: wrong[member] ?? null,
      at: parameter,
    });
    return;
  }
  if (page.meta['hasnext'] === true || page.rows.length >= SAMPLE) return;
  const found = new Set(page.ids);
  for (const row of sample.rows) {
    const id = idOf(row);
    // A row does not show whether a client that is not connected is idle or disconnected.
    const showsValue = parameter !== 'conn_state' || row['connected'] === true;
    if (found.has(id) || !showsValue || !mayMatch(ctx, filter, row, wanted)) continue;
    if (!(await isStillMissed(ctx, filter, wanted, id))) continue;
    ctx.deviate({
      deviation: 'misses-clients',
      message: `${asked} misses client ${quote(id)}, though the list shows it with that value`,
      expected: id,
      got: page.ids,
      at: parameter,
      exchange: page.exchange,
    });
    return;
  }
}

/** A client may have left between two requests: check both answers again. */
async function isStillMissed(
  ctx: RuleContext,
  filter: Filter,
  wanted: string,
  id: string,
): Promise<boolean> {
  ctx.recheck();
  const [row] = (await ctx.lookup(id)).rows;
  if (!row || !mayMatch(ctx, filter, row, wanted)) return false;
  const again = await ctx.list({ [filter.parameter]: wanted, _limit: SAMPLE });
  return !again.ids.includes(id) && (await ctx.lookup(id)).rows.length > 0;
}

/** No client is idle and disconnected: rows do not show that, but two answers together do. */
async function checkStatesApart(ctx: RuleContext): Promise<void> {
  const find = (state: string): Promise<Page> => ctx.list({ conn_state: state, _limit: SAMPLE });
  const idle = await find('idle');
  const disconnected = await find('disconnected');
  const both = idle.ids.filter((id) => disconnected.ids.includes(id));
  if (both.length === 0) return;
  ctx.recheck();
  // A client that changed its state between the two requests is no longer idle.
  const still = new Set((await find('idle')).ids);
  const id = both.find((each) => still.has(each));
  if (id === undefined) return;
  ctx.deviate({
    deviation: 'is-in-two-states',
    message: `conn_state='idle' and conn_state='disconnected' both find client ${quote(id)}`,
    expected: 'one state',
    got: 'two states',
    at: 'conn_state',
    exchange: disconnected.exchange,
  });
}

async function checkUnknownValue(
  ctx: RuleContext,
  parameter: FilterName,
  unknown: string,
): Promise<void> {
  const answer = await requestList(ctx, { [parameter]: unknown, _limit: SAMPLE });
  const isRows = answer.kind === 'rows';
  ctx.expect(isRows && answer.rows.length === 0, {
    deviation: isRows ? 'is-ignored' : 'is-refused',
    message: `${parameter}=${quote(unknown)}, which no client has, is answered with ${describeAnswer(answer)}${isRows ? ': the filter is ignored' : ''}`,
    expected: [],
    got: isRows ? answer.ids.slice(0, 5) : describeAnswer(answer),
    at: parameter,
  });
}

function anyPopulation(filter: Filter): RuleDefinition {
  const { parameter } = filter;
  const unknown = (UNKNOWN_VALUES as Partial<Record<FilterName, string>>)[parameter];
  return {
    id: `filters/${parameter}-any-population`,
    title: `${parameter} finds exactly the listed clients that have the value${unknown === undefined ? '' : ', and none for an unknown value'}`,
    level: 'MUST',
    clause: `${LIST_TABLE}, query parameters, row ${parameter}`,
    run: async (ctx) => {
      const sample = await ctx.list({ _limit: SAMPLE });
      if (sample.rows.length === 0) ctx.skip('The broker has no clients to find.');
      for (const wanted of valuesFrom(ctx, filter, sample.rows)) {
        await checkValue(ctx, filter, wanted, sample);
      }
      if (parameter === 'conn_state') await checkStatesApart(ctx);
      if (unknown !== undefined) await checkUnknownValue(ctx, parameter, unknown);
    },
  };
}

export const anyPopulationFilterRules = defineRules([
  ...FILTERS.filter(({ parameter }) => !parameter.endsWith('_at')).map(anyPopulation),
  {
    id: 'filters/unknown-parameter',
    title: 'A parameter that is not documented is ignored',
    level: 'SHOULD',
    clause: 'decisions.md #15, #31',
    run: async (ctx) => {
      const plain = await ctx.list({ _limit: SAMPLE });
      if (plain.rows.length === 0) ctx.skip('The broker has no clients to find.');
      for (const name of ['emqx_contract', 'node', 'Username']) {
        const answer = await requestList(ctx, { [name]: 'nothing', _limit: SAMPLE });
        ctx.expect(answer.kind === 'rows', {
          deviation: 'is-refused',
          message: `the unknown parameter ${name} is answered with ${describeAnswer(answer)}`,
          expected: 'the list, as without it',
          got: describeAnswer(answer),
          at: name,
        });
        ctx.expect(answer.kind !== 'rows' || answer.rows.length > 0, {
          deviation: 'filters',
          message: `the unknown parameter ${name} acts as a filter: no client is left`,
          expected: plain.rows.length,
          got: 0,
          at: name,
        });
      }
      // Not documented, but a filter of later releases (decisions.md #31).
      const answer = await requestList(ctx, { _gte_mqueue_len: 'abc', _limit: SAMPLE });
      ctx.expect(answer.kind === 'rows', {
        deviation: 'mqueue-filters-apply',
        message: `_gte_mqueue_len, which is not documented, acts as a filter: the value abc is answered with ${describeAnswer(answer)}`,
        expected: 'the list, as without it',
        got: describeAnswer(answer),
        at: '_gte_mqueue_len',
      });
    },
  },
]);
