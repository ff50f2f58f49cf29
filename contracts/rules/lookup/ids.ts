import { isJsonObject } from '../../shared/json.js';
import { clientPath, idOf } from '../../http/list-response.js';
import type { RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { quote, sayStatus } from '../shared/list-request.js';
import { defineRule, LOOKUP_TABLE } from '../shared/define-rule.js';
import { knownClients, oddClients, plainClients, short } from '../shared/known-clients.js';

/** Every character as %XX, those that need it and those that do not. */
const fullyEncoded = (id: string): string =>
  [...new TextEncoder().encode(id)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');

/** The lookup by a path finds that client and no other. */
async function expectFound(
  ctx: RuleContext,
  id: string,
  path: string,
  deviation: string,
  how: string,
): Promise<void> {
  const exchange = await ctx.request({ path });
  const data = isJsonObject(exchange.json) ? exchange.json['data'] : undefined;
  const ids = Array.isArray(data) ? data.filter(isJsonObject).map(idOf) : [];
  ctx.expect(ids.length > 0 && ids.every((each) => each === id), {
    deviation,
    message: `client ${quote(short(ctx, id))} is not found ${how}: ${ids.length === 0 ? sayStatus(exchange) : `${quote(short(ctx, ids[0] ?? ''))} is`}`,
    expected: [id],
    got: Array.isArray(data) ? ids : sayStatus(exchange),
    at: 'data',
    exchange,
  });
}

const odd = defineRule({
  id: 'lookup/odd-ids',
  title: 'A client is found by its id, percent-encoded once, whatever characters that has',
  level: 'MUST',
  clause: `${LOOKUP_TABLE}, parameters, row clientid; decisions.md #27`,
  needs: ['fixtures'],
  run: async (ctx) => {
    for (const { clientid } of oddClients(ctx)) {
      await expectFound(
        ctx,
        clientid,
        clientPath(clientid),
        'is-not-decoded',
        'by its percent-encoded id',
      );
    }
    // Decoded twice, %2541 would be an A.
    for (const { clientid } of oddClients(ctx).slice(0, 4)) {
      const { rows, exchange } = await ctx.lookup(encodeURIComponent(clientid));
      ctx.expect(rows.length === 0, {
        deviation: 'is-decoded-twice',
        message: `client ${quote(short(ctx, clientid))} is found by its id encoded twice`,
        expected: [],
        got: rows.map(idOf),
        at: 'data',
        exchange,
      });
    }
  },
});

const encodedAnyway = defineRule({
  id: 'lookup/encoded-anyway',
  title:
    'A client is found by its id with every character percent-encoded, also those that need it not',
  level: 'MUST',
  clause: 'RFC 3986, 2.3 and 6.2.2.2; decisions.md #27',
  needs: ['fixtures'],
  run: async (ctx) => {
    for (const { clientid } of plainClients(ctx).slice(0, 3)) {
      const path = `/clients/${fullyEncoded(clientid)}`;
      await expectFound(
        ctx,
        clientid,
        path,
        'is-not-decoded',
        'with every character percent-encoded',
      );
    }
  },
});

const plus = defineRule({
  id: 'lookup/plus',
  title: 'A + in the path is a plus, not a space',
  level: 'SHOULD',
  clause: 'RFC 3986, 3.3; decisions.md #27',
  needs: ['fixtures'],
  run: async (ctx) => {
    const withPlus = knownClients(ctx).find(({ clientid }) => /^[\w+-]*\+[\w+-]*$/.test(clientid));
    if (!withPlus) return ctx.skip('No client of this run has an id with a plus.');
    const { clientid } = withPlus;
    await expectFound(
      ctx,
      clientid,
      `/clients/${clientid}`,
      'plus-is-a-space',
      'by its id with a + as it is',
    );
  },
});

const query = defineRule({
  id: 'lookup/query',
  title: 'Query parameters have no effect on a lookup',
  level: 'SHOULD',
  clause: `${LOOKUP_TABLE}, parameters`,
  needs: ['fixtures'],
  run: async (ctx) => {
    const [client] = plainClients(ctx);
    if (!client) return ctx.skip('No client of this run has a plain id.');
    const path = `${clientPath(client.clientid)}?_page=2&username=emqx-contract-nobody`;
    await expectFound(
      ctx,
      client.clientid,
      path,
      'filters-apply',
      'with _page=2 and a filter beside',
    );
  },
});

export const lookupIdRules: readonly Rule[] = [odd, encodedAnyway, plus, query];
