import type { MockResponse } from '../../mock/core/request-response.js';

/** Something that answers in place of the broker. */
export interface Gateway {
  readonly name: string;
  readonly answer: MockResponse;
  /** What the one sentence says has answered. */
  readonly says: string;
}

const gateway = (
  name: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
  says: string,
): Gateway => ({ name, answer: { status, headers: { ...headers }, body }, says });

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json' };

/** What no broker of EMQX 4 sends, to any request. */
export const FOREIGN: readonly Gateway[] = [
  gateway('a login page', 200, HTML, '<title>Sign in</title>', 'a page ("Sign in") instead'),
  gateway('a page that breaks off', 200, HTML, '<!doctype html><ht', 'a page instead of JSON'),
  gateway('a page without a type', 200, {}, '<html>Maintenance</html>', 'a page instead of JSON'),
  gateway('a page of a firewall', 403, HTML, '<h1>Blocked</h1>', 'HTTP 403: access is refused'),
  gateway('a refusal as JSON', 403, JSON_TYPE, '{"code":403,"message":"no"}', 'HTTP 403: access'),
  gateway('a bad request', 400, HTML, '<h1>400 Bad Request</h1>', 'HTTP 400: "<h1>400 Bad'),
  gateway('a redirect to a login', 302, { location: '/login' }, '', 'redirected with HTTP 302'),
  gateway('a redirect to https', 308, { location: 'https://b/api/v4/clients' }, '', 'HTTP 308'),
  gateway('a proxy that wants a login', 407, {}, '', 'HTTP 407'),
  gateway('a network that wants a login', 511, HTML, '<p>Log in</p>', 'HTTP 511'),
  gateway('a failing gateway', 500, HTML, '<h1>Oops</h1>', 'HTTP 500'),
  gateway('a failing origin', 520, HTML, '<h1>Error 520</h1>', 'HTTP 520'),
];

/** What a broker that breaks the contract may send too. */
const DOUBTFUL: readonly Gateway[] = [
  gateway('a session that has ended', 401, {}, '', 'HTTP 401'),
  gateway('a route that is gone', 404, HTML, '<h1>default backend</h1>', 'HTTP 404'),
  gateway('an unknown route', 404, JSON_TYPE, '{"message":"no Route matched"}', 'HTTP 404'),
  gateway('a banned address', 418, {}, 'I am a teapot', 'HTTP 418'),
  gateway('another API', 200, JSON_TYPE, '{"status":"maintenance"}', 'JSON of another API'),
  gateway(
    'a token that is over',
    200,
    JSON_TYPE,
    '{"code":401,"message":"expired"}',
    'no list any',
  ),
  gateway(
    'an empty envelope',
    200,
    JSON_TYPE,
    '{"code":0,"data":{},"message":"ok"}',
    'no list any',
  ),
  gateway('a failing upstream', 500, JSON_TYPE, '{"code":500,"message":"upstream"}', 'no list any'),
  gateway('a failing framework', 500, JSON_TYPE, '{"status":500,"error":"Oops"}', 'HTTP 500'),
  gateway('a list of EMQX 5', 200, JSON_TYPE, '{"data":[],"meta":{"count":0}}', 'no list any'),
  gateway('a refusal of EMQX 5', 401, JSON_TYPE, '{"code":"BAD_API_KEY"}', 'as EMQX 5 does'),
  gateway('JSON that breaks off', 200, JSON_TYPE, '{"meta":{"page":1,', 'no list any more'),
  gateway('an empty answer', 200, {}, '', 'answered with nothing'),
  gateway('no content', 204, {}, '', 'HTTP 204 instead of a list'),
  gateway('a text', 200, { 'content-type': 'text/plain' }, 'try later', 'not JSON: "try later"'),
];

export const GATEWAYS: readonly Gateway[] = [...FOREIGN, ...DOUBTFUL];
