import { idOf } from '../../http/list-response.js';
import type { ClientRow, RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { quote, said, someRows } from '../shared/list-request.js';
import { defineRule, LOOKUP_TABLE } from '../shared/define-rule.js';
import { knownClients, short } from '../shared/known-clients.js';

/** Members that stay as they are while a client does nothing; the others are counters. */
const STABLE = [
  'node',
  'clientid',
  'username',
  'proto_name',
  'proto_ver',
  'ip_address',
  'port',
  'is_bridge',
  'connected_at',
  'disconnected_at',
  'connected',
  'zone',
  'keepalive',
  'clean_start',
  'expiry_interval',
  'created_at',
  'mountpoint',
  'max_subscriptions',
  'max_inflight',
  'max_mqueue',
  'max_awaiting_rel',
] as const;

const agrees = defineRule({
  id: 'lookup/agrees-with-list',
  title: 'The lookup of a listed client shows one row, the same as the list but for counters',
  level: 'MUST',
  clause: `${LOOKUP_TABLE}, response, row data (see GET /clients)`,
  needs: [],
  run: async (ctx) => {
    const { rows } = ctx.has('fixtures')
      ? await ctx.list({ _like_clientid: ctx.prefix })
      : await someRows(ctx, 12);
    if (rows.length === 0) return ctx.skip('The broker has no clients to look up.');
    const wanted = ctx.has('fixtures')
      ? new Set(knownClients(ctx).map((each) => each.clientid))
      : undefined;
    for (const row of rows.slice(0, 60)) {
      const id = idOf(row);
      if (id === '' || (wanted && !wanted.has(id))) continue;
      await judgeLookup(ctx, row, id);
    }
  },
});

async function judgeLookup(ctx: RuleContext, row: ClientRow, id: string): Promise<void> {
  const found = await ctx.lookup(id);
  // A cluster shows an id on each node that has it; ours is the one of the same node.
  const twin = found.rows.find((each) => each['node'] === row['node']) ?? found.rows[0];
  const name = quote(short(ctx, id));
  if (!twin) {
    if (!(await isListed(ctx, row))) return;
    ctx.deviate({
      deviation: 'is-not-found',
      message: `client ${name} is listed, but its lookup is empty`,
      expected: id,
      got: [],
      at: 'data',
      exchange: found.exchange,
    });
    return;
  }
  const stranger = found.rows.find((each) => idOf(each) !== id);
  ctx.expect(stranger === undefined, {
    deviation: 'finds-another-client',
    message: `the lookup of ${name} shows ${quote(short(ctx, stranger ? idOf(stranger) : ''))} as well`,
    expected: [id],
    got: found.ids,
    at: 'data',
    exchange: found.exchange,
  });
  const member = STABLE.find((each) => JSON.stringify(twin[each]) !== JSON.stringify(row[each]));
  if (member === undefined || !(await isListed(ctx, row))) return;
  ctx.deviate({
    deviation: `other-${member.replaceAll('_', '-')}`,
    message: `the lookup of ${name} shows ${member} ${said(twin[member])}, the list as ${said(row[member])}`,
    expected: row[member],
    got: twin[member],
    at: `data[0].${member}`,
    exchange: found.exchange,
  });
}

/** Whether the list still shows that row: its client may have left, or come back otherwise. */
async function isListed(ctx: RuleContext, row: ClientRow): Promise<boolean> {
  const again = await ctx.list({ clientid: idOf(row) });
  return again.rows.some((each) =>
    STABLE.every((member) => JSON.stringify(each[member]) === JSON.stringify(row[member])),
  );
}

export const lookupAgreesRules: readonly Rule[] = [agrees];
