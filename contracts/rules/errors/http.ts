import type { Exchange } from '../../http/exchange.js';
import { isJsonObject } from '../../shared/json.js';
import { clientPath, listPath } from '../../http/list-response.js';
import { dataOf, describeStatus, expectStatus, quote } from '../shared/list-request.js';
import { defineRules } from '../shared/define-rules.js';
import { UNKNOWN_NAME } from '../shared/safe-values.js';
import { knownClients } from '../shared/known-clients.js';

const isClientError = ({ response }: Exchange): boolean =>
  response.status >= 400 && response.status < 500;

/** One request for each kind of error. */
const FAILING = [
  ['401', '/clients?_limit=1', 'none'],
  ['404', '/emqx-contract-nothing', 'right'],
  ['400', listPath({ proto_ver: 'abc', _limit: 5 }), 'right'],
] as const;

export const httpErrorRules = defineRules([
  {
    id: 'errors/unknown-path',
    title: 'A path that does not exist is answered with 404',
    level: 'SHOULD',
    clause: 'decisions.md #25',
    run: async (ctx) => {
      for (const path of ['/emqx-contract-nothing', `/clients/${UNKNOWN_NAME}/more`, '/Clients']) {
        const exchange = await ctx.request({ path });
        expectStatus(ctx, exchange, exchange.response.status === 404, {
          deviation: isClientError(exchange) ? 'other-status' : 'is-not-an-error',
          asked: `GET ${path}`,
          expected: 'HTTP 404',
        });
      }
    },
  },
  {
    id: 'errors/methods',
    title: 'A method that is not documented is answered with a 4xx, and changes nothing',
    level: 'SHOULD',
    clause: 'decisions.md #25',
    needs: ['fixtures', 'kick'],
    run: async (ctx) => {
      const { clientid, connection } = await ctx.connectThrowaway();
      for (const method of ['POST', 'PUT', 'PATCH'] as const) {
        const exchange = await ctx.request({ method, path: clientPath(clientid) });
        expectStatus(ctx, exchange, isClientError(exchange), {
          deviation: exchange.response.status >= 500 ? 'crashes' : 'is-accepted',
          asked: `${method} /clients/{clientid}`,
          expected: 'a 4xx',
        });
      }
      const closed = await ctx.settles(connection.closed, 20);
      ctx.expect(!closed && (await ctx.lookup(clientid)).rows.length > 0, {
        deviation: 'kicks',
        message: 'a method other than DELETE kicked the client',
        expected: 'the client stays',
        got: 'the client is gone',
        at: 'client',
      });
    },
  },
  {
    id: 'errors/head',
    title: 'HEAD is answered as GET, without the body',
    level: 'SHOULD',
    clause: 'RFC 9110, 9.3.2; decisions.md #25',
    needs: ['fixtures', 'kick'],
    run: async (ctx) => {
      const { clientid } = await ctx.connectThrowaway();
      const exchange = await ctx.request({ method: 'HEAD', path: clientPath(clientid) });
      const { status, text } = exchange.response;
      expectStatus(ctx, exchange, status === 200 && text === '', {
        deviation: status === 200 ? 'has-a-body' : 'is-not-get',
        asked: 'HEAD /clients/{clientid}',
        note: text === '' ? '' : ' and a body',
        expected: 'HTTP 200, no body',
      });
    },
  },
  {
    id: 'errors/options',
    title: 'OPTIONS names the methods that are allowed',
    level: 'SHOULD',
    clause: 'RFC 9110, 9.3.7; decisions.md #25',
    needs: ['fixtures', 'kick'],
    run: async (ctx) => {
      const { clientid } = await ctx.connectThrowaway();
      const exchange = await ctx.request({ method: 'OPTIONS', path: clientPath(clientid) });
      const { status, headers } = exchange.response;
      const allow = headers['allow'] ?? headers['access-control-allow-methods'];
      const allowsGet = allow !== undefined && /\bGET\b/.test(allow);
      expectStatus(ctx, exchange, status >= 200 && status < 300 && allowsGet, {
        deviation: 'is-refused',
        asked: 'OPTIONS /clients/{clientid}',
        note: ` and ${allow === undefined ? 'no allow header' : `allow header ${quote(allow)}`}`,
        expected: 'a 2xx and allow: GET',
        at: 'headers.allow',
      });
    },
  },
  {
    id: 'errors/percent-encoding',
    title: 'Invalid percent-encoding is answered with 400',
    level: 'SHOULD',
    clause: 'RFC 3986, 2.1; decisions.md #27',
    run: async (ctx) => {
      for (const path of ['/clients/%zz', '/clients/abc%', '/clients?username=%zz']) {
        const exchange = await ctx.request({ path });
        expectStatus(ctx, exchange, exchange.response.status === 400, {
          deviation: exchange.response.status >= 500 ? 'crashes' : 'is-accepted',
          asked: `GET ${path}`,
          expected: 'HTTP 400',
        });
      }
    },
  },
  {
    id: 'errors/plus-in-query',
    title: 'A + in the query string is a space, and %2B is a plus',
    level: 'SHOULD',
    clause: 'WHATWG URL, application/x-www-form-urlencoded; decisions.md #27',
    needs: ['fixtures'],
    run: async (ctx) => {
      const client = knownClients(ctx).find(({ clientid }) => /^[\w -]* [\w -]*$/.test(clientid));
      if (!client) return ctx.skip('No client of this run has an id with a space.');
      const path = `/clients?clientid=${client.clientid.replaceAll(' ', '+')}`;
      const exchange = await ctx.request({ path });
      const data = dataOf(exchange);
      ctx.expect(Array.isArray(data) && data.length === 1, {
        deviation: 'plus-is-a-plus',
        message: `a client whose id has a space is not found when the space is sent as +: the answer is ${describeStatus(exchange)}`,
        expected: [client.clientid],
        got: data,
        at: 'data',
      });
    },
  },
  {
    id: 'errors/json-bodies',
    title: 'An error is a JSON object with a code other than 0 and a message',
    level: 'SHOULD',
    clause: 'decisions.md #24, #25, #32',
    needs: ['credentials'],
    run: async (ctx) => {
      for (const [error, path, authorization] of FAILING) {
        const { json, response } = await ctx.request({ path, authorization });
        // Other rules report a request that succeeds, or fails with a 5xx.
        if (response.status === 200 || response.status >= 500) continue;
        const isError =
          isJsonObject(json) &&
          typeof json['code'] === 'number' &&
          json['code'] !== 0 &&
          typeof json['message'] === 'string';
        ctx.expect(isError, {
          deviation: isJsonObject(json)
            ? `${error}-without-code-or-message`
            : `${error}-is-not-json`,
          message: `the body of a ${error} is ${response.text === '' ? 'empty' : quote(response.text)}`,
          expected: '{"code": …, "message": "…"}',
          got: response.text.slice(0, 200),
          at: 'body',
        });
      }
    },
  },
]);
