import { clientPath } from '../../http/list-response.js';
import type { RuleContext } from '../../rule/rule-context.js';
import { expectStatus, firstRows, quote } from '../shared/list-request.js';
import { ALL_WRONG, expectUnauthorized, WRONG_CREDENTIALS } from './expect-unauthorized.js';
import { UNKNOWN_NAME } from '../shared/safe-values.js';
import { defineRules, KICK_TABLE, LIST_TABLE, LOOKUP_TABLE } from '../shared/define-rules.js';

const CLAUSE = 'request example (-u app_id:app_secret); decisions.md #24';
const ONE_ROW = '/clients?_limit=1';

/** The id of an existing client if one is known, so that an answer could reveal something. */
async function anyId(ctx: RuleContext): Promise<string> {
  const id = ctx.has('fixtures')
    ? ctx.fixtures.clients[0]?.clientid
    : (await firstRows(ctx, 1)).ids[0];
  return id ?? 'unknown';
}

export const authRules = defineRules([
  {
    id: 'auth/right',
    title: 'The right credentials are accepted, also right after wrong ones',
    level: 'MUST',
    clause: `${LIST_TABLE}, ${CLAUSE}`,
    needs: ['credentials'],
    run: async (ctx) => {
      for (let attempt = 0; attempt < 3; attempt += 1) {
        await ctx.request({ path: ONE_ROW, authorization: 'wrong-secret' });
        const exchange = await ctx.request({ path: ONE_ROW });
        expectStatus(ctx, exchange, ![401, 403].includes(exchange.response.status), {
          deviation: 'is-refused',
          asked: 'a request with the right credentials',
          expected: 'HTTP 200',
        });
      }
    },
  },
  {
    id: 'auth/list',
    title: 'GET /clients without the right credentials is answered with 401',
    level: 'MUST',
    clause: `${LIST_TABLE}, ${CLAUSE}`,
    needs: ['credentials'],
    run: async (ctx) => {
      for (const authorization of ALL_WRONG) {
        for (const [asked, path] of [
          ['GET /clients', ONE_ROW],
          ['a filtered GET /clients', `/clients?username=${UNKNOWN_NAME}`],
        ] as const) {
          const exchange = await ctx.request({ path, authorization });
          expectUnauthorized(ctx, exchange, authorization, asked);
        }
      }
    },
  },
  {
    id: 'auth/lookup',
    title: 'GET /clients/{clientid} without the right credentials is answered with 401',
    level: 'MUST',
    clause: `${LOOKUP_TABLE}, ${CLAUSE}`,
    needs: ['credentials'],
    run: async (ctx) => {
      const path = clientPath(await anyId(ctx));
      for (const authorization of ALL_WRONG) {
        const exchange = await ctx.request({ path, authorization });
        expectUnauthorized(ctx, exchange, authorization, 'GET /clients/{clientid}');
      }
    },
  },
  {
    id: 'auth/kick',
    title:
      'DELETE /clients/{clientid} without the right credentials is answered with 401 and kicks no client',
    level: 'MUST',
    clause: `${KICK_TABLE}, ${CLAUSE}`,
    needs: ['credentials', 'fixtures', 'kick'],
    run: async (ctx) => {
      for (const authorization of ALL_WRONG) {
        const { clientid, connection } = await ctx.connectThrowaway();
        const path = clientPath(clientid);
        const exchange = await ctx.request({ method: 'DELETE', path, authorization });
        expectUnauthorized(ctx, exchange, authorization, 'DELETE /clients/{clientid}');
        // The broker may answer first and kick then: wait a moment for that.
        const closed = await ctx.settles(connection.closed, 50);
        const shown = (await ctx.lookup(clientid)).rows.length > 0;
        expectStatus(ctx, exchange, shown && !closed, {
          deviation: 'kicks-all-the-same',
          asked: `DELETE /clients/{clientid} with ${WRONG_CREDENTIALS[authorization]}`,
          note: ', but the client is gone',
          expected: 'the client stays',
          at: 'client',
        });
      }
    },
  },
  {
    id: 'auth/other-methods',
    title: 'Undocumented methods need the right credentials too',
    level: 'MUST',
    clause: `${LOOKUP_TABLE}, ${CLAUSE}, #25`,
    needs: ['credentials', 'fixtures', 'kick'],
    run: async (ctx) => {
      // Sent only to a client of this run.
      const { clientid } = await ctx.connectThrowaway();
      const path = clientPath(clientid);
      for (const method of ['HEAD', 'POST', 'PUT', 'PATCH'] as const) {
        for (const authorization of ['none', 'wrong-secret'] as const) {
          const exchange = await ctx.request({ method, path, authorization });
          const { status } = exchange.response;
          expectStatus(ctx, exchange, status >= 400 && status < 500, {
            deviation: `${method.toLowerCase()}-is-not-refused`,
            asked: `${method} /clients/{clientid} with ${WRONG_CREDENTIALS[authorization]}`,
            expected: 'HTTP 401',
          });
        }
      }
    },
  },
  {
    id: 'auth/unknown-path',
    title: 'Credentials are checked before the path: an unknown path is answered with 401 too',
    level: 'SHOULD',
    clause: 'decisions.md #24',
    needs: ['credentials'],
    run: async (ctx) => {
      const path = '/emqx-contract-nothing';
      const exchange = await ctx.request({ path, authorization: 'none' });
      expectUnauthorized(ctx, exchange, 'none', `GET ${path}`);
    },
  },
  {
    id: 'auth/challenge',
    title: 'A 401 asks for HTTP basic authentication with www-authenticate',
    level: 'SHOULD',
    clause: 'RFC 9110, 15.5.2 and 11.6.1; decisions.md #24',
    needs: ['credentials'],
    run: async (ctx) => {
      for (const authorization of ['none', 'wrong-secret'] as const) {
        const { response } = await ctx.request({ path: ONE_ROW, authorization });
        if (response.status !== 401) continue;
        const header = response.headers['www-authenticate'];
        ctx.expect(header !== undefined && /^basic\b/i.test(header), {
          deviation: 'no-challenge',
          message: `the 401 for ${WRONG_CREDENTIALS[authorization]} has ${header === undefined ? 'no www-authenticate' : `www-authenticate ${quote(header)}`}`,
          expected: 'Basic realm="…"',
          got: header,
          at: 'headers.www-authenticate',
        });
      }
    },
  },
]);
