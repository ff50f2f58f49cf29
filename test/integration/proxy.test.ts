/** `proxy`: what the mock does not answer goes to another server. */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type RequestListener } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { OptionError, startMock, type RunningMock, type StartOptions } from '../../mock/index.js';

/** Starts another server; returns its origin. */
async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server that notes what it is asked, and answers as a test says. */
async function broker(answer: RequestListener): Promise<{ origin: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((incoming, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of incoming) body += String(chunk);
      const { method, url, headers } = incoming;
      seen.push({ method, url, headers, body });
      answer(incoming, response);
    })();
  });
  return { origin: await listen(server), seen };
}

const ok: RequestListener = (_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end('{"code":0,"data":["real"]}');
};

async function start(proxy: string, options: StartOptions = {}): Promise<RunningMock> {
  const mock = await startMock({ port: 0, clients: 3, apps: false, proxy, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

test('what the mock knows it answers itself; everything else is passed on', async () => {
  const { origin, seen } = await broker(ok);
  const mock = await start(origin, {
    stubs: [{ match: { path: '/alarms' }, respond: { body: 'stub' } }],
  });
  expect((await fetch(`${mock.url}/clients`)).status).toBe(200);
  expect(await (await fetch(`${mock.url}/alarms`)).text()).toBe('stub');
  expect(seen).toEqual([]);
  const answer = await fetch(`${mock.url}/rules?a=1&b=%20`);
  expect(await answer.json()).toEqual({ code: 0, data: ['real'] });
  await fetch(mock.url.replace('/api/v4', '/elsewhere'));
  expect(seen.map(({ method, url }) => [method, url])).toEqual([
    ['GET', '/api/v4/rules?a=1&b=%20'],
    ['GET', '/elsewhere'],
  ]);
  const entries = mock.journal.entries({ path: '/rules' });
  expect(entries).toMatchObject([{ status: 200, proxied: true, query: 'a=1&b=%20' }]);
});

test('method, body and headers are passed on, without those of the connection', async () => {
  const { origin, seen } = await broker((_request, response) => {
    response.writeHead(201, [
      ...['Set-Cookie', 'a=1'],
      ...['Set-Cookie', 'b=2'],
      ...['Connection', 'x-hop'],
      ...['X-Hop', 'dropped'],
      ...['X-End', 'kept'],
      ...['Keep-Alive', 'timeout=77'],
      ...['Location', `${origin}/api/v4/rules/7`],
    ]);
    response.end('created');
  });
  const mock = await start(origin);
  const asked = request(`${mock.url}/rules`, {
    method: 'POST',
    headers: {
      authorization: 'Basic eDp5',
      connection: 'x-hop',
      'x-hop': 'dropped',
      te: 'trailers',
      'x-end': 'kept',
      cookie: 'c=3',
      'content-type': 'application/json',
    },
  });
  asked.write('{"sql":');
  asked.end('1}');
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response) body += String(chunk);
  expect([response.statusCode, body]).toEqual([201, 'created']);
  expect(response.headers).toMatchObject({
    'set-cookie': ['a=1', 'b=2'],
    'x-end': 'kept',
    location: '/api/v4/rules/7',
    via: '1.1 emqx-mock',
  });
  expect(response.headers).not.toHaveProperty('x-hop');
  expect(response.headers['keep-alive']).not.toContain('77');
  const [{ method, headers, body: sent }] = seen as [Seen];
  expect([method, sent]).toEqual(['POST', '{"sql":1}']);
  expect(headers).toMatchObject({
    authorization: 'Basic eDp5',
    cookie: 'c=3',
    'x-end': 'kept',
    host: new URL(origin).host,
    'x-forwarded-host': `127.0.0.1:${mock.port}`,
    'x-forwarded-proto': 'http',
    via: expect.stringMatching(/^1\.1 emqx-mock-/),
  });
  expect(headers).not.toHaveProperty('x-hop');
  expect(headers).not.toHaveProperty('te');
  expect(mock.journal.entries()).toMatchObject([{ status: 201, body: '{"sql":1}' }]);
});

test('both bodies stream: neither waits for its end', async () => {
  const server = createServer((incoming, response) => {
    response.write('begin;');
    incoming.on('data', (chunk: Buffer) => response.write(chunk));
    incoming.on('end', () => response.end());
  });
  const mock = await start(await listen(server));
  const asked = request(`${mock.url}/echo`, { method: 'PUT' });
  asked.write('one;');
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const read = async (): Promise<string> => String(((await once(response, 'data')) as [Buffer])[0]);
  let text = '';
  while (!text.includes('one;')) text += await read();
  asked.write('two;');
  while (!text.includes('two;')) text += await read();
  asked.end();
  await once(response.resume(), 'end');
  expect(text).toBe('begin;one;two;');
});

test('HEAD, 204 and a compressed body come back as they are', async () => {
  const { origin } = await broker((incoming, response) => {
    if (incoming.url?.endsWith('/none') === true) response.writeHead(204).end();
    else response.writeHead(200, { 'content-length': '7', etag: '"x"' }).end('1234567');
  });
  const mock = await start(origin);
  const head = await fetch(`${mock.url}/x`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), head.headers.get('etag')]).toEqual([
    200,
    '7',
    '"x"',
  ]);
  expect((await fetch(`${mock.url}/none`, { method: 'DELETE' })).status).toBe(204);
});

test("a path in the URL takes the place of the mock's base path", async () => {
  const { origin, seen } = await broker((_request, response) => {
    response.writeHead(302, { location: '/other/x' }).end();
  });
  const mock = await start(`${origin}/other/`);
  await fetch(`${mock.url}/rules?a=1`, { redirect: 'manual' });
  await fetch(mock.url.replace('/api/v4', '/plain'), { redirect: 'manual' });
  expect(seen.map(({ url }) => url)).toEqual(['/other/rules?a=1', '/plain']);
});

test('in a sandbox the prefix is removed, and the journal is the one of the sandbox', async () => {
  const { origin, seen } = await broker(ok);
  const mock = await start(origin);
  const box = mock.sandbox('one');
  await fetch(`${box.url}/rules`);
  expect(seen[0]?.url).toBe('/api/v4/rules');
  expect([box.journal.count(), mock.journal.count()]).toEqual([1, 0]);
});

test("credentials in the URL replace the caller's, who must have those of the mock", async () => {
  const { origin, seen } = await broker(ok);
  const url = new URL(origin);
  url.username = 'admin';
  url.password = 'pub:lic';
  const mock = await start(url.href, { apps: ['me:secret'] });
  const answer = await fetch(`${mock.url}/rules`, { headers: { authorization: 'Basic eDp5' } });
  expect([answer.status, answer.headers.has('www-authenticate')]).toEqual([401, true]);
  expect(seen).toEqual([]);
  expect((await fetch(`${mock.url}/rules`, { headers: mock.authorization })).status).toBe(200);
  expect(seen[0]?.headers.authorization).toBe(`Basic ${btoa('admin:pub:lic')}`);
});

test("the caller's credentials are passed on, not judged, if the URL has none", async () => {
  const { origin, seen } = await broker(ok);
  const mock = await start(origin, { apps: ['me:secret'] });
  expect((await fetch(`${mock.url}/rules`)).status).toBe(200);
  expect((await fetch(`${mock.url}/clients`)).status).toBe(401);
  expect(seen).toHaveLength(1);
  expect(seen[0]?.headers).not.toHaveProperty('authorization');
});

test('faults replace, delay and change what comes back', async () => {
  const { origin, seen } = await broker(ok);
  const mock = await start(origin, {
    faults: ['/rules nth=1 status=503', '/rules nth=2 status=202 malformed', '/cut truncate=5'],
  });
  expect((await fetch(`${mock.url}/rules`)).status).toBe(503);
  expect(seen).toEqual([]);
  const changed = await fetch(`${mock.url}/rules`);
  expect([changed.status, await changed.text()]).toEqual([202, '{"code":0,"data":["real"],]']);
  await expect(fetch(`${mock.url}/cut`).then((answer) => answer.text())).rejects.toThrow();
  expect(mock.journal.entries().map(({ fault, proxied }) => [fault, proxied])).toEqual([
    ['faults[0]', undefined],
    ['faults[1]', true],
    ['faults[2]', true],
  ]);
});

test('pages of other origins may read what comes back, as all other answers', async () => {
  const { origin } = await broker((_request, response) => {
    response.setHeader('access-control-allow-origin', 'http://broker.test');
    response.end();
  });
  const mock = await start(origin);
  const answer = await fetch(`${mock.url}/rules`, { headers: { origin: 'http://page.test' } });
  expect(answer.headers.get('access-control-allow-origin')).toBe('http://page.test');
});

test('a loop is noticed, also over another mock', async () => {
  const server = createServer();
  const origin = await listen(server);
  const first = await start(origin);
  const second = await start(new URL(first.url).origin);
  server.on('request', (incoming, response) => {
    const { method, url = '', headers } = incoming;
    const on = request(new URL(second.url).origin + url, { method, headers }, (back) => {
      response.writeHead(back.statusCode ?? 0, back.headers);
      back.pipe(response);
    });
    on.end();
  });
  const answer = await fetch(`${second.url}/rules`);
  expect(answer.status).toBe(508);
  expect(await answer.json()).toMatchObject({
    code: 102,
    message: expect.stringMatching(/^Loop detected: .* --proxy with the URL of another server\.$/),
  });
});

test('a server that refuses the connection is 502', async () => {
  const server = createTcpServer();
  const origin = await listen(server);
  server.close();
  await once(server, 'close');
  const mock = await start(origin);
  const answer = await fetch(`${mock.url}/rules`);
  expect([answer.status, await answer.json()]).toEqual([
    502,
    { code: 102, message: `The proxy ${origin} cannot be used: it refused the connection.` },
  ]);
  expect(mock.journal.entries()).toMatchObject([{ status: 502, proxied: true }]);
});

test.each([
  [
    'closes the connection',
    (socket: { destroy(): void }) => socket.destroy(),
    502,
    'it closed the connection',
  ],
  [
    'does not speak HTTP',
    (socket: { end(text: string): void }) => socket.end('SSH-2.0-x\r\n'),
    502,
    'its response is not HTTP',
  ],
  ['says nothing', () => undefined, 504, 'it did not begin its response within 50 ms'],
] as const)('a server that %s is an error in JSON', async (_what, act, status, message) => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => act(socket));
    onTestFinished(() => void socket.destroy());
  });
  const origin = await listen(server);
  const mock = await start(origin, { proxyTimeout: status === 504 ? 50 : 30_000 });
  const answer = await fetch(`${mock.url}/rules`);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({
    code: 102,
    message: expect.stringContaining(message),
  });
});

test('a response that ends too early ends the connection of the caller', async () => {
  const { origin } = await broker((_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('part', () => response.socket?.destroy());
  });
  const mock = await start(origin);
  await expect(fetch(`${mock.url}/rules`).then((answer) => answer.text())).rejects.toThrow();
  expect((await fetch(`${mock.url}/clients`)).status).toBe(200);
});

test('a body that is announced as too large is refused at once', async () => {
  const { origin, seen } = await broker(ok);
  const mock = await start(origin);
  const asked = request(`${mock.url}/rules`, {
    method: 'POST',
    headers: { 'content-length': 64 * 1024 * 1024 + 1 },
  });
  asked.on('error', () => undefined);
  asked.flushHeaders();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(413);
  asked.destroy();
  expect(seen).toEqual([]);
});

test('the control API is never passed on', async () => {
  const { origin, seen } = await broker(ok);
  const mock = await start(origin);
  expect((await fetch(`${mock.controlUrl}/nowhere`)).status).toBe(404);
  expect((await fetch(`${mock.controlUrl}/reset`, { method: 'POST' })).status).toBe(200);
  expect(seen).toEqual([]);
});

/** Sends a request as text, and reads what comes until a text has come. */
async function speak(
  port: number,
  text: string,
  until: string,
): Promise<{
  text: string;
  say: (more: string) => void;
  read: (until: string) => Promise<string>;
}> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  let received = '';
  const read = async (wanted: string): Promise<string> => {
    while (!received.includes(wanted)) {
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      received += chunk.toString();
    }
    return received;
  };
  socket.write(text);
  return { text: await read(until), say: (more) => socket.write(more), read };
}

const upgradeTo = (path: string, protocol = 'websocket'): string =>
  `GET ${path} HTTP/1.1\r\nHost: mock\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\nSec-WebSocket-Key: x\r\nAuthorization: Basic eDp5\r\n\r\n`;

/** A server that accepts upgrades of /mqtt and sends back what it gets. */
async function webSockets(): Promise<{ origin: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((incoming, response) => {
    seen.push(incoming);
    response.writeHead(403).end('no upgrade here');
  });
  server.on('upgrade', (incoming, socket) => {
    seen.push(incoming);
    socket.on('error', () => undefined);
    if (incoming.url !== '/mqtt?a=1') {
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno');
      return;
    }
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    socket.pipe(socket);
  });
  return { origin: await listen(server), seen };
}

test('a WebSocket is passed on, both ways, and ends with the mock', async () => {
  const { origin, seen } = await webSockets();
  const mock = await start(origin);
  const { text, say, read } = await speak(mock.port, upgradeTo('/mqtt?a=1'), '\r\n\r\n');
  expect(text).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
  say('hello');
  expect(await read('hello')).toContain('hello');
  expect(seen[0]?.headers).toMatchObject({
    upgrade: 'websocket',
    'sec-websocket-key': 'x',
    authorization: 'Basic eDp5',
    via: expect.stringContaining('emqx-mock'),
  });
  expect(mock.journal.entries()).toMatchObject([{ path: '/mqtt', status: 101, proxied: true }]);
  await mock.close();
});

test('a WebSocket that the server refuses gets its answer', async () => {
  const { origin } = await webSockets();
  const mock = await start(origin);
  const { text } = await speak(mock.port, upgradeTo('/other'), '\r\n\r\nno');
  expect(text).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
});

test('a WebSocket to a server that cannot be reached, or to the mock itself, gets an HTTP answer', async () => {
  const server = createTcpServer();
  const origin = await listen(server);
  server.close();
  await once(server, 'close');
  const mock = await start(origin);
  const gone = await speak(mock.port, upgradeTo('/mqtt'), '}');
  expect(gone.text).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
  expect(gone.text).toContain('it refused the connection');
  const known = await speak(mock.port, upgradeTo('/api/v4/clients/x'), '"code":0}');
  expect(known.text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  const control = await speak(mock.port, upgradeTo('/__mock/journal'), '}');
  expect(control.text).toMatch(/^HTTP\/1\.1 400 /);
});

test('a request for an upgrade to HTTP/2 is an ordinary request', async () => {
  const { origin } = await broker(ok);
  const mock = await start(origin);
  const own = await speak(mock.port, upgradeTo('/api/v4/clients/x', 'h2c'), '"code":0}');
  expect(own.text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  const passed = await speak(mock.port, upgradeTo('/api/v4/rules', 'h2c'), 'real');
  expect(passed.text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

test.each([
  [{ proxy: '' }, 'proxy'],
  [{ proxy: 'broker:8081' }, 'proxy'],
  [{ proxy: 'ftp://broker' }, 'proxy'],
  [{ proxy: 'http://broker/?a=1' }, 'proxy'],
  [{ proxy: 'http://broker', proxyTimeout: 0 }, 'proxyTimeout'],
  [{ proxyRecord: 'a.yaml' }, 'proxyRecord'],
  [{ proxy: 'http://broker', proxyRecord: '' }, 'proxyRecord'],
])('%j is refused', async (options, option) => {
  const starting = startMock({ port: 0, ...options });
  await expect(starting).rejects.toThrow(OptionError);
  await expect(starting).rejects.toThrow(`Option ${option}: expected`);
});

test('an error does not show the password of the proxy', async () => {
  const starting = startMock({ port: 0, proxy: 'ftp://admin:s3cret@broker' });
  await expect(starting).rejects.toThrow('(not shown)');
});
