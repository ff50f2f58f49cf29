import type { Exchange } from '../../http/exchange.js';
import { codeOf, expectStatus, requestList } from '../shared/list-request.js';
import { defineRules, KICK_TABLE } from '../shared/define-rules.js';
import { CLAUSE, disappears, isShown } from './kick-helpers.js';
import { quoteId } from '../shared/known-clients.js';
import { FILTERS } from '../shared/filter-table.js';

/** The vendor's code for a client that does not exist. */
const CLIENT_OFFLINE = 112;

/** Whether the broker does not support DELETE; a 404 with code 112 is about the client instead. */
const hasNoDelete = (exchange: Exchange): boolean =>
  [404, 405].includes(exchange.response.status) && codeOf(exchange) !== CLIENT_OFFLINE;

const NO_DELETE = ': the broker does not support DELETE';

export const kickAnswerRules = defineRules([
  {
    id: 'kick/answer',
    title: 'The kick of a connected client is answered with HTTP 200 and code 0',
    level: 'MUST',
    clause: `${KICK_TABLE}, response, row code`,
    needs: ['fixtures', 'kick'],
    run: async (ctx) => {
      const { clientid } = await ctx.connectThrowaway();
      const exchange = await ctx.kick(clientid);
      const isOk = exchange.response.status === 200;
      expectStatus(ctx, exchange, isOk && codeOf(exchange) === 0, {
        deviation: isOk ? 'code-is-not-0' : 'status-is-not-200',
        asked: 'the kick',
        note: hasNoDelete(exchange) ? NO_DELETE : '',
        expected: 'HTTP 200, {"code": 0}',
        at: 'code',
      });
    },
  },
  {
    id: 'kick/gone',
    title: 'A kicked client disappears from the lookup, the list and the results of every filter',
    level: 'MUST',
    clause: CLAUSE,
    needs: ['fixtures', 'kick'],
    run: async (ctx) => {
      const { clientid, row } = await ctx.connectThrowaway();
      const client = `client ${quoteId(ctx, clientid)}`;
      const exchange = await ctx.kick(clientid);
      if (!(await disappears(ctx, clientid))) {
        ctx.fail({
          deviation: 'is-still-looked-up',
          message: `the lookup still shows ${client}, long after the kick`,
          expected: [],
          got: clientid,
          at: 'data',
          exchange,
        });
      }
      for (const { parameter, comparison, rowValue } of ctx.affordable(FILTERS)) {
        const value = rowValue(row, ctx);
        if (value === undefined || Number.isNaN(value)) continue;
        const wanted = comparison === 'at-most' ? Number(value) + 1 : value;
        const scope = parameter.includes('clientid') ? {} : { _like_clientid: clientid };
        const found = await requestList(ctx, { [parameter]: wanted, ...scope });
        ctx.expect(found.kind !== 'rows' || !found.ids.includes(clientid), {
          deviation: 'is-still-found',
          message: `${parameter}=${quoteId(ctx, String(wanted))} still finds ${client} after the kick, but the lookup does not`,
          expected: 'not found',
          got: clientid,
          at: parameter,
        });
      }
      const { ids } = await ctx.list({ _limit: 1000 });
      ctx.expect(!ids.includes(clientid), {
        deviation: 'is-still-listed',
        message: `the list still shows ${client} after the kick, but the lookup does not`,
        expected: 'not listed',
        got: clientid,
        at: 'data',
      });
    },
  },
  {
    id: 'kick/at-once',
    title: 'A kicked client is gone when the kick is answered, not some time later',
    level: 'SHOULD',
    clause: CLAUSE,
    needs: ['fixtures', 'kick'],
    run: async (ctx) => {
      const attempts = 3;
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const { clientid } = await ctx.connectThrowaway();
        await ctx.kick(clientid);
        // One late disappearance may be a race; if it happens every time, it is how the broker works.
        if (!(await isShown(ctx, clientid))) return;
        ctx.recheck();
      }
      ctx.deviate({
        deviation: 'is-still-shown',
        message: `the lookup right after the kick still shows the client, ${attempts} times out of ${attempts}`,
        expected: [],
        got: 'the client',
        at: 'data',
      });
    },
  },
  {
    id: 'kick/again',
    title: 'A second kick of the same client has no effect and is not answered with a 5xx',
    level: 'MUST',
    clause: `${KICK_TABLE}; decisions.md #23`,
    needs: ['fixtures', 'kick'],
    run: async (ctx) => {
      const { clientid } = await ctx.connectThrowaway();
      await ctx.kick(clientid);
      await disappears(ctx, clientid);
      for (const exchange of [await ctx.kick(clientid), await ctx.kick(clientid)]) {
        expectStatus(ctx, exchange, exchange.response.status < 500, {
          deviation: 'crashes',
          asked: 'the second kick of the same client',
          expected: 'HTTP 200',
        });
      }
      ctx.expect(!(await isShown(ctx, clientid)), {
        deviation: 'comes-back',
        message: `client ${quoteId(ctx, clientid)} is shown again after its second kick`,
        expected: [],
        got: clientid,
        at: 'data',
      });
      // The id can be used again; `spawn` reports a broker that has banned it.
      await ctx.connectThrowaway({ again: clientid });
    },
  },
  {
    id: 'kick/unknown',
    title: 'The kick of an unknown client is answered with HTTP 200 and code 112',
    level: 'SHOULD',
    clause: 'decisions.md #23',
    needs: ['kick'],
    run: async (ctx) => {
      const exchange = await ctx.kick(`${ctx.prefix}unknown`);
      const code = codeOf(exchange);
      const noDelete = hasNoDelete(exchange);
      expectStatus(ctx, exchange, exchange.response.status === 200 && code === CLIENT_OFFLINE, {
        deviation: code === 0 ? 'code-is-0' : noDelete ? 'no-delete' : 'other-answer',
        asked: 'the kick of an unknown client',
        note: code === 0 ? ', as if the client existed' : noDelete ? NO_DELETE : '',
        expected: 'HTTP 200, code 112',
        at: 'code',
      });
    },
  },
]);
