import type { ClientRow, Page, RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { idOf } from '../../http/list-response.js';
import { ask, quote, said, sayAnswer } from '../shared/list-request.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { UNKNOWN_ADDRESS, UNKNOWN_PROTO_VER, UNKNOWN_ZONE } from '../shared/safe-values.js';
import { selector, selects, type FilterName, type Selector } from '../shared/filter-table.js';

/** Rows of one answer: enough to judge by, few enough for a broker of a million clients. */
const SAMPLE = 500;

/** Filters on text and numbers, and a value that no client of any broker has. */
const UNKNOWN: readonly (readonly [FilterName, string | undefined])[] = [
  ['clientid', 'emqx-contract-nobody'],
  ['username', 'emqx-contract-nobody'],
  ['zone', UNKNOWN_ZONE],
  ['ip_address', UNKNOWN_ADDRESS],
  ['conn_state', undefined],
  ['clean_start', undefined],
  ['proto_name', undefined],
  ['proto_ver', UNKNOWN_PROTO_VER],
  ['_like_clientid', 'emqx-contract-nobody'],
  ['_like_username', 'emqx-contract-nobody'],
];

/** Whether a row may be found with the value; true where it does not tell. */
function agrees(ctx: RuleContext, filter: Selector, row: ClientRow, wanted: string): boolean {
  if (filter.parameter === 'conn_state') {
    return typeof row['connected'] !== 'boolean' || row['connected'] === (wanted === 'connected');
  }
  const shown = filter.ofRow(row, ctx);
  return shown !== undefined && selects(filter.comparison, shown, wanted);
}

/** Values to ask for: the commonest and the rarest of the sample; every one of a closed list. */
function valuesFrom(ctx: RuleContext, filter: Selector, rows: readonly ClientRow[]): string[] {
  if (filter.parameter === 'conn_state') return ['connected', 'disconnected', 'idle'];
  if (filter.parameter === 'clean_start') return ['true', 'false'];
  const counts = new Map<string, number>();
  for (const row of rows) {
    const shown = filter.ofRow(row, ctx);
    const value = filter.comparison === 'contains' ? middle(String(shown ?? '')) : shown;
    if (value === undefined || value === '') continue;
    counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  }
  const ranked = [...counts].sort((one, other) => other[1] - one[1]).map(([value]) => value);
  return [...new Set([...ranked.slice(0, 1), ...ranked.slice(-1)])];
}

/** The inner part of a text, without the characters that some broker may not take as text. */
function middle(text: string): string {
  const [inner] = [...text.slice(1, -1).matchAll(/[\w-]{2,}/g)].map(([part]) => part);
  return inner ?? '';
}

/** The member of a row in which the filter's effect shows. */
const memberOf = (parameter: FilterName): string =>
  parameter === 'conn_state' ? 'connected' : parameter.replace('_like_', '');

async function judgeValue(
  ctx: RuleContext,
  filter: Selector,
  wanted: string,
  sample: Page,
): Promise<void> {
  const { parameter } = filter;
  const member = memberOf(parameter);
  const query = { [parameter]: wanted, _limit: SAMPLE };
  const page = await ctx.list(query);
  const wrong = page.rows.find((row) => !agrees(ctx, filter, row, wanted));
  if (wrong) {
    ctx.deviate({
      deviation: 'finds-clients-without-the-value',
      message: `${parameter}=${quote(wanted)} finds client ${quote(idOf(wrong))}, whose ${member} is ${said(wrong[member])}${sample.ids.every((id) => page.ids.includes(id)) ? ': it finds every client, as if the filter were ignored' : ''}`,
      expected: wanted,
      got: wrong[member] ?? null,
      at: parameter,
      exchange: page.exchange,
    });
    return;
  }
  if (page.meta['hasnext'] === true || page.rows.length >= SAMPLE) return;
  const found = new Set(page.ids);
  for (const row of sample.rows) {
    if (found.has(idOf(row)) || !tells(filter, row) || !agrees(ctx, filter, row, wanted)) continue;
    if (!(await isStillMissed(ctx, filter, wanted, idOf(row)))) continue;
    ctx.deviate({
      deviation: 'misses-clients',
      message: `${parameter}=${quote(wanted)} misses client ${quote(idOf(row))}, though the list shows it with that value`,
      expected: idOf(row),
      got: page.ids,
      at: parameter,
      exchange: page.exchange,
    });
    return;
  }
}

/** Nobody is in two states: what a row does not tell, the answers tell together. */
async function judgeApart(ctx: RuleContext): Promise<void> {
  const find = (state: string): Promise<Page> => ctx.list({ conn_state: state, _limit: SAMPLE });
  const idle = await find('idle');
  const disconnected = await find('disconnected');
  const both = idle.ids.filter((id) => disconnected.ids.includes(id));
  if (both.length === 0) return;
  // A client may have gone from one state to the other between the two: it is no longer in the first.
  const still = new Set((await find('idle')).ids);
  const [id] = both.filter((each) => still.has(each));
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

/** A client that is not connected may be idle as well as disconnected: its row does not tell. */
const tells = (filter: Selector, row: ClientRow): boolean =>
  filter.parameter !== 'conn_state' || row['connected'] === true;

/** A client may have left between two requests: look again at both sides before accusing. */
async function isStillMissed(
  ctx: RuleContext,
  filter: Selector,
  wanted: string,
  id: string,
): Promise<boolean> {
  const row = (await ctx.lookup(id)).rows[0];
  if (!row || !agrees(ctx, filter, row, wanted)) return false;
  const again = await ctx.list({ [filter.parameter]: wanted, _limit: SAMPLE });
  return !again.ids.includes(id) && (await ctx.lookup(id)).rows.length > 0;
}

const anyPopulationRules = UNKNOWN.map(([parameter, unknown]) =>
  defineRule({
    id: `filters/${parameter}-any-population`,
    title: `${parameter} answers a part of the list: every row has the value, and every listed client that has it is found${unknown === undefined ? '' : '; an unknown value finds nothing'}`,
    level: 'MUST',
    clause: `${LIST_TABLE}, query parameters, row ${parameter}`,
    needs: [],
    run: async (ctx) => {
      const filter = selector(parameter);
      const sample = await ctx.list({ _limit: SAMPLE });
      if (sample.rows.length === 0) ctx.skip('The broker has no clients to find.');
      for (const wanted of valuesFrom(ctx, filter, sample.rows)) {
        await judgeValue(ctx, filter, wanted, sample);
      }
      if (parameter === 'conn_state') await judgeApart(ctx);
      if (unknown === undefined) return;
      const answer = await ask(ctx, { [parameter]: unknown, _limit: SAMPLE });
      if (answer.kind === 'rows' && answer.rows.length === 0) return;
      ctx.deviate({
        deviation: answer.kind === 'rows' ? 'is-ignored' : 'is-refused',
        message: `${parameter}=${quote(unknown)}, which no client has, is answered with ${sayAnswer(answer)}${answer.kind === 'rows' ? ': the filter is ignored' : ''}`,
        expected: [],
        got: answer.kind === 'rows' ? answer.ids.slice(0, 5) : sayAnswer(answer),
        at: parameter,
        exchange: answer.exchange,
      });
    },
  }),
);

const unknownParameter = defineRule({
  id: 'filters/unknown-parameter',
  title: 'A parameter that is not documented is ignored',
  level: 'SHOULD',
  clause: 'decisions.md #15, #31',
  needs: [],
  run: async (ctx) => {
    const plain = await ctx.list({ _limit: SAMPLE });
    if (plain.rows.length === 0) ctx.skip('The broker has no clients to find.');
    for (const [name, value] of [
      ['emqx_contract', 'nothing'],
      ['node', 'nothing'],
      ['Username', 'nothing'],
    ] as const) {
      const answer = await ask(ctx, { [name]: value, _limit: SAMPLE });
      ctx.expect(answer.kind === 'rows', {
        deviation: 'is-refused',
        message: `the unknown parameter ${name} is answered with ${sayAnswer(answer)}`,
        expected: 'the list, as without it',
        got: sayAnswer(answer),
        at: name,
        exchange: answer.exchange,
      });
      ctx.expect(answer.kind !== 'rows' || answer.rows.length > 0, {
        deviation: 'filters',
        message: `the unknown parameter ${name} acts as a filter: no client is left`,
        expected: plain.rows.length,
        got: 0,
        at: name,
        exchange: answer.exchange,
      });
    }
  },
});

export const anyPopulationFilterRules: readonly Rule[] = [...anyPopulationRules, unknownParameter];
