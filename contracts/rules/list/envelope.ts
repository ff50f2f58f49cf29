import { isJsonObject, type Json } from '../../shared/json.js';
import { listPath } from '../../http/list-response.js';
import type { Query } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { quote, said, sayStatus } from '../shared/list-request.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';

/** A query of each kind: the whole, a page, filters of each sort, nothing found, past the end. */
export const QUERIES: readonly Query[] = [
  { _limit: 100 },
  { _page: 2, _limit: 2 },
  { clean_start: 'true', _limit: 10 },
  { _like_clientid: 'e', _limit: 10 },
  { _gte_created_at: 999999999, _limit: 10 },
  { clientid: 'emqx-contract-nobody' },
  { _page: 999999, _limit: 10 },
];

const envelope = defineRule({
  id: 'list/envelope',
  title: 'A list is HTTP 200 and a JSON object with code 0, an array in data, and meta',
  level: 'MUST',
  clause: `${LIST_TABLE}, response, rows code, data, meta`,
  needs: [],
  run: async (ctx) => {
    for (const query of QUERIES) {
      const exchange = await ctx.request({ path: listPath(query) });
      const { json, response } = exchange;
      const wrong = (deviation: string, message: string, got: unknown, at: string): void => {
        ctx.deviate({
          deviation,
          message: `GET ${listPath(query)}: ${message}`,
          expected: 'HTTP 200 and {"meta": {"page", "limit", "count"}, "data": […], "code": 0}',
          got,
          at,
          exchange,
        });
      };
      if (response.status === 400 && ('_page' in query || '_limit' in query)) {
        wrong(
          'paging-is-refused',
          `_page and _limit are refused with ${sayStatus(exchange)}: there is no paging`,
          response.status,
          'status',
        );
        continue;
      }
      if (response.status !== 200) {
        wrong(
          'status-is-not-200',
          `the answer is ${sayStatus(exchange)}`,
          response.status,
          'status',
        );
        continue;
      }
      if (!isJsonObject(json)) {
        wrong(
          'is-not-a-json-object',
          'the body is not a JSON object',
          response.text.slice(0, 200),
          'body',
        );
        continue;
      }
      if (json['code'] !== 0)
        wrong('code-is-not-0', `code is ${said(json['code'])}`, json['code'], 'code');
      if (!Array.isArray(json['data'])) {
        wrong(
          'data-is-not-an-array',
          `data is ${kindOf(json['data'])}, not an array`,
          json['data'],
          'data',
        );
      }
      judgeMeta(json['meta'], wrong);
    }
  },
});

function judgeMeta(
  meta: Json | undefined,
  wrong: (deviation: string, message: string, got: unknown, at: string) => void,
): void {
  if (!isJsonObject(meta)) {
    wrong(
      'no-meta',
      `there is no meta${meta === undefined ? '' : `, it is ${kindOf(meta)}`}`,
      meta,
      'meta',
    );
    return;
  }
  for (const name of ['page', 'limit', 'count']) {
    if (Number.isInteger(meta[name])) continue;
    wrong(
      `no-meta-${name}`,
      `meta.${name} is ${said(meta[name])}, not an integer`,
      meta[name],
      `meta.${name}`,
    );
  }
}

const kindOf = (value: unknown): string =>
  value === undefined
    ? 'missing'
    : Array.isArray(value)
      ? 'an array'
      : value === null
        ? 'null'
        : `a value of type ${typeof value}`;

const contentType = defineRule({
  id: 'list/content-type',
  title: 'An answer with JSON says so: content-type is application/json',
  level: 'MUST',
  clause: `${LIST_TABLE}, response example (JSON)`,
  needs: [],
  run: async (ctx) => {
    for (const path of [
      '/clients?clientid=emqx-contract-nobody',
      '/clients/emqx-contract-nobody',
    ]) {
      const exchange = await ctx.request({ path });
      const type = exchange.response.headers['content-type'];
      ctx.expect(type !== undefined && /^application\/json\b/i.test(type), {
        deviation: 'is-not-json',
        message: `content-type of GET ${path} is ${type === undefined ? 'missing' : quote(type)}`,
        expected: 'application/json',
        got: type,
        at: 'headers.content-type',
        exchange,
      });
    }
  },
});

const trailingSlash = defineRule({
  id: 'list/trailing-slash',
  title: '/clients/ is the list as well, not the client with an empty id',
  level: 'SHOULD',
  clause: 'decisions.md #26',
  needs: [],
  run: async (ctx) => {
    const exchange = await ctx.request({ path: '/clients/?clientid=emqx-contract-nobody' });
    const meta = isJsonObject(exchange.json) ? exchange.json['meta'] : undefined;
    ctx.expect(exchange.response.status === 200 && isJsonObject(meta), {
      deviation: 'is-not-the-list',
      message: `GET /clients/ is answered with ${sayStatus(exchange)}${meta === undefined ? ' and no meta' : ''}`,
      expected: 'as GET /clients',
      got: sayStatus(exchange),
      at: 'body',
      exchange,
    });
  },
});

export const envelopeRules: readonly Rule[] = [envelope, contentType, trailingSlash];
