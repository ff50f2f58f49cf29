import { request } from 'node:http';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startMock } from '../../mock/index.js';

const mock = await startMock({ port: 0, clients: 20, now: '2026-03-01T12:00:00Z' });
afterAll(() => mock.close());
beforeEach(() => mock.reset());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Record<string, unknown>;
}

async function call(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${mock.controlUrl}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: text }),
  });
  const json = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, json };
}

/** The number of clients that the clients API reports. */
async function count(filter = ''): Promise<number> {
  const response = await fetch(`${mock.url}/clients?${filter}`, { headers: mock.authorization });
  return ((await response.json()) as { meta: { count: number } }).meta.count;
}

describe('clients', () => {
  test('an added client gets the defaults of a stock broker', async () => {
    const { status, json } = await call('POST', '/clients', { clientid: 'new', username: 'me' });
    expect([status, json]).toEqual([201, { added: 1, clientids: ['new'] }]);
    expect(await count('username=me')).toBe(1);
  });

  test('an answer of the API can be added unchanged', async () => {
    const response = await fetch(`${mock.url}/clients`, { headers: mock.authorization });
    const page = await response.text();
    await call('DELETE', '/clients');
    expect(await count()).toBe(0);
    expect((await call('POST', '/clients', page)).json).toMatchObject({ added: 20 });
    const again = await fetch(`${mock.url}/clients`, { headers: mock.authorization });
    expect(await again.text()).toBe(page);
  });

  test.each([
    ['numbers', '/clients', `[${'1,'.repeat(90_000)}1]`],
    ['lists', '/clients', `[${'[],'.repeat(90_000)}[]]`],
    ['numbers in a bulk', '/clients/bulk', `{"remove":[${'1,'.repeat(490_000)}1]}`],
  ])('of a body full of %s in place of clients, a hundred are named', async (_, path, body) => {
    const { status, json } = await call('POST', path, body);
    expect(status).toBe(400);
    expect(json['problems']).toHaveLength(100);
  });

  test('of a client with very many subscriptions, all are listed', async () => {
    await call('POST', '/clients', { clientid: 'many', subscriptions_cnt: 50_000 });
    for (const path of ['/clients/many', '/clients']) {
      const { json } = await call('GET', path);
      const clients = json['clients'] as { clientid: string; subscriptions: object[] }[];
      const many = clients.find(({ clientid }) => clientid === 'many');
      expect(many?.subscriptions).toHaveLength(50_000);
      expect(many?.subscriptions[49_999]).toEqual(mock.clients.subscriptions('many')[49_999]);
    }
  });

  test('more clients than a body has room for are refused as a whole', async () => {
    const { status, json } = await call('POST', '/clients', `[${'{},'.repeat(300_000)}{}]`);
    expect(status).toBe(400);
    expect(json['problems']).toMatchObject([{ expected: 'at most 100000 items' }]);
  });

  test('a client may have very many members that the API does not know', async () => {
    const members = Array.from({ length: 80_000 }, (_, index) => [`m${index}`, 1]);
    const client = { clientid: 'wide', ...Object.fromEntries(members) };
    expect((await call('POST', '/clients', client)).status).toBe(201);
  });

  test('a text may hold any brackets', async () => {
    const clientid = `"${'['.repeat(150)}\\`;
    expect((await call('POST', '/clients', { clientid })).json).toMatchObject({
      clientids: [clientid],
    });
  });

  test('the list contains conn_state, which the API does not send', async () => {
    const { json } = await call('GET', '/clients?limit=1&offset=0');
    expect(json).toMatchObject({
      count: 20,
      clients: [
        { clientid: 'emqx_c_1', conn_state: 'connected', created_at: '2021-03-18 02:15:57' },
      ],
    });
  });

  test('a client with a persistent session is changed, disconnected and reconnected', async () => {
    await call('POST', '/clients', { clientid: 'p', clean_start: false, expiry_interval: 60 });
    await call('PATCH', '/clients/p', { username: 'named', mqueue_len: 7 });
    await call('POST', '/clock', { advance: '10s' });
    expect((await call('POST', '/clients/p/disconnect')).json).toMatchObject({
      clients: [
        { connected: false, conn_state: 'disconnected', disconnected_at: '2026-03-01 12:00:10' },
      ],
    });
    await call('POST', '/clock', { advance: '5s' });
    const { json } = await call('POST', '/clients/p/reconnect');
    expect(json).toMatchObject({
      clients: [
        {
          connected: true,
          username: 'named',
          mqueue_len: 7,
          created_at: '2026-03-01 12:00:00',
          connected_at: '2026-03-01 12:00:15',
        },
      ],
    });
    expect((json['clients'] as object[])[0]).not.toHaveProperty('disconnected_at');
  });

  test('a client with a clean session is removed when it disconnects', async () => {
    await call('POST', '/clients', { clientid: 'clean' });
    expect((await call('POST', '/clients/clean/disconnect')).json).toEqual({ clients: [] });
    expect((await call('GET', '/clients/clean')).status).toBe(404);
  });

  test.each(['__proto__', 'constructor', 'bulk', 'a/b', '100%', '设备'])(
    'a client may be called %s',
    async (clientid) => {
      await call('POST', '/clients', [{ clientid }]);
      const path = `/clients/${encodeURIComponent(clientid)}`;
      expect((await call('GET', path)).json).toMatchObject({ clients: [{ clientid }] });
      expect((await call('PATCH', path, { username: 'x' })).json).toMatchObject({
        clients: [{ clientid, username: 'x' }],
      });
      expect((await call('DELETE', path)).json).toEqual({ clients: [] });
      expect((await call('DELETE', path)).status).toBe(404);
    },
  );

  test.each(['.', '..'])(
    'a bulk reaches the client %j, which no URL can name',
    async (clientid) => {
      await call('POST', '/clients', { clientid, clean_start: false });
      expect(await count(`clientid=${clientid}`)).toBe(1);
      const update = [{ clientid, username: 'dots' }];
      await call('POST', '/clients/bulk', { update, disconnect: [clientid] });
      expect(await count('username=dots&conn_state=disconnected')).toBe(1);
      expect((await call('POST', '/clients/bulk', { remove: [clientid] })).json).toMatchObject({
        remove: 1,
      });
      expect(await count(`clientid=${clientid}`)).toBe(0);
    },
  );

  test('a bulk applies all changes', async () => {
    const { json } = await call('POST', '/clients/bulk', {
      remove: ['emqx_c_1'],
      add: [{ clientid: 'a', clean_start: false }, { clientid: 'b' }],
      update: [{ clientid: 'a', username: 'named' }],
      disconnect: ['a', 'b'],
      reconnect: ['a'],
    });
    expect(json).toEqual({ remove: 1, add: 2, update: 1, disconnect: 2, reconnect: 1 });
    expect([await count('username=named'), await count('clientid=b'), await count()]).toEqual([
      1, 0, 20,
    ]);
  });

  test('a bulk with an invalid item changes nothing, and names the item', async () => {
    const { status, json } = await call('POST', '/clients/bulk', {
      remove: ['emqx_c_1'],
      add: [{ clientid: 'a' }, { clientid: 'b', port: 70_000 }],
    });
    expect([status, json['field']]).toEqual([400, 'add[1].port']);
    expect(json['message']).toBe(
      'add[1].port: expected an integer from 0 to 65535, but got 70000.',
    );
    expect([await count(), await count('clientid=emqx_c_1')]).toEqual([20, 1]);
  });

  test('10,000 clients are added by a few requests of up to a megabyte', async () => {
    for (let start = 0; start < 10_000; start += 5000) {
      const add = Array.from({ length: 5000 }, (_, index) => ({
        clientid: `bulk-${start + index}`,
      }));
      expect((await call('POST', '/clients', add)).status).toBe(201);
    }
    expect(await count()).toBe(10_020);
  });
});

const bad: readonly [what: string, request: string, body: unknown, field: string][] = [
  ['invalid JSON', 'POST /clients', '{"clientid":', 'body'],
  ['no body', 'POST /clients', undefined, 'body'],
  ['a client without an id', 'POST /clients', {}, 'clientid'],
  ['a client that is a number', 'POST /clients', [7], '[0]'],
  ['an invalid member', 'POST /clients', { clientid: 'a', keepalive: -1 }, 'keepalive'],
  [
    'a second invalid client',
    'POST /clients',
    [{ clientid: 'a' }, { clientid: 'b', port: 'x' }],
    '[1].port',
  ],
  [
    'an id that is taken',
    'POST /clients',
    { clientid: 'emqx_c_1', node: 'emqx@10.12.50.91' },
    'clientid',
  ],
  ['a list that is an object', 'POST /clients', { data: {} }, 'data'],
  ['an unknown bulk step', 'POST /clients/bulk', { kick: [] }, 'kick'],
  ['a bulk step that is not a list', 'POST /clients/bulk', { add: {} }, 'add'],
  [
    'an id that does not exist',
    'POST /clients/bulk',
    { remove: ['emqx_c_1', 'missing'] },
    'remove[1]',
  ],
  ['an update without an id', 'POST /clients/bulk', { update: [{}] }, 'update[0].clientid'],
  ['another id', 'PATCH /clients/emqx_c_1', { clientid: 'b' }, 'clientid'],
  ['a change that is a list', 'PATCH /clients/emqx_c_1', [], 'body'],
  ['an invalid change', 'PATCH /clients/emqx_c_1', { connected: 'yes' }, 'connected'],
  ['a limit that is not a number', 'GET /clients?limit=many', undefined, 'limit'],
  ['an unknown parameter', 'GET /clients?_limit=1', undefined, '_limit'],
  ['an unknown scenario', 'PUT /scenario', { name: 'chrn' }, 'name'],
  ['no scenario', 'PUT /scenario', {}, 'name'],
  ['a scenario called __proto__', 'PUT /scenario', '{"name":"churn","__proto__":1}', '__proto__'],
  [
    'a value that is nested too deeply',
    'POST /clients',
    `{"clientid":"d","zone":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    'body',
  ],
  ['an invalid seed', 'PUT /scenario', { name: 'churn', seed: 1.5 }, 'seed'],
  [
    'a number of clients that the scenario fixes',
    'PUT /scenario',
    { name: 'one-over', clients: 5 },
    'clients',
  ],
  ['too many clients', 'PUT /scenario', { name: 'large', clients: 1e9 }, 'clients'],
  ['no move of the clock', 'POST /clock', {}, 'body'],
  ['two moves of the clock', 'POST /clock', { advance: 1, freeze: true }, 'body'],
  ['an invalid duration', 'POST /clock', { advance: 'soon' }, 'advance'],
  ['an advance beyond 9999', 'POST /clock', { advance: '9999999d' }, 'advance'],
  ['an invalid instant', 'POST /clock', { set: 'noon' }, 'set'],
  ['a freeze that is false', 'POST /clock', { freeze: false }, 'freeze'],
  ['a resume that is false', 'POST /clock', { resume: false }, 'resume'],
  ['an invalid status', 'GET /journal?status=999', undefined, 'status'],
  ['an invalid since', 'GET /journal?since=-1', undefined, 'since'],
  ['a count of 0', 'GET /journal/wait?count=0', undefined, 'count'],
  ['a wait of a day', 'GET /journal/wait?timeout=1d', undefined, 'timeout'],
  ['a parameter that is sent twice', 'GET /journal/count?path=a&path=b', undefined, 'path'],
  ['a path with invalid encoding', 'GET /clients/%zz', undefined, 'path'],
];

test.each(bad)('%s is answered with 400 and the field', async (_what, request, body, field) => {
  const [method = '', path = ''] = request.split(' ');
  const { status, json } = await call(method, path, body);
  expect([status, json['field']]).toEqual([400, field]);
  expect(json['message']).toMatch(/^\S.*\.$/s);
  expect(await count()).toBe(20);
});

test('an invalid sandbox name is answered with 400', async () => {
  const { status, json } = await call('GET', '/clients', undefined, { 'x-mock-sandbox': 'a\tb' });
  expect([status, json['field']]).toEqual([400, 'X-Mock-Sandbox']);
});

test('a body of more than a megabyte is refused', async () => {
  const { status, json } = await call('POST', '/clients', ' '.repeat(1024 * 1024 + 1));
  expect([status, json['message']]).toEqual([
    413,
    'The body is too large: expected at most 1048576 bytes.',
  ]);
});

test('an unknown path gets a hint, an unknown method the allowed ones', async () => {
  expect(await call('GET', '/client')).toMatchObject({ status: 404 });
  const { status, json } = await call('DELETE', '/scenarios');
  expect([status, json['message']]).toEqual([405, 'Nothing answers DELETE here: expected GET.']);
});

test.each([
  ['GET', '/client', { reason: 'unknown path' }],
  ['DELETE', '/scenarios', { reason: 'unknown method', value: 'DELETE', expected: 'GET' }],
  ['GET', '/clients/%E5%AE%A2', { reason: 'unknown client', field: 'clientid', value: '客' }],
  ['DELETE', '/sandboxes/__proto__', { reason: 'unknown sandbox', value: '__proto__' }],
  ['GET', '/clients/%zz', { reason: 'invalid input', problems: [{ field: 'path' }] }],
  ['GET', '/journal/count?x=1', { reason: 'invalid input', problems: [{ field: 'x' }] }],
  ['GET', '/journal/wait?timeout=0', { reason: 'timed out', count: 0 }],
])('%s %s says for programs, too, why it is refused', async (method, path, data) => {
  const { json } = await call(method, path);
  expect(json).toMatchObject(data);
  expect(json['message']).toMatch(/^\S.*\.$/s);
});

test('a message cuts a long id', async () => {
  const { json } = await call('GET', `/clients/${'x'.repeat(60_000)}`);
  expect(String(json['message']).length).toBeLessThan(300);
  expect(json['value']).toHaveLength(60_000);
});

describe('a step of a scenario', () => {
  const listed = async (query: string): Promise<string[]> => {
    const response = await fetch(`${mock.url}/clients?${query}`, { headers: mock.authorization });
    const { data } = (await response.json()) as { data: { clientid: string }[] };
    return data.map(({ clientid }) => clientid);
  };

  test('makes what waits for a request happen, once', async () => {
    await call('PUT', '/scenario', { name: 'kicked-while-paging', clients: 12 });
    const [first] = await listed('_limit=10');
    const { json } = await call('POST', '/scenario/step');
    expect(json).toMatchObject({ stepped: 'the first client is kicked', clients: 11 });
    expect(json).toMatchObject({ events: [{ request: 'a page after page 1', happened: 1 }] });
    expect(await listed('_limit=20')).not.toContain(first);
    expect((await call('POST', '/scenario/step')).json).toMatchObject({
      stepped: null,
      clients: 11,
    });
    expect(await listed('_page=2&_limit=10')).toHaveLength(1);
  });

  test('moves the clock to what waits for a time', async () => {
    await call('PUT', '/scenario', { name: 'churn' });
    const before = (await call('GET', '/clock')).json['epochMs'] as number;
    const { json } = await call('POST', '/scenario/step');
    expect(json).toMatchObject({ stepped: 'clients come and go', events: [{ happened: 1 }] });
    expect((await call('GET', '/clock')).json).toMatchObject({ epochMs: before + 1000 });
  });

  test('does nothing without a scenario', async () => {
    await call('DELETE', '/scenario');
    expect((await call('POST', '/scenario/step')).json).toMatchObject({
      stepped: null,
      events: [],
    });
  });
});

test('a scenario is listed, started, read and stopped', async () => {
  const { json } = await call('GET', '/scenarios');
  expect((json['scenarios'] as { name: string }[]).map(({ name }) => name)).toContain('node-down');
  const started = await call('PUT', '/scenario', { name: 'large', clients: 12, seed: 4 });
  expect(started.json).toMatchObject({ name: 'large', seed: 4, clients: 12 });
  expect((await call('GET', '/scenario')).json).toEqual(started.json);
  expect(await count()).toBe(12);
  expect((await call('DELETE', '/scenario')).json).toMatchObject({ name: null, clients: 20 });
});

test('the clock is advanced, set, resumed and frozen, and due events happen', async () => {
  await call('PUT', '/scenario', { name: 'all-offline' });
  expect((await call('POST', '/clock', { advance: '31d' })).json).toEqual({
    now: '2026-04-01T12:00:00.000Z',
    epochMs: Date.UTC(2026, 3, 1, 12),
    frozen: true,
  });
  expect((await call('GET', '/scenario')).json).toMatchObject({ clients: 0 });
  await call('POST', '/clock', { set: '2030-01-01T00:00:00Z' });
  expect((await call('POST', '/clock', { resume: true })).json).toMatchObject({ frozen: false });
  expect((await call('POST', '/clock', { freeze: '2031-01-01' })).json).toMatchObject({
    now: '2031-01-01T00:00:00.000Z',
    frozen: true,
  });
  expect((await call('POST', '/reset')).json).toEqual({ clients: 50 });
  expect((await call('GET', '/clock')).json).toMatchObject({ now: '2026-03-01T12:00:00.000Z' });
  await call('DELETE', '/scenario');
});

test('the journal is read, counted and cleared, and excludes control requests', async () => {
  await count('_limit=1');
  await count('_limit=2');
  expect((await call('GET', '/journal?limit=1')).json).toEqual({
    count: 2,
    total: expect.any(Number),
    entries: [
      {
        id: expect.any(Number),
        at: '2026-03-01T12:00:00.000Z',
        method: 'GET',
        path: '/api/v4/clients',
        query: '_limit=2',
        body: '',
        status: 200,
        rows: 2,
        code: 0,
      },
    ],
  });
  expect((await call('GET', '/journal/count?path=/clients&status=2xx')).json).toEqual({ count: 2 });
  expect((await call('DELETE', '/journal')).json).toEqual({ cleared: 2 });
  expect((await call('GET', '/journal/count')).json).toEqual({ count: 0 });
});

test('a wait is answered when the requests have arrived', async () => {
  const waiting = call('GET', '/journal/wait?path=/clients&count=2&timeout=30s');
  await count();
  await count();
  const { status, json } = await waiting;
  expect([status, json['count']]).toEqual([200, 2]);
});

test('a message shows an invalid value as it was sent', async () => {
  const { json } = await call('GET', '/journal/wait?timeout=1d');
  expect(json['message']).toMatch(/^timeout: expected milliseconds.*, but got "1d"\.$/);
});

test('a wait that times out is answered with 408 and the requests so far', async () => {
  await count();
  const { status, json } = await call('GET', '/journal/wait?path=/clients&count=2&timeout=10ms');
  expect([status, json['count']]).toEqual([408, 1]);
  expect(json['message']).toBe('Expected 2 matching requests, but got 1: timed out.');
});

test('a mock that stops answers the waiting callers', async () => {
  const stopping = await startMock({ port: 0, clients: 1 });
  const waiting = fetch(`${stopping.controlUrl}/journal/wait?timeout=60s`);
  await expect.poll(() => stopping.waiters.waiting).toBe(1);
  await stopping.close();
  expect((await waiting).status).toBe(503);
});

test('everything works in a sandbox, by header and by path', async () => {
  const inSandbox = { 'x-mock-sandbox': 'mine' };
  await call('POST', '/clients', { clientid: 'here' }, inSandbox);
  const sandbox = mock.sandbox('mine');
  const byPath = await fetch(`${sandbox.controlUrl}/clients/here`);
  expect(byPath.status).toBe(200);
  expect((await call('GET', '/clients/here')).status).toBe(404);
  expect((await call('GET', '/sandboxes')).json).toMatchObject({
    max: 1000,
    idleMs: 900_000,
    sandboxes: [{ name: 'mine', clients: 21, scenario: null, requests: 0 }],
  });
  expect((await call('DELETE', '/sandboxes/mine')).json).toEqual({ removed: 1 });
  expect((await call('DELETE', '/sandboxes/mine')).status).toBe(404);
  expect((await call('DELETE', '/sandboxes')).json).toEqual({ removed: 0 });
});

test('metrics are Prometheus text, and count requests', async () => {
  const read = async (): Promise<string> => {
    const response = await fetch(`${mock.controlUrl}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    return response.text();
  };
  const value = (text: string, sample: string): number =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${sample} `))
        ?.split(' ')
        .at(-1) ?? 0,
    );
  const before = await read();
  await count();
  await fetch(`${mock.url}/clients?conn_state=bogus`, { headers: mock.authorization });
  const after = await read();
  for (const status of [200, 400]) {
    const sample = `emqx_mock_requests_total{method="GET",status="${status}"}`;
    expect(value(after, sample) - value(before, sample)).toBe(1);
  }
  expect(value(after, 'emqx_mock_rows_total') - value(before, 'emqx_mock_rows_total')).toBe(20);
  expect(value(after, 'emqx_mock_clients')).toBe(20);
  const form =
    /^(?:# (?:HELP|TYPE) emqx_mock_\w+ .+|emqx_mock_\w+(?:\{(?:\w+="\w+",?)+\})? -?[\d.e+]+)$/;
  expect(
    after
      .trimEnd()
      .split('\n')
      .filter((line) => !form.test(line)),
  ).toEqual([]);
});

test('health and readiness are reported', async () => {
  expect((await call('GET', '/health')).json).toEqual({ status: 'ok' });
  expect((await call('GET', '/ready')).json).toEqual({
    status: 'ready',
    dialect: 'documented',
    seed: 1,
    clients: 20,
  });
});

test('with a token, only probes work without it', async () => {
  const controlToken = 'a-token-of-my-own';
  await using guarded = await startMock({ port: 0, clients: 1, controlToken });
  const ask = async (path: string, authorization?: string): Promise<number> => {
    const headers = authorization === undefined ? {} : { authorization };
    return (await fetch(`${guarded.controlUrl}${path}`, { headers })).status;
  };
  expect(guarded.controlToken).toBe(controlToken);
  expect(await ask('/clients', `Bearer ${controlToken}`)).toBe(200);
  expect(await ask('/clients')).toBe(401);
  expect(await ask('/clients', `Bearer ${controlToken}x`)).toBe(401);
  expect(await ask('/clients', `Basic ${controlToken}`)).toBe(401);
  expect(await ask('/clients', guarded.authorization['authorization'])).toBe(401);
  expect([await ask('/health'), await ask('/ready'), await ask('/metrics')]).toEqual([
    200, 200, 401,
  ]);
});

test('turned off, its paths are unknown', async () => {
  await using without = await startMock({ port: 0, clients: 1, control: false });
  const response = await fetch(`${new URL(without.url).origin}/__mock/health`);
  expect([response.status, without.controlUrl, without.controlToken]).toEqual([
    404,
    undefined,
    undefined,
  ]);
});

test('an API with the base path of the control API takes precedence', async () => {
  await using shadowed = await startMock({ port: 0, clients: 1, basePath: '/__mock' });
  const response = await fetch(`${shadowed.url}/clients`, { headers: shadowed.authorization });
  expect(await response.json()).toMatchObject({ meta: { count: 1 }, code: 0 });
});

test('pages of other origins may call it with all of its methods', async () => {
  const response = await fetch(`${mock.controlUrl}/scenario`, {
    method: 'OPTIONS',
    headers: { origin: 'http://page.example', 'access-control-request-method': 'PUT' },
  });
  expect(response.headers.get('access-control-allow-origin')).toBe('http://page.example');
  expect(response.headers.get('access-control-allow-methods')).toContain('PUT');
});

describe('without a token', () => {
  async function reset(headers: Record<string, string>): Promise<number> {
    return await new Promise((resolve, reject) => {
      const { hostname, port, pathname } = new URL(`${mock.controlUrl}/reset`);
      const options = { hostname, port, path: pathname, method: 'POST', headers };
      const sent = request(options, (response) => {
        response.resume();
        resolve(response.statusCode!);
      });
      sent.on('error', reject).end();
    });
  }

  test.each([
    ['http://evil.example', 403],
    ['null', 403],
    ['http://localhost.evil.example:80', 403],
    ['http://localhost:5173', 200],
    ['http://127.0.0.1:3000', 200],
    ['http://[::1]:3000', 200],
  ])('a page of origin %s is answered %i', async (origin, status) => {
    expect(await reset({ origin })).toBe(status);
  });

  test('a foreign host name is refused', async () => {
    expect(await reset({ host: 'evil.example' })).toBe(403);
    expect(await reset({ host: `localhost:${mock.port}` })).toBe(200);
  });
});
