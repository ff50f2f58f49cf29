import { isJsonObject } from '../../shared/json.js';
import { clientPath, idOf } from '../../http/list-response.js';
import type { RuleContext } from '../../rule/rule-context.js';
import { dataOf, describeStatus } from '../shared/list-request.js';
import { defineRules, LOOKUP_TABLE } from '../shared/define-rules.js';
import { UNKNOWN_NAME } from '../shared/safe-values.js';
import { knownClients, oddClients, plainClients, quoteId } from '../shared/known-clients.js';

/** Every character as %XX, also those that do not need it. */
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
  const data = dataOf(exchange);
  const ids = Array.isArray(data) ? data.filter(isJsonObject).map(idOf) : [];
  ctx.expect(ids.length > 0 && ids.every((each) => each === id), {
    deviation,
    message: `client ${quoteId(ctx, id)} is not found ${how}: ${ids.length === 0 ? `the answer is ${describeStatus(exchange)}${Array.isArray(data) ? ' without rows' : ''}` : `${quoteId(ctx, ids[0])} is found`}`,
    expected: [id],
    got: Array.isArray(data) ? ids : describeStatus(exchange),
    at: 'data',
  });
}

export const lookupIdRules = defineRules([
  {
    id: 'lookup/odd-ids',
    title: 'A client is found by its percent-encoded id, with any characters in it',
    level: 'MUST',
    clause: `${LOOKUP_TABLE}, parameters, row clientid; decisions.md #27`,
    needs: ['fixtures'],
    run: async (ctx) => {
      for (const { clientid } of oddClients(ctx)) {
        const path = clientPath(clientid);
        await expectFound(ctx, clientid, path, 'is-not-decoded', 'by its percent-encoded id');
      }
      // Decoded twice, %2541 would be an A.
      for (const { clientid } of oddClients(ctx).slice(0, 4)) {
        const { ids } = await ctx.lookup(encodeURIComponent(clientid));
        ctx.expect(ids.length === 0, {
          deviation: 'is-decoded-twice',
          message: `client ${quoteId(ctx, clientid)} is found by its id encoded twice`,
          expected: [],
          got: ids,
          at: 'data',
        });
      }
    },
  },
  {
    id: 'lookup/encoded-anyway',
    title:
      'A client is found by its id with every character percent-encoded, also characters that do not need it',
    level: 'MUST',
    clause: 'RFC 3986, 2.3 and 6.2.2.2; decisions.md #27',
    needs: ['fixtures'],
    run: async (ctx) => {
      for (const { clientid } of plainClients(ctx).slice(0, 3)) {
        const path = `/clients/${fullyEncoded(clientid)}`;
        const how = 'with every character percent-encoded';
        await expectFound(ctx, clientid, path, 'is-not-decoded', how);
      }
    },
  },
  {
    id: 'lookup/plus',
    title: 'A + in the path is a plus, not a space',
    level: 'SHOULD',
    clause: 'RFC 3986, 3.3; decisions.md #27',
    needs: ['fixtures'],
    run: async (ctx) => {
      const client = knownClients(ctx).find(({ clientid }) => /^[\w+-]*\+[\w+-]*$/.test(clientid));
      if (!client) return ctx.skip('No client of this run has an id with a plus.');
      const path = `/clients/${client.clientid}`;
      const how = 'by its id with an unencoded +';
      await expectFound(ctx, client.clientid, path, 'plus-is-a-space', how);
    },
  },
  {
    id: 'lookup/query',
    title: 'Query parameters have no effect on a lookup',
    level: 'SHOULD',
    clause: `${LOOKUP_TABLE}, parameters`,
    needs: ['fixtures'],
    run: async (ctx) => {
      const [client] = plainClients(ctx);
      if (!client) return ctx.skip('No client of this run has a plain id.');
      const path = `${clientPath(client.clientid)}?_page=2&username=${UNKNOWN_NAME}`;
      const how = 'with _page=2 and a filter in the query';
      await expectFound(ctx, client.clientid, path, 'filters-apply', how);
    },
  },
]);
