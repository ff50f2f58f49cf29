import { describe, expect, test } from 'vitest';
import type { DialectName } from '../../../mock/core/releases/releases.js';
import { createMock } from '../../../mock/index.js';
import type { ClientInput } from '../../../mock/core/client-input.js';
import type { Mock } from '../../../mock/mock.js';
import type { MockResponse } from '../../../mock/core/request-response.js';

const NOW = '2026-01-01T00:00:00Z';
const CLIENTS: ClientInput[] = [
  { clientid: 'a', username: 'alice', connected_at: '2025-06-01 00:00:00', mqueue_len: 3 },
  { clientid: 'b', connected_at: '2025-07-01 00:00:00' },
  { clientid: 'a b+c%/', username: 'c/d', connected_at: '2025-08-01 00:00:00' },
];

function mockOf(dialect: DialectName, clients: readonly ClientInput[] = CLIENTS): Mock {
  return createMock({ dialect, clients, now: NOW, apps: ['me:pass'] });
}

const authorization = `Basic ${Buffer.from('me:pass').toString('base64')}`;

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly authorization?: string;
}

function ask(mock: Mock, url: string, sent: Sent = {}): MockResponse {
  const [path = '', ...query] = url.split('?');
  return mock.handle({
    method: sent.method ?? 'GET',
    path,
    query: query.join('?'),
    headers: { authorization: sent.authorization ?? authorization },
    ...(sent.body !== undefined && { body: sent.body }),
  });
}

/** The answer in short: status and ids, or status and what is said instead. */
function shortly({ status, body }: MockResponse): string {
  if (!body.startsWith('{')) return `${status} ${body}`.trim();
  const { data, message } = JSON.parse(body) as { data?: { clientid: string }[]; message?: string };
  if (!data) return `${status} ${message ?? body}`;
  return `${status} ${data
    .map(({ clientid }) => clientid)
    .sort()
    .join()}`.trim();
}

const CRASH = '500 Internal Error';
const ALL = '200 a,a b+c%/,b';

describe('EMQX 4.3.22 reads a query so', () => {
  const mock = mockOf('emqx-4.3');
  test.for([
    ['zone=_', ALL],
    ['conn_state=%24_', '200'],
    ['conn_state=$0', ALL],
    ['clean_start=$123', ALL],
    ['conn_state=$1', '200'],
    ['conn_state=$01', '200'],
    ['clean_start', ALL],
    ['proto_ver', "200 Can't convert true to integer type"],
    ['username', '200'],
    ['_like_username', CRASH],
    [`zone=${'x'.repeat(255)}`, '200'],
    [`zone=${'x'.repeat(256)}`, `200 Can't convert <<"${'x'.repeat(256)}">> to atom type`],
    ['zone=%ff', '200 Can\'t convert <<"\u{fffd}">> to atom type'],
    ['ip_address=%2B127.0.0.01', ALL],
    ['ip_address=127.0.0.1.', '200 Can\'t convert <<"127.0.0.1.">> to ip type'],
    ['_gte_connected_at=1&_gte_connected_at=2', CRASH],
    ['_gte_connected_at=1&_lte_connected_at=9999999999&_gte_connected_at=2', CRASH],
    ['_gte_connected_at=1&_gte_connected_at=x', '200 Can\'t convert <<"x">> to timestamp type'],
    ['_gte_connected_at=1&_gte_created_at=2', ALL],
    ['_gte_mqueue_len=1&_gte_mqueue_len=2', '200 a'],
    ['_gte_mqueue_len=9&_gte_mqueue_len=1', '200'],
    ['_like_clientid=zzz&_like_clientid=a', '200'],
    ['_gte_mqueue_len=1&_like_clientid=', CRASH],
    ['_gte_mqueue_len=9&_like_clientid=', CRASH],
    ['username=nobody&_like_clientid=', '200'],
    ['_like_clientid=&username=nobody', '200'],
    ['_like_clientid=&proto_ver=3', '200'],
    ['_like_clientid=&_gte_created_at=9999999999', '200'],
    ['_like_username=zzz&_like_clientid=', '200'],
    ['_like_clientid=&_like_username=zzz', CRASH],
    ['_like_clientid=%ff', '200'],
    ['_limit=576460752303423486', ALL],
    ['_limit=576460752303423487', CRASH],
    ['_like_clientid=a&_limit=576460752303423487', '200 a,a b+c%/'],
    ['proto_ver=4&_limit=576460752303423487', CRASH],
    ['_gte_connected_at=1&_limit=576460752303423487', CRASH],
    ['_gte_mqueue_len=0&_limit=99999999999999999999', ALL],
    ['_like_clientid=a&_limit=-1', CRASH],
    ['_limit=-0', '200'],
    [
      'x_gte_created_at=1&proto_ver=abc&_lte_created_at=abc',
      '200 Can\'t convert <<"abc">> to integer type',
    ],
    ['_limit=abc&proto_ver=abc', '200 Can\'t convert <<"abc">> to integer type'],
    ['=x', '400 Bad Request'],
    ['a=b&=x', '400 Bad Request'],
    ['&&username=alice&', '200 a'],
    ['username=alice=', '200'],
  ] as const)('%s: %s', ([query, expected]) => {
    expect(shortly(ask(mock, `/api/v4/clients?${query}`))).toBe(expected);
  });
});

describe('EMQX 4.3.22 reads a body on GET so', () => {
  const mock = mockOf('emqx-4.3');
  test.for([
    ['{"clientid":"a"}', '200 a'],
    ['{"clean_start":true}', ALL],
    ['{"clean_start":null}', '200'],
    ['{"proto_ver":4}', ALL],
    ['{"proto_ver":4.5}', "200 Can't convert 4.5 to integer type"],
    ['{"proto_ver":null}', "200 Can't convert null to integer type"],
    ['{"proto_ver":[]}', "200 Can't convert [] to integer type"],
    ['{"proto_ver":[97,98]}', '200 Can\'t convert "ab" to integer type'],
    ['{"proto_ver":[97,"98"]}', '200 Can\'t convert [97,<<"98">>] to integer type'],
    ['{"proto_ver":["98"]}', '200 Can\'t convert [<<"98">>] to integer type'],
    ['{"proto_ver":[97.5]}', "200 Can't convert [97.5] to integer type"],
    ['{"proto_ver":[1,2]}', "200 Can't convert [1,2] to integer type"],
    [
      '{"proto_ver":{"a":1,"b":[]}}',
      '200 Can\'t convert [{<<"a">>,1},{<<"b">>,[]}] to integer type',
    ],
    ['{"proto_ver":1.5e-7}', "200 Can't convert 1.5e-7 to integer type"],
    ['{"proto_ver":-1e-7}', "200 Can't convert -1.0e-7 to integer type"],
    ['{"proto_ver":""}', "200 Can't convert <<>> to integer type"],
    ['{"proto_ver":{"a":[1,"x"]}}', '200 Can\'t convert [{<<"a">>,[1,<<"x">>]}] to integer type'],
    ['{"proto_ver":{}}', "200 Can't convert [{}] to integer type"],
    ['{"zone":1e30}', "200 Can't convert 1.0e30 to atom type"],
    ['{"ip_address":127}', "200 Can't convert 127 to ip type"],
    ['{"_gte_connected_at":1}', ALL],
    ['{"clientid":1}', '200'],
    ['{"_like_clientid":1}', CRASH],
    ['{"_limit":"1","_page":"9"}', '200'],
    ['{"_limit":1}', CRASH],
    ['{}', CRASH],
    ['[]', ALL],
    ['[1]', CRASH],
    ['"a"', CRASH],
    ['null', CRASH],
    ['{', '400 Bad Request'],
  ] as const)('%s: %s', ([body, expected]) => {
    expect(shortly(ask(mock, '/api/v4/clients', { body }))).toBe(expected);
  });

  test('behind the query, which counts first for paging and the less for filters', () => {
    const body = '{"_limit":"x","username":"alice"}';
    expect(shortly(ask(mock, '/api/v4/clients?_limit=5&username=bob', { body }))).toBe('200 a');
  });

  test('on a look-up and a kick it is only parsed', () => {
    expect(shortly(ask(mock, '/api/v4/clients/a', { body: '[1]' }))).toBe('200 a');
    expect(shortly(ask(mock, '/api/v4/clients/a', { body: 'x' }))).toBe('400 Bad Request');
    const kick = { method: 'DELETE', body: '{' };
    expect(shortly(ask(mockOf('emqx-4.3'), '/api/v4/clients/a', kick))).toBe('400 Bad Request');
  });
});

describe('EMQX 4.3.22 finds paths so', () => {
  const mock = mockOf('emqx-4.3');
  test.for([
    ['/api/v4//clients//', ALL],
    ['/api/v4/%63lients', '404 Not found.'],
    ['/%61pi/v4/clients', '400 Not found.'],
    ['/x/../api/v4/clients', '400 Not found.'],
    ['/api/v4/./clients', '404 Not found.'],
    ['/api/v4/../clients', '404'],
    ['//api/v4/clients', '404'],
    ['/api/v4clients', '404'],
    ['/api/v4', '404 Not found.'],
    ['/api/v4/clients/a%20b+c%25%2F', '200 a b+c%/'],
    ['/api/v4/clients/a+b%2Bc%25%2F', '200'],
    ['/api/v4/clients/username/undefined', '200'],
    ['/api/v4/clients/username/c%2Fd', '200 a b+c%/'],
    ['/api/v4/clients/username', '200'],
    ['/api/v4/clients/%75sername/alice', '404 Not found.'],
    ['/api/v4/nodes/emqx@127.0.0.1/clients', ALL],
    ['/api/v4/nodes/emqx%40127.0.0.1/clients', '404 Not found.'],
    ['/api/v4/nodes/nope/clients', '404 Not found.'],
    ['/api/v4/nodes/nope/clients?username=%zz', '404 Not found.'],
    ['/api/v4/nodes/emqx@127.0.0.1/clients/a', '200 a'],
    ['/api/v4/nodes/emqx@127.0.0.1/clients/username/alice', '200 a'],
    ['/api/v4/nodes/emqx@127.0.0.1/modules', '404 Not found.'],
    ['/api/v4/nodes/emqx@127.0.0.1/clients/username/alice/x', '404 Not found.'],
    ['/status', '200 Node emqx@127.0.0.1 is started\nemqx is running'],
    ['/status/', '400 Not found.'],
    ['/%zz', '400'],
  ] as const)('%s: %s', ([path, expected]) => {
    expect(shortly(ask(mock, path))).toBe(expected);
  });

  test('the status page knows GET only, and asks for no credentials', () => {
    expect(ask(mock, '/status', { authorization: '' }).status).toBe(200);
    expect(shortly(ask(mock, '/status', { method: 'POST' }))).toBe('400 Not found.');
    expect(ask(mock, '/status', { method: 'HEAD' })).toMatchObject({ status: 400, body: '' });
  });

  test('the status page of a broker without clients still names its first node', () => {
    const { body } = ask(mockOf('emqx-4.3', []), '/status');
    expect(body).toBe('Node emqx@127.0.0.1 is started\nemqx is running');
  });

  test('a client is not kicked on one node', () => {
    const path = '/api/v4/nodes/emqx@127.0.0.1/clients/a';
    expect(shortly(ask(mock, path, { method: 'DELETE' }))).toBe('404 Not found.');
    expect(shortly(ask(mock, path))).toBe('200 a');
  });

  test('a node keeps its path when its last client has left', () => {
    const own = mockOf('emqx-4.3', [{ clientid: 'x', node: 'n@h' }]);
    expect(shortly(ask(own, '/api/v4/clients/x', { method: 'DELETE' }))).toContain('200');
    expect(shortly(ask(own, '/api/v4/nodes/n@h/clients'))).toBe('200');
  });
});

describe('a broker without clients', () => {
  test.for([
    ['emqx-4.3', '_like_clientid=', '200'],
    ['emqx-4.3', '_gte_created_at=1&_gte_created_at=2', CRASH],
    ['emqx-4.3.0', '_like_clientid=[', CRASH],
    ['emqx-4.3.0', '_like_clientid=', '200'],
    ['documented', '_like_clientid=', '200'],
  ] as const)('%s, %s: %s', ([dialect, query, expected]) => {
    expect(shortly(ask(mockOf(dialect, []), `/api/v4/clients?${query}`))).toBe(expected);
  });
});

describe('EMQX 4.3.0', () => {
  test.for([
    ['Basic %%%', CRASH],
    [`Basic ${Buffer.from('no colon').toString('base64')}`, CRASH],
    ['Token abc', CRASH],
    ['Basic', CRASH],
    ['Bearer abc', '401 UNAUTHORIZED'],
    [`Basic ${Buffer.from('me:wrong').toString('base64')}`, '401 UNAUTHORIZED'],
  ] as const)('answers the Authorization %s with %s', ([authorization, expected]) => {
    const answer = ask(mockOf('emqx-4.3.0'), '/api/v4/clients', { authorization });
    expect(shortly(answer)).toBe(expected);
    expect(ask(mockOf('emqx-4.3'), '/api/v4/clients', { authorization }).status).toBe(401);
  });
});

describe('a value as Erlang prints it', () => {
  const printed = (value: string): string => {
    const url = `/api/v4/clients?proto_ver=${encodeURIComponent(value)}`;
    const { message } = JSON.parse(ask(mockOf('emqx-4.3'), url).body) as { message: string };
    return message.replace(/^Can't convert /, '').replace(/ to integer type$/, '');
  };

  test.for([
    ['"\\\n\r\t\v\b\f\x1b', String.raw`<<"\"\\\n\r\t\v\b\f\e">>`],
    ['\x7f', '<<127>>'],
    ['\0', '<<0>>'],
    ['ÿ', '<<"ÿ">>'],
    ['À', '<<195,128>>'],
    ['x'.repeat(200), `<<"${'x'.repeat(200)}">>`],
  ] as const)('%j: %s', ([value, expected]) => {
    expect(printed(value)).toBe(expected);
  });

  test('bytes that do not fit into a line are broken into lines of 80 characters', () => {
    const lines = printed('客户端'.repeat(4)).split('\n');
    expect(lines[0]).toBe('<<229,174,162,230,136,183,231,171,175,229,174,162,230,136,183,');
    expect(lines[1]).toMatch(/^ {16}231,171,/);
    expect(lines.slice(0, -1).every((line, index) => line.length + (index ? 0 : 14) <= 80)).toBe(
      true,
    );
  });

  test('bytes that just fit stay in one line', () => {
    expect(printed('\u{80}'.repeat(8))).not.toContain('\n');
    expect(printed('\u{80}'.repeat(9))).toContain('\n');
  });
});

test('only EMQX 4.4 sends its eleven extra members, and those that a client has win', () => {
  const clients = [{ clientid: 'a', 'recv_msg.qos1': 7 } as ClientInput];
  const rowOf = (dialect: DialectName): Record<string, unknown> => {
    const { body } = ask(mockOf(dialect, clients), '/api/v4/clients/a');
    return (JSON.parse(body) as { data: Record<string, unknown>[] }).data[0] ?? {};
  };
  const extra = Object.keys(rowOf('emqx-4.4')).filter((key) => key.includes('.'));
  expect(extra).toHaveLength(11);
  expect(rowOf('emqx-4.4')).toMatchObject({ 'recv_msg.qos1': 7, 'send_msg.qos2': 0 });
  expect(Object.keys(rowOf('emqx-4.3')).filter((key) => key.includes('.'))).toEqual([
    'recv_msg.qos1',
  ]);
});

test('strict leaves what is known alone, in the query and in the body', () => {
  const mock = createMock({ dialect: 'emqx-4.3', clients: CLIENTS, strict: true, apps: false });
  expect(shortly(ask(mock, '/api/v4/clients?_limit=9'))).toBe(ALL);
  expect(shortly(ask(mock, '/api/v4/clients', { body: '[]' }))).toBe(ALL);
  expect(shortly(mock.handle({ method: 'GET', path: '/api/v4/clients' }))).toBe(ALL);
});

test('strict names the nearest parameter in the dialect of a broker, too', () => {
  const mock = createMock({ dialect: 'emqx-4.3', clients: [], strict: true, apps: false });
  const answer = ask(mock, '/api/v4/clients?usrname=a');
  expect(answer.status).toBe(400);
  expect(answer.body).toContain('username');
});
