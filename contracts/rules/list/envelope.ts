import { truncate } from '../../shared/truncate.js';
import { isJsonObject, jsonExcerpt } from '../../shared/json.js';
import { clientPath, listPath } from '../../http/list-response.js';
import type { Exchange } from '../../http/exchange.js';
import type { Query } from '../../rule/rule-context.js';
import { describeStatus, expectStatus, quote } from '../shared/list-request.js';
import { defineRules, LIST_TABLE } from '../shared/define-rules.js';
import { UNKNOWN_NAME } from '../shared/safe-values.js';

/** A query of each kind: the whole, a page, each kind of filter, no match, past the end. */
export const QUERIES: readonly Query[] = [
  { _limit: 100 },
  { _page: 2, _limit: 2 },
  { clean_start: 'true', _limit: 10 },
  { _like_clientid: 'e', _limit: 10 },
  { _gte_created_at: 999999999, _limit: 10 },
  { clientid: UNKNOWN_NAME },
  { _page: 999999, _limit: 10 },
];

type Finding = readonly [deviation: string, message: string, at: string, got: unknown];

/** What is wrong with the answer to a list request. */
function envelopeFindings(exchange: Exchange, isPaged: boolean): readonly Finding[] {
  const { json, response } = exchange;
  const { status, text } = response;
  const got = describeStatus(exchange);
  if (status === 400 && isPaged) {
    const message = `_page and _limit are refused with ${got}: the broker does not support paging`;
    return [['paging-is-refused', message, 'status', status]];
  }
  if (status !== 200) return [['status-is-not-200', `the answer is ${got}`, 'status', status]];
  if (!isJsonObject(json)) {
    const message = 'the body is not a JSON object';
    return [['is-not-a-json-object', message, 'body', truncate(text, 200)]];
  }
  const { code, data, meta } = json;
  const findings: Finding[] = [];
  if (code !== 0) findings.push(['code-is-not-0', `code is ${jsonExcerpt(code)}`, 'code', code]);
  if (!Array.isArray(data)) {
    const message = `data is ${kindOf(data)}, not an array`;
    findings.push(['data-is-not-an-array', message, 'data', data]);
  }
  if (!isJsonObject(meta)) {
    findings.push(['no-meta', `meta is ${kindOf(meta)}, not an object`, 'meta', meta]);
    return findings;
  }
  for (const name of ['page', 'limit', 'count']) {
    if (Number.isInteger(meta[name])) continue;
    const message = `meta.${name} is ${jsonExcerpt(meta[name])}, not an integer`;
    findings.push([`no-meta-${name}`, message, `meta.${name}`, meta[name]]);
  }
  return findings;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

export const envelopeRules = defineRules([
  {
    id: 'list/envelope',
    title: 'A list is HTTP 200 and a JSON object with code 0, an array in data, and meta',
    level: 'MUST',
    clause: `${LIST_TABLE}, response, rows code, data, meta`,
    run: async (ctx) => {
      for (const query of QUERIES) {
        const path = listPath(query);
        const exchange = await ctx.request({ path });
        const isPaged = '_page' in query || '_limit' in query;
        for (const [deviation, message, at, got] of envelopeFindings(exchange, isPaged)) {
          ctx.deviate({
            deviation,
            message: `GET ${path}: ${message}`,
            expected: 'HTTP 200 and {"meta": {"page", "limit", "count"}, "data": […], "code": 0}',
            got,
            at,
          });
        }
      }
    },
  },
  {
    id: 'list/content-type',
    title: 'An answer with JSON has content-type application/json',
    level: 'MUST',
    clause: `${LIST_TABLE}, response example (JSON)`,
    run: async (ctx) => {
      for (const path of [listPath({ clientid: UNKNOWN_NAME }), clientPath(UNKNOWN_NAME)]) {
        const { headers } = (await ctx.request({ path })).response;
        const type = headers['content-type'];
        ctx.expect(type !== undefined && /^application\/json\b/i.test(type), {
          deviation: 'is-not-json',
          message: `content-type of GET ${path} is ${type === undefined ? 'missing' : quote(type)}`,
          expected: 'application/json',
          got: type,
          at: 'headers.content-type',
        });
      }
    },
  },
  {
    id: 'list/trailing-slash',
    title: '/clients/ is the list too, not the client with an empty id',
    level: 'SHOULD',
    clause: 'decisions.md #26',
    run: async (ctx) => {
      const exchange = await ctx.request({ path: `/clients/?clientid=${UNKNOWN_NAME}` });
      const meta = isJsonObject(exchange.json) ? exchange.json['meta'] : undefined;
      expectStatus(ctx, exchange, exchange.response.status === 200 && isJsonObject(meta), {
        deviation: 'is-not-the-list',
        asked: 'GET /clients/',
        note: meta === undefined ? ' and no meta' : '',
        expected: 'the same as GET /clients',
        at: 'body',
      });
    },
  },
]);
