import type { Exchange } from '../../http/exchange.js';
import { isJsonObject } from '../../shared/json.js';
import type { Rule } from '../../rule/rule.js';
import { ask, quote, sayStatus } from '../shared/list-request.js';
import { defineRule, KICK_TABLE } from '../shared/define-rule.js';
import { CLAUSE, goes, isShown } from './kick-helpers.js';
import { short } from '../shared/known-clients.js';
import { SELECTORS } from '../shared/filter-table.js';

/** The vendor's code for a client that is not there. */
const CLIENT_OFFLINE = 112;

const codeOf = ({ json }: Exchange): unknown => (isJsonObject(json) ? json['code'] : undefined);

/** Whether the broker has no such method; one that says of the client that it is not there has. */
const hasNoDelete = (exchange: Exchange): boolean =>
  [404, 405].includes(exchange.response.status) && codeOf(exchange) !== CLIENT_OFFLINE;

const answer = defineRule({
  id: 'kick/answer',
  title: 'The kick of a connected client is answered with HTTP 200 and code 0',
  level: 'MUST',
  clause: `${KICK_TABLE}, response, row code`,
  needs: ['fixtures', 'kick'],
  run: async (ctx) => {
    const { clientid } = await ctx.connectThrowaway();
    const exchange = await ctx.kick(clientid);
    const code = codeOf(exchange);
    ctx.expect(exchange.response.status === 200 && code === 0, {
      deviation: exchange.response.status === 200 ? 'code-is-not-0' : 'status-is-not-200',
      message: `the kick is answered with ${sayStatus(exchange)}${hasNoDelete(exchange) ? ': there is no DELETE' : ''}`,
      expected: 'HTTP 200, {"code": 0}',
      got: sayStatus(exchange),
      at: 'code',
      exchange,
    });
  },
});

const gone = defineRule({
  id: 'kick/gone',
  title: 'A kicked client is gone from the lookup, from the list and from what each filter finds',
  level: 'MUST',
  clause: CLAUSE,
  needs: ['fixtures', 'kick'],
  run: async (ctx) => {
    const { clientid, row } = await ctx.connectThrowaway();
    const exchange = await ctx.kick(clientid);
    if (!(await goes(ctx, clientid))) {
      ctx.fail({
        deviation: 'is-still-looked-up',
        message: `client ${quote(short(ctx, clientid))} is still shown by its lookup, long after the kick`,
        expected: [],
        got: clientid,
        at: 'data',
        exchange,
      });
    }
    for (const { parameter, comparison, ofRow } of SELECTORS) {
      const value = ofRow(row, ctx);
      if (value === undefined || Number.isNaN(value)) continue;
      const asked = comparison === 'at-most' ? Number(value) + 1 : value;
      const beside = parameter.includes('clientid') ? [] : [['_like_clientid', clientid] as const];
      const found = await ask(ctx, [[parameter, asked], ...beside]);
      ctx.expect(found.kind !== 'rows' || !found.ids.includes(clientid), {
        deviation: 'is-still-found',
        message: `${parameter}=${quote(short(ctx, String(asked)))} still finds client ${quote(short(ctx, clientid))} after the kick, though its lookup does not`,
        expected: 'not to be found',
        got: clientid,
        at: parameter,
        exchange: found.exchange,
      });
    }
    const whole = await ctx.list({ _limit: 1000 });
    ctx.expect(!whole.ids.includes(clientid), {
      deviation: 'is-still-listed',
      message: `the list still shows client ${quote(short(ctx, clientid))} after the kick, though its lookup does not`,
      expected: 'not to be listed',
      got: clientid,
      at: 'data',
      exchange: whole.exchange,
    });
  },
});

const atOnce = defineRule({
  id: 'kick/at-once',
  title: 'A kicked client is gone when the kick is answered, not some time later',
  level: 'SHOULD',
  clause: CLAUSE,
  needs: ['fixtures', 'kick'],
  run: async (ctx) => {
    let shown = 0;
    const attempts = 3;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { clientid } = await ctx.connectThrowaway();
      await ctx.kick(clientid);
      if (!(await isShown(ctx, clientid))) return;
      shown += 1;
    }
    // Once may be a race that the broker lost; every time is how it works.
    ctx.expect(shown < attempts, {
      deviation: 'is-still-shown',
      message: `the lookup right after the kick still shows the client, ${shown} times out of ${attempts}`,
      expected: [],
      got: 'the client',
      at: 'data',
    });
  },
});

const again = defineRule({
  id: 'kick/again',
  title: 'The second kick of a client does no harm and is not a failure of the broker',
  level: 'MUST',
  clause: `${KICK_TABLE}; decisions.md #23`,
  needs: ['fixtures', 'kick'],
  run: async (ctx) => {
    const { clientid } = await ctx.connectThrowaway();
    await ctx.kick(clientid);
    await goes(ctx, clientid);
    for (const exchange of [await ctx.kick(clientid), await ctx.kick(clientid)]) {
      ctx.expect(exchange.response.status < 500, {
        deviation: 'crashes',
        message: `the second kick of the same client is answered with ${sayStatus(exchange)}`,
        expected: 'HTTP 200',
        got: sayStatus(exchange),
        at: 'status',
        exchange,
      });
    }
    ctx.expect(!(await isShown(ctx, clientid)), {
      deviation: 'comes-back',
      message: `client ${quote(short(ctx, clientid))} is shown again after its second kick`,
      expected: [],
      got: clientid,
      at: 'data',
    });
    // The id is free again; a broker that has banned it shows it no more, and `spawn` says so.
    await ctx.connectThrowaway({ again: clientid });
  },
});

const unknown = defineRule({
  id: 'kick/unknown',
  title: 'The kick of a client that is not there is HTTP 200 with code 112',
  level: 'SHOULD',
  clause: 'decisions.md #23',
  needs: ['kick'],
  run: async (ctx) => {
    const exchange = await ctx.kick(`${ctx.prefix}nobody`);
    const code = codeOf(exchange);
    const noDelete = hasNoDelete(exchange);
    ctx.expect(exchange.response.status === 200 && code === CLIENT_OFFLINE, {
      deviation: code === 0 ? 'code-is-0' : noDelete ? 'no-delete' : 'other-answer',
      message: `the kick of a client that is not there is answered with ${sayStatus(exchange)}${code === 0 ? ', as if there had been one' : noDelete ? ': there is no DELETE' : ''}`,
      expected: 'HTTP 200, code 112',
      got: sayStatus(exchange),
      at: 'code',
      exchange,
    });
  },
});

export const kickAnswerRules: readonly Rule[] = [answer, gone, atOnce, again, unknown];
