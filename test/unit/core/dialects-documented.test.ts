import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../mock/core/engine.js';
import { dialectOf } from '../../../mock/core/releases/dialect-of.js';
import { createMock } from '../../../mock/index.js';
import type { MockResponse } from '../../../mock/core/request-response.js';

const mock = createMock({ clients: [{ clientid: 'a' }, { clientid: 'b' }], apps: ['me:pass'] });
const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly authorization?: string | undefined;
}

/** What is sent, without the outcome. */
function ask(url: string, sent: Sent = {}): MockResponse {
  const [path = '', ...query] = url.split('?');
  const { method = 'GET', body, authorization } = { authorization: basic('me:pass'), ...sent };
  const { outcome: _, ...answer } = mock.handle({
    method,
    path: `/api/v4${path}`,
    ...(query.length > 0 && { query: query.join('?') }),
    ...(authorization !== undefined && { headers: { authorization } }),
    ...(body !== undefined && { body }),
  });
  return answer;
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('a response to bad credentials says what to send', () => {
  const MISSING = {
    code: 104,
    message: 'No user name or no password was sent: send HTTP basic auth, app_id:app_secret.',
  };
  const WRONG = { code: 103, message: 'The user name or the password is wrong.' };
  test.each<[authorization: string | undefined, body: object]>([
    [undefined, MISSING],
    [basic('me:'), MISSING],
    [basic('me:no'), WRONG],
    [
      'Basic %%%',
      {
        code: 103,
        message: 'The Authorization header is not HTTP basic auth: expected Basic and base64.',
      },
    ],
  ])('%j', (authorization, body) => {
    for (const path of ['/clients', '/clients/a', '/nothing/here']) {
      expect(ask(path, { authorization })).toEqual({
        status: 401,
        headers: { ...JSON_TYPE, 'www-authenticate': 'Basic realm="emqx-clients-kit"' },
        body: JSON.stringify(body),
      });
    }
  });
});

describe('a refused request gets the reason', () => {
  test.each<[url: string, sent: Sent, status: number, code: number, message: string]>([
    ['/clients/a/b', {}, 404, 102, NOTHING('GET', '/clients/a/b')],
    ['/clients', { method: 'DELETE' }, 404, 102, NOTHING('DELETE', '/clients')],
    ['/nope', { method: 'POST' }, 404, 102, NOTHING('POST', '/nope')],
    ['/clients/a', { method: 'PUT' }, 404, 102, NOTHING('PUT', '/clients/a')],
    ['/clients', { method: 'PATCH' }, 404, 102, NOTHING('PATCH', '/clients')],
    ['/nope', { method: 'OPTIONS' }, 404, 102, NOTHING('OPTIONS', '/nope')],
    ['/clients/%zz', {}, 400, 108, BADLY('path')],
    ['/clients?a=%zz', {}, 400, 108, BADLY('query')],
    ['/clients/a?a=%zz', { method: 'DELETE' }, 400, 108, BADLY('query')],
  ])('%s %j: HTTP %i', (url, sent, status, code, message) => {
    expect(ask(url, sent)).toEqual({
      status,
      headers: JSON_TYPE,
      body: JSON.stringify({ code, message }),
    });
  });

  test('a kick of an unknown client is HTTP 200 with a code', () => {
    expect(ask('/clients/nobody', { method: 'DELETE' })).toEqual({
      status: 200,
      headers: JSON_TYPE,
      body: '{"code":112,"message":"not_found"}',
    });
  });
});

function NOTHING(method: string, path: string): string {
  return `Nothing answers ${method} /api/v4${path}: expected GET /api/v4/clients, or GET or DELETE /api/v4/clients/{clientid}.`;
}

function BADLY(where: string): string {
  return `The ${where} is not well encoded: expected two hexadecimal digits after each %.`;
}

test('each problem of a query is reported, in a sentence and in parts', () => {
  const proto = encodeURIComponent('"用户\n');
  const { status, headers, body } = ask(
    `/clients?proto_ver=${proto}&_page=0&zone=a&zone=b&conn_state`,
  );
  expect([status, headers]).toEqual([400, JSON_TYPE]);
  const { code, message, problems } = JSON.parse(body) as {
    code: number;
    message: string;
    problems: { message: string }[];
  };
  expect(code).toBe(108);
  expect(message).toBe(problems.map((problem) => problem.message).join(' '));
  const paging = 'an integer from 1 to 9007199254740991';
  const states = 'one of connected, idle, disconnected';
  expect(problems.map((problem) => Object.values(problem))).toEqual([
    [
      'query',
      'proto_ver',
      '"用户\n',
      'an integer',
      expect.stringMatching(/ but got "\\"用户\\n"\.$/),
    ],
    ['query', '_page', '0', paging, `Parameter _page: expected ${paging}, but got "0".`],
    [
      'query',
      'zone',
      'b',
      'zone once',
      'Parameter zone was sent again with "b": expected zone once.',
    ],
    [
      'query',
      'conn_state',
      null,
      states,
      `Parameter conn_state: expected ${states}, but got no value.`,
    ],
  ]);
  expect(Object.keys(problems[0] ?? {}).join()).toBe('in,parameter,value,expected,message');
});

test('strict refuses an unknown parameter', () => {
  const strict = createMock({ clients: 1, apps: false, strict: true });
  const { body } = strict.handle({ method: 'GET', path: '/api/v4/clients', query: 'usrname=a' });
  expect(JSON.parse(body)).toMatchObject({
    code: 108,
    message: 'Parameter usrname is not known: expected a known parameter, such as username.',
  });
  expect(strict.handle({ method: 'GET', path: '/api/v4/clients' }).status).toBe(200);
});

describe('HEAD', () => {
  test.each(['/clients', '/clients/a', '/clients/nobody', '/clients/a/b', '/clients?_page=0'])(
    'on %s has the headers of GET, its length, and no body',
    (url) => {
      const get = ask(url);
      expect(ask(url, { method: 'HEAD' })).toMatchObject({
        status: get.status,
        headers: { ...get.headers, 'content-length': String(Buffer.byteLength(get.body)) },
        body: '',
      });
    },
  );
});

describe('OPTIONS', () => {
  test.each([
    ['/clients', 'GET, HEAD, OPTIONS'],
    ['/clients/a', 'GET, HEAD, DELETE, OPTIONS'],
  ])('on %s lists the methods, without credentials', (url, allow) => {
    expect(ask(url, { method: 'OPTIONS', authorization: undefined })).toEqual({
      status: 204,
      headers: { allow },
      body: '',
    });
  });
});

test('an internal error is thrown to the host', () => {
  const engine = createEngine({
    dialect: dialectOf('documented'),
    basePath: '',
    credentials: undefined,
    strict: false,
    utcOffsetMinutes: () => {
      throw new TypeError('a bug');
    },
  });
  const request = engine.parse({ method: 'GET', path: '/clients' });
  const prepared = engine.prepare(request, mock.state);
  expect(() => engine.execute(prepared, request, mock.state)).toThrow('a bug');
});
