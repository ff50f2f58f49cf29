import type { Method } from '../../http/exchange.js';
import { clientPath } from '../../http/list-response.js';
import type { RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { quote, sayStatus, someRows } from '../shared/list-request.js';
import { expectRefusal, WAYS, WRONG_WAYS } from './expect-refusal.js';
import { defineRule, KICK_TABLE, LIST_TABLE, LOOKUP_TABLE } from '../shared/define-rule.js';

/** An id to ask for: one that exists where we know one, so that there is something to leak. */
async function anyId(ctx: RuleContext): Promise<string> {
  if (ctx.has('fixtures')) return ctx.fixtures.clients[0]?.clientid ?? 'nobody';
  const page = await someRows(ctx, 1);
  return page.ids[0] ?? 'nobody';
}

const CLAUSE = 'request example (-u app_id:app_secret); decisions.md #24';

/** A filter must not be a way around the credentials. */
const LISTS = [
  ['GET /clients', '/clients?_limit=1'],
  ['GET /clients under a filter', '/clients?username=emqx-contract-nobody'],
] as const;

const list = defineRule({
  id: 'auth/list',
  title: 'GET /clients without the right credentials is answered with 401',
  level: 'MUST',
  clause: `${LIST_TABLE}, ${CLAUSE}`,
  needs: ['credentials'],
  run: async (ctx) => {
    for (const way of WRONG_WAYS) {
      for (const [what, path] of LISTS) {
        expectRefusal(ctx, await ctx.request({ path, authorization: way }), way, what);
      }
    }
  },
});

const lookup = defineRule({
  id: 'auth/lookup',
  title: 'GET /clients/{clientid} without the right credentials is answered with 401',
  level: 'MUST',
  clause: `${LOOKUP_TABLE}, ${CLAUSE}`,
  needs: ['credentials'],
  run: async (ctx) => {
    const path = clientPath(await anyId(ctx));
    for (const way of WRONG_WAYS) {
      const exchange = await ctx.request({ path, authorization: way });
      expectRefusal(ctx, exchange, way, 'GET /clients/{clientid}');
    }
  },
});

const kick = defineRule({
  id: 'auth/kick',
  title:
    'DELETE /clients/{clientid} without the right credentials is answered with 401 and kicks nobody',
  level: 'MUST',
  clause: `${KICK_TABLE}, ${CLAUSE}`,
  needs: ['credentials', 'fixtures', 'kick'],
  run: async (ctx) => {
    for (const way of WRONG_WAYS) {
      const { clientid, connection } = await ctx.connectThrowaway();
      const path = clientPath(clientid);
      const exchange = await ctx.request({ method: 'DELETE', path, authorization: way });
      expectRefusal(ctx, exchange, way, 'DELETE /clients/{clientid}');
      // The broker's answer may come before its deed: a short look is what we can afford.
      const gone = await ctx.settles(connection.closed, 50);
      const shown = (await ctx.lookup(clientid)).rows.length > 0;
      ctx.expect(shown && !gone, {
        deviation: 'kicks-all-the-same',
        message: `DELETE /clients/{clientid} with ${WAYS[way]} is answered with ${sayStatus(exchange)}, but the client is gone`,
        expected: 'the client stays',
        got: 'the client is gone',
        at: 'client',
        exchange,
      });
    }
  },
});

/** Methods that are not documented. They are sent to a client of this run's own, or not at all. */
const OTHERS: readonly Method[] = ['HEAD', 'POST', 'PUT', 'PATCH'];

const otherMethods = defineRule({
  id: 'auth/other-methods',
  title: 'A method that is not documented does not go around the credentials',
  level: 'MUST',
  clause: `${LOOKUP_TABLE}, ${CLAUSE}, #25`,
  needs: ['credentials', 'fixtures', 'kick'],
  run: async (ctx) => {
    const { clientid } = await ctx.connectThrowaway();
    for (const method of OTHERS) {
      for (const way of ['none', 'wrong-secret'] as const) {
        const exchange = await ctx.request({
          method,
          path: clientPath(clientid),
          authorization: way,
        });
        const { status } = exchange.response;
        ctx.expect(status >= 400 && status < 500, {
          deviation: `${method.toLowerCase()}-is-not-refused`,
          message: `${method} /clients/{clientid} with ${WAYS[way]} is answered with ${sayStatus(exchange)}`,
          expected: 'HTTP 401',
          got: sayStatus(exchange),
          at: 'status',
          exchange,
        });
      }
    }
  },
});

const unknownPath = defineRule({
  id: 'auth/unknown-path',
  title: 'Credentials are checked before the path: one that does not exist is 401 as well',
  level: 'SHOULD',
  clause: 'decisions.md #24',
  needs: ['credentials'],
  run: async (ctx) => {
    const path = '/emqx-contract-nothing';
    const exchange = await ctx.request({ path, authorization: 'none' });
    expectRefusal(ctx, exchange, 'none', `GET ${path}`);
  },
});

const challenge = defineRule({
  id: 'auth/challenge',
  title: 'A 401 asks for HTTP basic authentication with www-authenticate',
  level: 'SHOULD',
  clause: 'RFC 9110, 15.5.2 and 11.6.1; decisions.md #24',
  needs: ['credentials'],
  run: async (ctx) => {
    for (const way of ['none', 'wrong-secret'] as const) {
      const exchange = await ctx.request({ path: '/clients?_limit=1', authorization: way });
      if (exchange.response.status !== 401) continue;
      const header = exchange.response.headers['www-authenticate'];
      ctx.expect(header !== undefined && /^basic\b/i.test(header), {
        deviation: 'no-challenge',
        message: `the 401 for ${WAYS[way]} has ${header === undefined ? 'no www-authenticate' : `www-authenticate ${quote(header)}`}`,
        expected: 'Basic realm="…"',
        got: header,
        at: 'headers.www-authenticate',
        exchange,
      });
    }
  },
});

const right = defineRule({
  id: 'auth/right',
  title: 'The right credentials are accepted, also right after wrong ones',
  level: 'MUST',
  clause: `${LIST_TABLE}, ${CLAUSE}`,
  needs: ['credentials'],
  run: async (ctx) => {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await ctx.request({ path: '/clients?_limit=1', authorization: 'wrong-secret' });
      const exchange = await ctx.request({ path: '/clients?_limit=1' });
      ctx.expect(exchange.response.status !== 401 && exchange.response.status !== 403, {
        deviation: 'is-refused',
        message: `the right credentials are answered with ${sayStatus(exchange)}`,
        expected: 'HTTP 200',
        got: sayStatus(exchange),
        at: 'status',
        exchange,
      });
    }
  },
});

export const authRules: readonly Rule[] = [
  right,
  list,
  lookup,
  kick,
  otherMethods,
  unknownPath,
  challenge,
];
