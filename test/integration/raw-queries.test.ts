import { execFile } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { serve, type Served } from './serve.js';

const CLIENTS = { clients: [{ clientid: '客户一' }, { clientid: 'Zoë' }, { clientid: 'plain' }] };

function requestOf({ mock }: Served, line: string, more = ''): Buffer {
  const authorization = mock.authorization['authorization'] ?? '';
  return Buffer.from(
    `${line} HTTP/1.1\r\nHost: mock\r\nAuthorization: ${authorization}\r\n${more}`,
  );
}

/** A raw query of a list, the last request of its connection. */
const rawList = (served: Served, more = ''): Buffer =>
  requestOf(served, 'GET /api/v4/clients?_like_clientid=客户', `Connection: close\r\n${more}\r\n`);

/** The ids of every answered list. */
const idsIn = (answers: string): string[] =>
  [...answers.matchAll(/"clientid":"([^"]*)"/g)].map(([, id]) => id ?? '');

async function whole(socket: Socket): Promise<string> {
  return text(socket);
}

function open({ mock }: Served): Socket {
  return connect({ port: mock.port, host: '127.0.0.1', noDelay: true });
}

/** Sends a part, and waits until it has been handed to the system and the server has had a turn. */
async function send(socket: Socket, part: Buffer): Promise<void> {
  await new Promise((resolve) => socket.write(part, resolve));
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('bytes beyond ASCII in a query', () => {
  test('are read as UTF-8, as curl sends them', async () => {
    const { mock } = await serve(CLIENTS);
    const answer = await new Promise<string>((resolve, reject) =>
      execFile(
        'curl',
        ['-s', '-u', 'app_id:app_secret', `${mock.url}/clients?_like_clientid=客户`],
        (error, stdout) => (error ? reject(new Error(error.message)) : resolve(stdout)),
      ),
    );
    expect(idsIn(answer)).toEqual(['客户一']);
  });

  test('wherever the request is split into packets', async () => {
    const served = await serve(CLIENTS);
    const bytes = rawList(served);
    for (let at = 1; at < bytes.length; at++) {
      const socket = open(served);
      const answer = whole(socket);
      await send(socket, bytes.subarray(0, at));
      socket.write(bytes.subarray(at));
      expect(idsIn(await answer), `split at ${at}`).toEqual(['客户一']);
    }
  });

  test('are refused in a path, however long it is', async () => {
    const served = await serve(CLIENTS);
    const socket = open(served);
    const answer = whole(socket);
    socket.write(requestOf(served, `GET /api/v4/clients/${'A'.repeat(250_000)}客`, '\r\n'));
    expect(await answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('in three packets, the first without any of them', async () => {
    const served = await serve(CLIENTS);
    const bytes = rawList(served);
    const socket = open(served);
    const answer = whole(socket);
    await send(socket, bytes.subarray(0, 5));
    await send(socket, bytes.subarray(5, 20));
    socket.write(bytes.subarray(20));
    expect(idsIn(await answer)).toEqual(['客户一']);
  });

  test('among other requests of one connection, answered in order', async () => {
    const served = await serve(CLIENTS);
    const plain = requestOf(served, 'GET /api/v4/clients?clientid=plain', '\r\n');
    const raw = requestOf(served, 'GET /api/v4/clients?clientid=Zoë', '\r\n');
    const answers = async (parts: Buffer[]): Promise<string[]> => {
      const socket = open(served);
      const answer = whole(socket);
      for (const part of parts) await send(socket, part);
      return idsIn(await answer);
    };
    const all = [plain, raw, plain, raw, raw, rawList(served)];
    const expected = ['plain', 'Zoë', 'plain', 'Zoë', 'Zoë', '客户一'];
    expect(await answers([Buffer.concat(all)])).toEqual(expected);
    expect(await answers(all)).toEqual(expected);
  });

  test('after a request whose answer is delayed', async () => {
    const served = await serve({ ...CLIENTS, faults: ['GET /clients nth=1 delay=50'] });
    const plain = requestOf(served, 'GET /api/v4/clients?clientid=plain', '\r\n');
    const socket = open(served);
    const answer = whole(socket);
    socket.write(Buffer.concat([plain, rawList(served)]));
    expect(idsIn(await answer)).toEqual(['plain', '客户一']);
  });

  test('with a body, and after a request with one', async () => {
    const served = await serve({ ...CLIENTS, dialect: 'emqx-4.3' });
    const body = '{"_limit":"1"}';
    const withBody = `Content-Length: ${body.length}\r\n`;
    const plain = requestOf(served, 'GET /api/v4/clients?clientid=plain', `${withBody}\r\n${body}`);
    const raw = Buffer.concat([rawList(served, withBody), Buffer.from(body)]);
    const socket = open(served);
    const answer = whole(socket);
    socket.write(Buffer.concat([plain, raw]));
    const answers = await answer;
    expect(idsIn(answers)).toEqual(['plain', '客户一']);
    expect(answers.match(/"limit":1\b/g)).toHaveLength(2);
  });

  test('in the sandbox that a header names', async () => {
    const served = await serve(CLIENTS);
    served.mock.sandbox('one').clients.remove('客户一');
    const socket = open(served);
    const answer = whole(socket);
    socket.write(rawList(served, 'X-Mock-Sandbox: one\r\n'));
    expect(await answer).toContain('"data":[]');
  });

  test('are HTTP 400 in the path, and in a line that never ends or is too long', async () => {
    const served = await serve(CLIENTS);
    for (const bytes of [
      requestOf(served, 'GET /api/v4/clients/客户', '\r\n'),
      Buffer.from('GET /api/v4/clients?a=客'),
      Buffer.from(`GET /api/v4/clients?a=${'客'.repeat(100_000)} HTTP/1.1\r\n`),
    ]) {
      const socket = open(served);
      socket.end(bytes);
      expect(await whole(socket)).toMatch(/^HTTP\/1\.1 400 /);
    }
  });

  test('leave no connection behind', async () => {
    const served = await serve(CLIENTS);
    const socket = open(served);
    socket.write(requestOf(served, 'GET /api/v4/clients?clientid=Zoë', '\r\n'));
    await new Promise((resolve) => socket.once('data', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await served.mock.close();
    await closed;
  });
});
