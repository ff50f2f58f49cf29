import { createServer, type AddressInfo, type Socket } from 'node:net';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { ApiClient } from '../../../contracts/http/api-client.js';
import { METHODS } from '../../../contracts/http/exchange.js';
import type { SentRequest, Transport } from '../../../contracts/http/target.js';
import { createHttpTransport } from '../../../contracts/http/transport.js';
import { systemClock } from '../../../contracts/shared/clock.js';
import { BrokenAnswer, NoAnswer } from '../../../contracts/shared/errors.js';

interface Served {
  readonly transport: Transport;
  readonly origin: string;
  /** Every request as its bytes came, the head only: none has a body. */
  readonly requests: string[];
  readonly sockets: Socket[];
}

/** A TCP server that answers each request with bytes, and a transport to it. */
async function serve(
  answer: (socket: Socket, count: number) => void,
  { scheme = 'http', timeoutMs = 60_000 } = {},
): Promise<Served> {
  const requests: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    let head = '';
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      head += bytes.toString('latin1');
      if (!head.endsWith('\r\n\r\n')) return;
      requests.push(head);
      head = '';
      answer(socket, requests.length);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = createHttpTransport({ origin, timeoutMs });
  onTestFinished(async () => {
    await transport.close?.();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { transport, origin, requests, sockets };
}

const answerOf = (body: Buffer | string, ...fields: string[]): Buffer =>
  Buffer.concat([
    Buffer.from(
      ['HTTP/1.1 200 OK', `Content-Length: ${Buffer.byteLength(body)}`, ...fields, '', ''].join(
        '\r\n',
      ),
      'latin1',
    ),
    Buffer.from(body),
  ]);
const OK = answerOf('{}');
const get = (path: string): SentRequest => ({ method: 'GET', path, headers: {} });

test.each([
  '/api/v4/clients/%zz',
  '/api/v4/clients/a%2Fb%20c/../%2e%2e?_like_clientid=%5B&x=+',
  '/api/v4//clients//?&&a=%&=b&[]="|',
  '/api/v4/./clients/..?a#b',
  '/api/v4/clients/\u00e9',
])('sends the path %s to the byte', async (path) => {
  const { transport, requests } = await serve((socket) => socket.write(OK));
  await transport.send(get(path));
  expect(requests[0]?.split('\r\n')[0]).toBe(`GET ${path} HTTP/1.1`);
});

test.each(METHODS)('sends %s with the given headers and no body', async (method) => {
  const { transport, requests } = await serve((socket) => {
    socket.write(method === 'HEAD' ? 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n' : OK);
  });
  await transport.send({ method, path: '/x?y', headers: { authorization: 'Basic YTpi' } });
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatch(new RegExp(`^${method} /x\\?y HTTP/1.1\r\n`));
  expect(requests[0]).toMatch(/\r\nauthorization: Basic YTpi\r\n/);
  expect(requests[0]).not.toMatch(/content-length: [^0]|transfer-encoding|user-agent/i);
});

test('returns status, headers and text as they came', async () => {
  const { transport } = await serve((socket) => {
    socket.write('HTTP/1.1 418 Teapot\r\nX-Kind: Pot\r\nX-Kind: Lid\r\nContent-Type: a/b\r\n');
    socket.end('Content-Type: c/d\r\nX-Latin: caf\u00e9\r\n\r\n{"n": "客户端"}');
  });
  await expect(transport.send(get('/'))).resolves.toEqual({
    status: 418,
    headers: {
      'x-kind': 'Pot, Lid',
      'content-type': 'a/b',
      'x-latin': expect.any(String) as string,
    },
    text: '{"n": "客户端"}',
  });
});

const TEXT = '{"code":0}';

test.each([
  ['gzip', gzipSync(TEXT)],
  ['X-GZIP', gzipSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['deflate', deflateRawSync(TEXT)],
  ['deflate, gzip', gzipSync(deflateSync(TEXT))],
  ['gzip,identity', gzipSync(TEXT)],
])('unpacks an answer that is packed with %s', async (encoding, packed) => {
  const { transport } = await serve((socket) => {
    socket.write(answerOf(packed, `Content-Encoding: ${encoding}`));
  });
  await expect(transport.send(get('/'))).resolves.toMatchObject({ text: '{"code":0}' });
});

test('GETs share one connection, and every other method has its own', async () => {
  const { transport, sockets } = await serve((socket) => socket.write(OK));
  for (let index = 0; index < 5; index += 1) await transport.send(get('/'));
  expect(sockets).toHaveLength(1);
  for (let index = 0; index < 2; index += 1) {
    await transport.send({ ...get('/'), method: 'DELETE' });
  }
  expect(sockets).toHaveLength(3);
});

test.each([
  ['after an answer', (socket: Socket) => socket.end(OK)],
  [
    'instead of the next answer',
    (socket: Socket, count: number) => {
      if (count % 3 === 0) socket.destroy();
      else socket.write(OK);
    },
  ],
])('a GET succeeds on a broker that closes kept-alive connections %s', async (_when, answer) => {
  const { transport, origin } = await serve(answer);
  const api = new ApiClient({ target: { baseUrl: origin }, transport, clock: systemClock });
  for (let index = 0; index < 10; index += 1) {
    await expect(api.send({ path: '/clients' })).resolves.toMatchObject({ json: {} });
  }
});

test('does not follow a redirect: another host must not see the credentials', async () => {
  const { transport, requests } = await serve((socket) => {
    socket.write('HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n');
  });
  await expect(transport.send(get('/'))).resolves.toMatchObject({ status: 302 });
  expect(requests).toHaveLength(1);
});

test.each([
  ['is cut short', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"data": ['],
  ['has a bad chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ['is not HTTP', '220 smtp.example ready\r\n\r\n'],
  ['has a head of 1 MB', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(1_000_000)}\r\n\r\n`],
  ['is longer than it says', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nab'],
  ['is badly compressed', answerOf('{"code":0}', 'Content-Encoding: gzip')],
])('an answer that %s is the broker’s fault', async (_what, bytes) => {
  const { transport } = await serve((socket) => socket.end(bytes));
  await expect(transport.send(get('/'))).rejects.toThrow(BrokenAnswer);
});

test.each([
  ['to connect', 'https', ''],
  ['for the headers', 'http', ''],
  ['for the rest of the body', 'http', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{'],
])('waits %s no longer than the time limit', async (_phase, scheme, bytes) => {
  const { transport } = await serve((socket) => socket.write(bytes), { scheme, timeoutMs: 50 });
  await expect(transport.send(get('/slow'))).rejects.toThrow(
    expect.objectContaining({
      code: 'TIMEOUT',
      message: 'No answer to GET /slow within 50 ms.',
    }),
  );
});

test('a connection that the broker closes without an answer is no answer', async () => {
  const { transport } = await serve((socket) => socket.destroy());
  const sending = transport.send(get('/'));
  await expect(sending).rejects.toBeInstanceOf(NoAnswer);
  await expect(sending).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
});

test('names the reason where nothing listens', async () => {
  const transport = createHttpTransport({ origin: 'http://127.0.0.1:1', timeoutMs: 60_000 });
  await expect(transport.send(get('/'))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
