import type { Exchange, Method } from '../../http/exchange.js';
import { isJsonObject } from '../../shared/json.js';
import { clientPath, listPath } from '../../http/list-response.js';
import type { Rule } from '../../rule/rule.js';
import { quote, sayStatus } from '../shared/list-request.js';
import { defineRule } from '../shared/define-rule.js';
import { knownClients } from '../shared/known-clients.js';

const isClientError = ({ response }: Exchange): boolean =>
  response.status >= 400 && response.status < 500;

const unknownPath = defineRule({
  id: 'errors/unknown-path',
  title: 'A path that does not exist is answered with 404',
  level: 'SHOULD',
  clause: 'decisions.md #25',
  needs: [],
  run: async (ctx) => {
    for (const path of [
      '/emqx-contract-nothing',
      '/clients/emqx-contract-nobody/more',
      '/Clients',
    ]) {
      const exchange = await ctx.request({ path });
      ctx.expect(exchange.response.status === 404, {
        deviation: isClientError(exchange) ? 'other-status' : 'is-not-an-error',
        message: `GET ${path} is answered with ${sayStatus(exchange)}`,
        expected: 'HTTP 404',
        got: sayStatus(exchange),
        at: 'status',
        exchange,
      });
    }
  },
});

const methods = defineRule({
  id: 'errors/methods',
  title: 'A method that is not documented is answered with a 4xx, and changes nothing',
  level: 'SHOULD',
  clause: 'decisions.md #25',
  needs: ['fixtures', 'kick'],
  run: async (ctx) => {
    const { clientid, connection } = await ctx.connectThrowaway();
    const path = clientPath(clientid);
    const cases: readonly Method[] = ['POST', 'PUT', 'PATCH'];
    for (const method of cases) {
      const exchange = await ctx.request({ method, path });
      ctx.expect(isClientError(exchange), {
        deviation: exchange.response.status >= 500 ? 'crashes' : 'is-accepted',
        message: `${method} /clients/{clientid} is answered with ${sayStatus(exchange)}`,
        expected: 'a 4xx',
        got: sayStatus(exchange),
        at: 'status',
        exchange,
      });
    }
    const closed = await ctx.settles(connection.closed, 20);
    ctx.expect(!closed && (await ctx.lookup(clientid)).rows.length > 0, {
      deviation: 'kicks',
      message: 'a method other than DELETE ended the client',
      expected: 'the client stays',
      got: 'the client is gone',
      at: 'client',
    });
  },
});

const head = defineRule({
  id: 'errors/head',
  title: 'HEAD is answered as GET, without the body',
  level: 'SHOULD',
  clause: 'RFC 9110, 9.3.2; decisions.md #25',
  needs: ['fixtures', 'kick'],
  run: async (ctx) => {
    const { clientid } = await ctx.connectThrowaway();
    const exchange = await ctx.request({ method: 'HEAD', path: clientPath(clientid) });
    const { status: got, text } = exchange.response;
    ctx.expect(got === 200 && text === '', {
      deviation: got === 200 ? 'has-a-body' : 'is-not-get',
      message: `HEAD /clients/{clientid} is answered with ${sayStatus(exchange)}${text === '' ? '' : ' and a body'}`,
      expected: 'HTTP 200, no body',
      got: sayStatus(exchange),
      at: 'status',
      exchange,
    });
  },
});

const options = defineRule({
  id: 'errors/options',
  title: 'OPTIONS names the methods that are allowed',
  level: 'SHOULD',
  clause: 'RFC 9110, 9.3.7; decisions.md #25',
  needs: ['fixtures', 'kick'],
  run: async (ctx) => {
    const { clientid } = await ctx.connectThrowaway();
    const exchange = await ctx.request({ method: 'OPTIONS', path: clientPath(clientid) });
    const { status: got, headers } = exchange.response;
    const allowed = headers['allow'] ?? headers['access-control-allow-methods'];
    ctx.expect(got >= 200 && got < 300 && allowed !== undefined && /\bGET\b/.test(allowed), {
      deviation: 'is-refused',
      message: `OPTIONS /clients/{clientid} is answered with ${sayStatus(exchange)} and ${allowed === undefined ? 'no allow' : `allow ${quote(allowed)}`}`,
      expected: 'a 2xx and allow: GET',
      got: sayStatus(exchange),
      at: 'headers.allow',
      exchange,
    });
  },
});

const encoding = defineRule({
  id: 'errors/percent-encoding',
  title: 'Broken percent-encoding is answered with 400',
  level: 'SHOULD',
  clause: 'RFC 3986, 2.1; decisions.md #27',
  needs: [],
  run: async (ctx) => {
    for (const path of ['/clients/%zz', '/clients/abc%', '/clients?username=%zz']) {
      const exchange = await ctx.request({ path });
      ctx.expect(exchange.response.status === 400, {
        deviation: exchange.response.status >= 500 ? 'crashes' : 'is-accepted',
        message: `GET ${path} is answered with ${sayStatus(exchange)}`,
        expected: 'HTTP 400',
        got: sayStatus(exchange),
        at: 'status',
        exchange,
      });
    }
  },
});

const plusIsASpace = defineRule({
  id: 'errors/plus-in-query',
  title: 'A + in the query string is a space, and %2B is a plus',
  level: 'SHOULD',
  clause: 'WHATWG URL, application/x-www-form-urlencoded; decisions.md #27',
  needs: ['fixtures'],
  run: async (ctx) => {
    const spaced = knownClients(ctx).find(({ clientid }) => /^[\w -]* [\w -]*$/.test(clientid));
    if (!spaced) return ctx.skip('No client of this run has an id with a space.');
    const path = `/clients?clientid=${spaced.clientid.replaceAll(' ', '+')}`;
    const exchange = await ctx.request({ path });
    const data = isJsonObject(exchange.json) ? exchange.json['data'] : undefined;
    ctx.expect(Array.isArray(data) && data.length === 1, {
      deviation: 'plus-is-a-plus',
      message: `a client whose id has a space is not found when the space is sent as +: ${sayStatus(exchange)}`,
      expected: [spaced.clientid],
      got: data,
      at: 'data',
      exchange,
    });
  },
});

/** One request of each kind that fails. */
const FAILING = [
  ['401', '/clients?_limit=1', 'none'],
  ['404', '/emqx-contract-nothing', 'right'],
  ['400', listPath({ proto_ver: 'abc', _limit: 5 }), 'right'],
] as const;

const bodies = defineRule({
  id: 'errors/json-bodies',
  title: 'An error is a JSON object with a code other than 0 and a message',
  level: 'SHOULD',
  clause: 'decisions.md #24, #25, #32',
  needs: ['credentials'],
  run: async (ctx) => {
    for (const [name, path, authorization] of FAILING) {
      const exchange = await ctx.request({ path, authorization });
      // A request that does not fail, or fails as a 5xx, is the matter of another rule.
      if (exchange.response.status === 200 || exchange.response.status >= 500) continue;
      const { json } = exchange;
      const right =
        isJsonObject(json) &&
        typeof json['code'] === 'number' &&
        json['code'] !== 0 &&
        typeof json['message'] === 'string';
      ctx.expect(right, {
        deviation: isJsonObject(json) ? `${name}-without-code-or-message` : `${name}-is-not-json`,
        message: `the body of a ${name} is ${quote(exchange.response.text.slice(0, 80))}${exchange.response.text === '' ? ' (empty)' : ''}`,
        expected: '{"code": …, "message": "…"}',
        got: exchange.response.text.slice(0, 200),
        at: 'body',
        exchange,
      });
    }
  },
});

export const httpErrorRules: readonly Rule[] = [
  unknownPath,
  methods,
  head,
  options,
  encoding,
  plusIsASpace,
  bodies,
];
