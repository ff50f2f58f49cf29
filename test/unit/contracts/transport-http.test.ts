import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { BrokenAnswer, NoAnswer } from '../../../contracts/shared/errors.js';
import type { SentRequest, Transport } from '../../../contracts/http/target.js';
import { createHttpTransport } from '../../../contracts/http/transport.js';

const open: (Server | Transport)[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) {
    if ('send' in each) await each.close?.();
    else {
      each.closeAllConnections();
      each.close();
    }
  }
});

async function serve(listener: RequestListener, timeoutMs = 2000): Promise<Transport> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const transport = createHttpTransport({ origin: `http://127.0.0.1:${port}`, timeoutMs });
  open.push(transport, server);
  return transport;
}

const get = (path: string): SentRequest => ({ method: 'GET', path, headers: {} });

test('sends the path as it stands, and gives status, headers and text back', async () => {
  const paths: (string | undefined)[] = [];
  const transport = await serve((request, response) => {
    paths.push(request.url);
    response.writeHead(418, { 'X-Kind': 'Pot' }).end('{"n": "客户端"}');
  });
  const path = '/api/v4/clients/a%2Fb%20c/../%2e%2e?_like_clientid=%5B&x=+';
  const answer = await transport.send(get(path));
  expect(paths).toEqual([path]);
  expect(answer).toMatchObject({ status: 418, text: '{"n": "客户端"}' });
  expect(answer.headers['x-kind']).toBe('Pot');
});

test('keeps a connection alive for GETs', async () => {
  const sockets = new Set<unknown>();
  const transport = await serve((request, response) => {
    sockets.add(request.socket);
    response.end('{}');
  });
  for (let index = 0; index < 5; index += 1) await transport.send(get('/'));
  expect(sockets.size).toBe(1);
});

test('does not follow a redirect: another host must not see the credentials', async () => {
  const transport = await serve((_request, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  });
  await expect(transport.send(get('/'))).resolves.toMatchObject({ status: 302 });
});

test('calls an answer that is cut short the broker’s fault', async () => {
  const transport = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"data": [');
    setImmediate(() => response.socket?.destroy());
  });
  await expect(transport.send(get('/'))).rejects.toThrow(BrokenAnswer);
});

test('calls what is not HTTP the broker’s fault', async () => {
  const transport = await serve((request) => {
    request.socket.end('220 smtp.example ready\r\n\r\n');
  });
  await expect(transport.send(get('/'))).rejects.toThrow(BrokenAnswer);
});

test('gives up waiting after the time that was given', async () => {
  const transport = await serve(() => undefined, 50);
  const waiting = transport.send(get('/slow'));
  await expect(waiting).rejects.toThrow('No answer to GET /slow within 50 ms.');
  await expect(waiting).rejects.toBeInstanceOf(NoAnswer);
});

test('names a connection that the broker closed instead of answering, so that a GET can be sent again', async () => {
  const transport = await serve((request) => {
    request.socket.destroy();
  });
  const waiting = transport.send(get('/'));
  await expect(waiting).rejects.toBeInstanceOf(NoAnswer);
  await expect(waiting).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('names the reason where nobody listens', async () => {
  const transport = createHttpTransport({ origin: 'http://127.0.0.1:1', timeoutMs: 1000 });
  open.push(transport);
  await expect(transport.send(get('/'))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
