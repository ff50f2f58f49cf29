import { isJsonObject } from '../../shared/json.js';
import { clientPath, idOf } from '../../http/list-response.js';
import type { Rule } from '../../rule/rule.js';
import { quote, said, sayStatus, someRows } from '../shared/list-request.js';
import { defineRule, LOOKUP_TABLE } from '../shared/define-rule.js';
import { knownClients, plainClients, short } from '../shared/known-clients.js';

const shape = defineRule({
  id: 'lookup/shape',
  title:
    'A lookup is HTTP 200 and a JSON object with code 0 and an array in data, of a known client and of an unknown one',
  level: 'MUST',
  clause: `${LOOKUP_TABLE}, response, rows code, data (Array of Objects); decisions.md #22`,
  needs: [],
  run: async (ctx) => {
    const [first] = (await someRows(ctx, 1)).ids;
    const known = ctx.has('fixtures') ? knownClients(ctx)[0]?.clientid : first;
    const ids = [known ?? '', 'emqx-contract-nobody'].filter((id) => id !== '');
    for (const id of ids) {
      const exchange = await ctx.request({ path: clientPath(id) });
      const { json, response } = exchange;
      const data = isJsonObject(json) ? json['data'] : undefined;
      const what = id === known ? 'a client that is listed' : 'an unknown client';
      const code = isJsonObject(json) ? json['code'] : undefined;
      ctx.expect(response.status === 200 && code === 0, {
        deviation: response.status === 200 ? 'code-is-not-0' : 'status-is-not-200',
        message: `the lookup of ${what} is answered with ${sayStatus(exchange)}`,
        expected: 'HTTP 200, code 0',
        got: sayStatus(exchange),
        at: response.status === 200 ? 'code' : 'status',
        exchange,
      });
      ctx.expect(response.status !== 200 || Array.isArray(data), {
        deviation: 'data-is-not-an-array',
        message: `the lookup of ${what} has ${isJsonObject(data) ? 'an object' : said(data)} in data, not an array`,
        expected: id === known ? '[{…}]' : '[]',
        got: data,
        at: 'data',
        exchange,
      });
    }
  },
});

const unknown = defineRule({
  id: 'lookup/unknown',
  title:
    'The lookup of an id that no client has is an empty array: not a client whose id is longer, shorter or in another case',
  level: 'MUST',
  clause: `${LOOKUP_TABLE}, first paragraph (the given client); decisions.md #20, #22`,
  needs: [],
  run: async (ctx) => {
    const ids = ctx.has('fixtures')
      ? plainClients(ctx)
          .slice(0, 2)
          .map(({ clientid }) => clientid)
      : (await someRows(ctx, 2)).ids.filter((id) => /^[\w-]{6,}$/.test(id));
    const listed = new Set(
      ctx.has('fixtures') ? knownClients(ctx).map((each) => each.clientid) : ids,
    );
    const near = ids.flatMap((id) => [
      id.slice(0, -1),
      id.slice(1),
      `${id}-emqx-contract-nobody`,
      id.toUpperCase(),
      id.toLowerCase(),
    ]);
    for (const id of ['emqx-contract-nobody', ...near]) {
      if (listed.has(id)) continue;
      const { rows, exchange } = await ctx.lookup(id);
      // On a busy broker another client may have that very id.
      const wrong = rows.find((row) => idOf(row) !== id);
      ctx.expect(wrong === undefined, {
        deviation: 'finds-another-client',
        message: `the lookup of ${quote(short(ctx, id))} finds ${quote(short(ctx, wrong ? idOf(wrong) : ''))}`,
        expected: [],
        got: rows.map(idOf),
        at: 'data',
        exchange,
      });
    }
  },
});

const steady = defineRule({
  id: 'lookup/steady',
  title: 'The same lookup, repeated 30 times, has the same answer',
  level: 'MUST',
  clause: LOOKUP_TABLE,
  needs: ['fixtures'],
  run: async (ctx) => {
    const [client] = plainClients(ctx);
    if (!client) return ctx.skip('No client of this run has a plain id.');
    for (let time = 1; time <= 30; time += 1) {
      const { ids, exchange } = await ctx.lookup(client.clientid);
      if (ids.length === 1 && ids[0] === client.clientid) continue;
      ctx.fail({
        deviation: 'is-not-steady',
        message: `lookup ${time} of the same client finds ${ids.length === 0 ? 'nothing' : ids.map(quote).join(', ')}`,
        expected: [client.clientid],
        got: ids,
        at: 'data',
        exchange,
      });
    }
  },
});

export const lookupAnswerRules: readonly Rule[] = [shape, unknown, steady];
