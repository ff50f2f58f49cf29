import { isJsonObject, jsonExcerpt } from '../../shared/json.js';
import { clientPath } from '../../http/list-response.js';
import { codeOf, dataOf, expectStatus, firstRows, quote } from '../shared/list-request.js';
import { defineRules, LOOKUP_TABLE } from '../shared/define-rules.js';
import { idsOf, knownClients, plainClients, quoteId } from '../shared/known-clients.js';
import { UNKNOWN_NAME } from '../shared/safe-values.js';

export const lookupAnswerRules = defineRules([
  {
    id: 'lookup/shape',
    title:
      'The lookup of a known or an unknown client is HTTP 200 and a JSON object with code 0 and an array in data',
    level: 'MUST',
    clause: `${LOOKUP_TABLE}, response, rows code, data (Array of Objects); decisions.md #22`,
    run: async (ctx) => {
      const [first] = (await firstRows(ctx, 1)).ids;
      const known = ctx.has('fixtures') ? knownClients(ctx)[0]?.clientid : first;
      for (const id of [known ?? '', UNKNOWN_NAME].filter((each) => each !== '')) {
        const exchange = await ctx.request({ path: clientPath(id) });
        const isOk = exchange.response.status === 200;
        const asked = `the lookup of ${id === known ? 'a client that is listed' : 'an unknown client'}`;
        expectStatus(ctx, exchange, isOk && codeOf(exchange) === 0, {
          deviation: isOk ? 'code-is-not-0' : 'status-is-not-200',
          asked,
          expected: 'HTTP 200, code 0',
          at: isOk ? 'code' : 'status',
        });
        const data = dataOf(exchange);
        ctx.expect(!isOk || Array.isArray(data), {
          deviation: 'data-is-not-an-array',
          message: `${asked} has ${isJsonObject(data) ? 'an object' : jsonExcerpt(data)} in data, not an array`,
          expected: id === known ? '[{…}]' : '[]',
          got: data,
          at: 'data',
        });
      }
    },
  },
  {
    id: 'lookup/unknown',
    title:
      'The lookup of an id that no client has is an empty array, never a client with a similar id',
    level: 'MUST',
    clause: `${LOOKUP_TABLE}, first paragraph (the given client); decisions.md #20, #22`,
    run: async (ctx) => {
      const ids = ctx.has('fixtures')
        ? [...idsOf(plainClients(ctx).slice(0, 2))]
        : (await firstRows(ctx, 2)).ids.filter((id) => /^[\w-]{6,}$/.test(id));
      const listed = ctx.has('fixtures') ? idsOf(knownClients(ctx)) : new Set(ids);
      const similar = ids.flatMap((id) => [
        id.slice(0, -1),
        id.slice(1),
        `${id}-${UNKNOWN_NAME}`,
        id.toUpperCase(),
        id.toLowerCase(),
      ]);
      for (const id of [UNKNOWN_NAME, ...similar]) {
        if (listed.has(id)) continue;
        const { ids: found } = await ctx.lookup(id);
        // On a busy broker another client may have exactly that id.
        const wrong = found.find((each) => each !== id);
        ctx.expect(wrong === undefined, {
          deviation: 'finds-another-client',
          message: `the lookup of ${quoteId(ctx, id)} finds ${quoteId(ctx, wrong)}`,
          expected: [],
          got: found,
          at: 'data',
        });
      }
    },
  },
  {
    id: 'lookup/steady',
    title: 'The same lookup, repeated 30 times, has the same answer',
    level: 'MUST',
    clause: LOOKUP_TABLE,
    needs: ['fixtures'],
    run: async (ctx) => {
      const [client] = plainClients(ctx);
      if (!client) return ctx.skip('No client of this run has a plain id.');
      for (const time of ctx.affordable(Array.from({ length: 30 }, (_, index) => index + 1))) {
        const { ids } = await ctx.lookup(client.clientid);
        if (ids.length === 1 && ids[0] === client.clientid) continue;
        ctx.fail({
          deviation: 'is-not-steady',
          message: `lookup ${time} of the same client finds ${ids.length === 0 ? 'nothing' : ids.map(quote).join(', ')}`,
          expected: [client.clientid],
          got: ids,
          at: 'data',
        });
      }
    },
  },
]);
