import { isDeepStrictEqual } from 'node:util';
import { idOf } from '../../http/list-response.js';
import { jsonExcerpt } from '../../shared/json.js';
import type { ClientRow, RuleContext } from '../../rule/rule-context.js';
import { firstRows } from '../shared/list-request.js';
import { defineRules, LOOKUP_TABLE } from '../shared/define-rules.js';
import { idsOf, knownClients, quoteId } from '../shared/known-clients.js';

/** Members that do not change while a client does nothing; the others are counters. */
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
];

export const lookupAgreesRules = defineRules([
  {
    id: 'lookup/agrees-with-list',
    title: 'The lookup of a listed client shows one row, the same as the list except for counters',
    level: 'MUST',
    clause: `${LOOKUP_TABLE}, response, row data (see GET /clients)`,
    run: async (ctx) => {
      const own = ctx.has('fixtures');
      const { rows } = own
        ? await ctx.list({ _like_clientid: ctx.prefix })
        : await firstRows(ctx, 12);
      if (rows.length === 0) return ctx.skip('The broker has no clients to look up.');
      const known = own ? idsOf(knownClients(ctx)) : undefined;
      for (const row of rows.slice(0, 60)) {
        const id = idOf(row);
        if (id !== '' && known?.has(id) !== false) await checkLookup(ctx, row, id);
      }
    },
  },
]);

async function checkLookup(ctx: RuleContext, row: ClientRow, id: string): Promise<void> {
  const { rows, ids, exchange } = await ctx.lookup(id);
  // A cluster shows an id for each node that has it: compare the row of the same node.
  const twin = rows.find((each) => each['node'] === row['node']) ?? rows[0];
  const name = quoteId(ctx, id);
  if (!twin) {
    if (!(await isStillListed(ctx, row))) return;
    ctx.deviate({
      deviation: 'is-not-found',
      message: `client ${name} is listed, but its lookup is empty`,
      expected: id,
      got: [],
      at: 'data',
      exchange,
    });
    return;
  }
  const other = ids.find((each) => each !== id);
  ctx.expect(other === undefined, {
    deviation: 'finds-another-client',
    message: `the lookup of ${name} also shows ${quoteId(ctx, other)}`,
    expected: [id],
    got: ids,
    at: 'data',
  });
  const member = STABLE.find((each) => !isDeepStrictEqual(twin[each], row[each]));
  if (member === undefined || !(await isStillListed(ctx, row))) return;
  ctx.deviate({
    deviation: `other-${member.replaceAll('_', '-')}`,
    message: `the lookup of ${name} shows ${member} ${jsonExcerpt(twin[member])}, the list shows ${jsonExcerpt(row[member])}`,
    expected: row[member],
    got: twin[member],
    at: `data[0].${member}`,
    exchange,
  });
}

/** Whether the list still shows that row: the client may have left or reconnected. */
async function isStillListed(ctx: RuleContext, row: ClientRow): Promise<boolean> {
  ctx.recheck();
  const { rows } = await ctx.list({ clientid: idOf(row) });
  return rows.some((each) =>
    STABLE.every((member) => isDeepStrictEqual(each[member], row[member])),
  );
}
