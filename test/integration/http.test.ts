import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import express from 'express';
import request from 'supertest';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createApp } from '../../mock/hosts/express/express-app.js';
import { createAnswerer } from '../../mock/hosts/express/listener.js';
import { createLog } from '../../mock/server/request-log.js';
import { createMock, startMock } from '../../mock/index.js';
import { expectAnswer, ids, serve, type Served } from './serve.js';

const THREE = { clients: [{ clientid: 'a' }, { clientid: 'b' }, { clientid: 'c' }] };

/** Sends bytes as they are and returns all that comes back until the mock closes. */
async function raw({ mock }: Served, bytes: string): Promise<string> {
  const socket = connect(mock.port, '127.0.0.1');
  socket.end(bytes, 'latin1');
  return text(socket);
}

/** The body behind the headers, as JSON. */
function bodyOf(answer: string): unknown {
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
}

describe('an answer', () => {
  test('comes to a request that names its origin, as proxies send it', async () => {
    const served = await serve(THREE);
    const authorization = served.mock.authorization['authorization'] ?? '';
    const answer = await raw(
      served,
      `GET http://mock/api/v4/clients?_limit=1 HTTP/1.1\r\nHost: mock\r\nAuthorization: ${authorization}\r\nConnection: close\r\n\r\n`,
    );
    expect(bodyOf(answer)).toMatchObject({ code: 0, meta: { count: 3 } });
  });

  test('is JSON with its length, and does not name its server', async () => {
    const { get } = await serve(THREE);
    const answer = await get('/clients');
    expectAnswer(answer, 200, 'ClientsPage', { meta: { count: 3 } });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(answer.text)),
    });
    for (const name of ['x-powered-by', 'server', 'etag', 'set-cookie']) {
      expect(answer.headers).not.toHaveProperty(name);
    }
  });

  test('to a lookup is an array of one client and no meta', async () => {
    const { get } = await serve(THREE);
    const answer = await get('/clients/b');
    expectAnswer(answer, 200, 'ClientLookup', { data: [{ clientid: 'b' }] });
    expect(Object.keys(answer.body as object)).toEqual(['data', 'code']);
  });

  test('to a kick is code 0 alone, and the client is gone from list, lookup and count', async () => {
    const served = await serve(THREE);
    const kicked = await served.delete('/clients/b');
    expectAnswer(kicked, 200, 'KickAnswer');
    expect(kicked.text).toBe('{"code":0}');
    const list = await served.get('/clients');
    expect(ids(list)).toEqual(['a', 'c']);
    expect(list.body).toMatchObject({ meta: { count: 2 } });
    expect(ids(await served.get('/clients/b'))).toEqual([]);
  });
});

describe('a page of another origin', () => {
  const origin = 'http://localhost:5173';

  test.each([
    ['GET', '/clients'],
    ['DELETE', '/clients/a'],
  ])('may ask whether it may send %s %s, without credentials', async (method, path) => {
    const { plain } = await serve(THREE);
    const answer = await plain('options', path)
      .set('origin', origin)
      .set('access-control-request-method', method)
      .set('access-control-request-headers', 'authorization');
    expect(answer.status).toBe(204);
    expect(answer.headers['access-control-allow-origin']).toBe(origin);
    expect(answer.headers['access-control-allow-credentials']).toBe('true');
    expect(answer.headers['vary']).toContain('Origin');
    expect(answer.headers['access-control-allow-methods']?.split(',')).toContain(method);
    expect(answer.headers['access-control-allow-headers']).toBe('authorization');
  });

  test('may read every answer, a refusal included', async () => {
    const { get, plain } = await serve(THREE);
    for (const answer of [
      await get('/clients').set('origin', origin),
      await get('/clients?_page=0').set('origin', origin),
      await get('/nothing').set('origin', origin),
      await plain('get', '/clients').set('origin', origin),
      await plain('post', '/clients').set('origin', origin).send('x'.repeat(100_000)),
    ]) {
      expect(answer.headers['access-control-allow-origin']).toBe(origin);
      expect(answer.headers['access-control-allow-credentials']).toBe('true');
      expect(answer.headers['vary']).toContain('Origin');
    }
  });

  test('on a public address may call a private one, if its browser asks', async () => {
    const { plain } = await serve(THREE);
    const preflight = (): request.Test =>
      plain('options', '/clients').set({ origin, 'access-control-request-method': 'GET' });
    const asked = await preflight().set('access-control-request-private-network', 'true');
    expect(asked.headers['access-control-allow-private-network']).toBe('true');
    expect((await preflight()).headers).not.toHaveProperty('access-control-allow-private-network');
  });

  test('may read the headers of a stub', async () => {
    const stubs = [
      { match: { path: '/x' }, respond: { headers: { 'X-Total-Count': '7' }, body: 'seven' } },
    ];
    const served = await serve({ ...THREE, stubs });
    const answer = await request(served.origin).get('/x').set('origin', origin);
    expect(answer.headers['access-control-expose-headers']?.split(',')).toEqual(
      expect.arrayContaining(['www-authenticate', 'x-mock-explain', 'x-total-count']),
    );
  });

  test('may not call if CORS is off', async () => {
    const { get, plain } = await serve({ ...THREE, cors: false });
    const preflight = await plain('options', '/clients')
      .set('origin', origin)
      .set('access-control-request-method', 'GET');
    for (const { headers } of [preflight, await get('/clients').set('origin', origin)]) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('a body', () => {
  test.each<[name: string, value: string]>([
    ['content-type', 'text/plain; charset=klingon'],
    ['content-encoding', 'gzip'],
    ['content-encoding', 'klingon'],
  ])('has no effect, with any content and the %s %s', async (name, value) => {
    const { get } = await serve(THREE);
    for (const body of ['{"clientid":"a"}', '{', '[]']) {
      const answer = await get('/clients').set(name, value).send(body);
      expect([answer.status, ids(answer)]).toEqual([200, ['a', 'b', 'c']]);
    }
  });

  test('is read as it is by a broker that takes it for parameters', async () => {
    const { get } = await serve({
      clients: [{ clientid: 'a' }, { clientid: '用户' }],
      dialect: 'emqx-4.3',
    });
    const ask = get('/clients').set('content-type', 'text/plain; charset=klingon');
    expect(ids(await ask.send('{"clientid":"用户"}'))).toEqual(['用户']);
  });
});

describe('a limit', () => {
  test('holds for bodies: more than 64 KiB answers 413 in JSON', async () => {
    const { plain, get } = await serve(THREE);
    expectAnswer(await plain('post', '/clients').send('x'.repeat(65_537)), 413, 'ApiError', {
      code: 108,
    });
    expect(ids(await get('/clients'))).toHaveLength(3);
  });

  test('holds for parameters: more than 10,000 answer 414 in JSON', async () => {
    const { get } = await serve(THREE);
    expect((await get(`/clients?_limit=1${'&a'.repeat(9_999)}`)).status).toBe(200);
    const answer = await get(`/clients?_limit=1${'&a'.repeat(10_000)}`);
    expectAnswer(answer, 414, 'ApiError');
  });

  test('holds for URLs: more than 256 KiB answers 414 in JSON', async () => {
    const { get } = await serve(THREE);
    expectAnswer(await get(`/clients?zone=${'x'.repeat(262_144)}`), 414, 'ApiError');
  });

  test('leaves room for the longest id that MQTT has, percent-encoded', async () => {
    const { get } = await serve(THREE);
    const id = encodeURIComponent('用'.repeat(21_845));
    expect(ids(await get(`/clients/${id}`))).toEqual([]);
  });

  test('holds for headers: more than 320 KiB answers 431 in JSON', async () => {
    const bytes = `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(330_000)}\r\n\r\n`;
    const answer = await raw(await serve(THREE), bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(bodyOf(answer)).toMatchObject({ code: 108 });
  });
});

const UTF8 = Buffer.from('用户').toString('latin1');

describe('bytes on the socket', () => {
  test.each([
    ['no HTTP at all', 'hello', 'HTTP/1.1'],
    ['a header without a name', 'GET / HTTP/1.1\r\nhost: a\r\n: x', 'HTTP/1.1'],
    ['two lengths', 'GET / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2', 'HTTP/1.1'],
    ['a TLS greeting', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03', 'HTTP/1.1'],
    ['a path beyond ASCII', `GET /api/v4/clients/${UTF8} HTTP/1.1`, 'percent-encoded'],
  ])('that are %s are answered 400 in JSON, with what to do', async (_, bytes, hint) => {
    const answer = await raw(await serve(THREE), `${bytes}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.toLowerCase()).toContain('content-type: application/json');
    expect(bodyOf(answer)).toMatchObject({ code: 108, message: expect.stringContaining(hint) });
  });

  test('that name dot segments are not resolved: .. is an id', async () => {
    const served = await serve({ clients: [{ clientid: '..' }], apps: false });
    const bytes = 'GET /api/v4/clients/.. HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n';
    const answer = await raw(served, bytes);
    expect(bodyOf(answer)).toMatchObject({ data: [{ clientid: '..' }] });
  });
});

describe('closing', () => {
  test('finishes the request in flight, refuses new ones, and does not wait for idle ones', async () => {
    const { mock } = await serve(THREE);
    // Closing by force waits for a timer: here it never comes.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const headers = { ...mock.authorization, 'content-length': 4 };
    const pending = httpRequest(`${mock.url}/clients`, { agent, headers });
    const answered = once(pending, 'response') as Promise<[IncomingMessage]>;
    pending.write('ha');
    // The mock has the request as soon as it has answered another on a later connection.
    await fetch(`${mock.url}/clients`, { headers: mock.authorization });

    const closing = mock.close();
    await expect(fetch(mock.url)).rejects.toThrow();
    pending.end('lf');
    const [response] = await answered;
    expect(response.statusCode).toBe(200);
    expect(response.headers.connection).toBe('close');
    expect(JSON.parse(await text(response))).toMatchObject({ meta: { count: 3 } });
    await closing;
  });

  test('twice is closing once', async () => {
    const { mock } = await serve(THREE);
    const [first, second] = [mock.close(), mock.close()];
    expect(first).toBe(second);
    await first;
  });
});

test('the app may be mounted in another app', async () => {
  const mock = createMock({ clients: [{ clientid: 'a' }], basePath: '/', apps: false });
  const log = createLog('silent', vi.fn(), vi.fn());
  const { answerer } = createAnswerer({ steps: mock.steps, cors: true, log });
  const outer = express().use('/broker', createApp(answerer));
  expect(ids(await request(outer).get('/broker/clients'))).toEqual(['a']);
});

test.each(['emqx-4.3', 'documented'] as const)(
  'the length of a page counts bytes, also where ids and names are not ASCII: %s',
  async (dialect) => {
    const clients = [{ clientid: 'a' }, { clientid: 'ß', username: '温度' }, { clientid: 'c' }];
    const mock = await startMock({ port: 0, apps: false, clients, dialect, report: undefined });
    onTestFinished(() => mock.close());
    for (const query of ['', '?_limit=1', '?_limit=2', '?_page=2&_limit=1', '?_like_clientid=c']) {
      const response = await fetch(`${mock.url}/clients${query}`);
      const length = Number(response.headers.get('content-length'));
      const text = await response.text();
      expect(length).toBe(Buffer.byteLength(text));
      expect(text).toBe(
        mock.handle({ path: '/api/v4/clients', method: 'GET', query: query.slice(1) }).body,
      );
    }
  },
);
