/** `proxyRecord`: the answers of another server become stubs. */
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { startMock, StubFileError, type RunningMock, type Stub } from '../../mock/index.js';
import { readStubFile } from '../../mock/stubs/stub-file.js';
import { temporaryFolder } from '../support/temporary-folder.js';

let file: string;
beforeEach(() => {
  file = join(temporaryFolder(), 'recorded.yaml');
});

async function record(answer: RequestListener, proxyRecord = file): Promise<RunningMock> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const mock = await startMock({ port: 0, clients: 1, apps: false, proxy, proxyRecord });
  onTestFinished(() => mock.close());
  return mock;
}

/** What the file holds once the mock has stopped. */
async function recorded(mock: RunningMock): Promise<readonly Stub[]> {
  await mock.close();
  return (await readStubFile(file)).stubs;
}

const get = async (url: string, init?: RequestInit) => (await fetch(url, init)).text();

test('what came back is recorded, and a mock with these stubs answers the same', async () => {
  const mock = await record((incoming, response) => {
    response.writeHead(203, { 'content-type': 'application/json', 'retry-after': '5' });
    response.end(`{"code":0,"of":"${incoming.url}"}`);
  });
  const paths = ['/rules', '/rules?a=1', '/rules?a=1&b=2'];
  const before: string[] = [];
  for (const path of paths) before.push(await get(mock.url + path));
  await get(mock.url.replace('/api/v4', '/elsewhere'));
  await get(`${mock.url}/clients`);
  const stubs = await recorded(mock);
  expect(stubs.map(({ match }) => match)).toEqual([
    { method: 'GET', path: '/rules', query: { a: '1', b: '2' } },
    { method: 'GET', path: '/rules', query: { a: '1' } },
    { method: 'GET', path: '/rules' },
    { method: 'GET', path: '/elsewhere' },
  ]);
  expect(stubs[0]?.respond).toEqual({
    status: 203,
    headers: { 'retry-after': '5' },
    body: { code: 0, of: '/api/v4/rules?a=1&b=2' },
  });
  const replay = await startMock({ port: 0, clients: 1, apps: false, stubFiles: [file] });
  onTestFinished(() => replay.close());
  const after: string[] = [];
  for (const path of paths) after.push(await get(replay.url + path));
  expect(after).toEqual(before);
});

test('no secret is recorded: not in headers, parameters or members of JSON', async () => {
  const mock = await record((_incoming, response) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'set-cookie': 'sid=SECRET',
      'x-auth': 'SECRET',
      'www-authenticate': 'Basic realm="SECRET"',
    });
    response.end(
      '{"token":"SECRET","user":{"Password":"SECRET","id":1234567890123456789},"list":[{"app_secret":"SECRET"}]}',
    );
  });
  await get(`${mock.url}/login?access_token=SECRET&_=17327592&a=1`, {
    method: 'POST',
    body: '{"password":"SECRET"}',
    headers: { authorization: 'Bearer SECRET', cookie: 'SECRET' },
  });
  await recorded(mock);
  const text = await readFile(file, 'utf8');
  expect(text).not.toContain('SECRET');
  expect(text).toContain('(not recorded)');
  expect((await readStubFile(file)).stubs).toMatchObject([
    { match: { method: 'POST', path: '/login', query: { a: '1' } } },
  ]);
});

test('other answers to the same request come in turn; the same one is recorded once', async () => {
  let turn = 0;
  const mock = await record((_incoming, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<p>${Math.floor(turn++ / 2)}`);
  });
  for (let times = 0; times < 5; times++) await get(`${mock.url}/page`);
  expect(await recorded(mock)).toEqual([
    {
      match: { method: 'GET', path: '/page' },
      respond: [0, 1, 2].map((n) => ({ status: 200, contentType: 'text/html', body: `<p>${n}` })),
      credentials: false,
    },
  ]);
});

test('a request with credentials gives a stub that asks for them; a refused one gives none', async () => {
  const mock = await record((incoming, response) => {
    response.writeHead(incoming.url?.endsWith('/no') === true ? 401 : 204).end();
  });
  const headers = { authorization: 'Basic eDp5' };
  await get(`${mock.url}/yes`, { headers });
  await get(`${mock.url}/no`, { headers });
  expect(await recorded(mock)).toEqual([
    { match: { method: 'GET', path: '/yes' }, respond: { status: 204 } },
  ]);
});

test('numbers that JavaScript would round, and texts in JSON, are recorded as they were sent', async () => {
  const bodies = ['{"id":12345678901234567890}', '"text"'];
  const mock = await record((incoming, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(bodies[Number(incoming.url?.slice(-1))]);
  });
  for (const index of bodies.keys()) await get(`${mock.url}/${index}`);
  expect((await recorded(mock)).map(({ respond }) => respond)).toEqual(
    bodies.map((body) => ({ status: 200, contentType: 'application/json', body })),
  );
});

test('a body that is no text is passed on, and not recorded', async () => {
  const mock = await record((_incoming, response) => {
    response.end(Buffer.from([0xff, 0xfe, 0x00]));
  });
  const answer = await fetch(`${mock.url}/image`);
  expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0xff, 0xfe, 0x00]);
  expect(await recorded(mock)).toEqual([]);
});

test('a file that exists is continued; one that is no file of stubs is refused', async () => {
  await writeFile(file, '- {match: {path: /old}, respond: {status: 204}}');
  const mock = await record((_incoming, response) => void response.end('new'));
  await get(`${mock.url}/new`);
  expect((await recorded(mock)).map(({ match }) => match.path)).toEqual(['/old', '/new']);
  await writeFile(file, 'text');
  await expect(record(() => undefined)).rejects.toThrow(StubFileError);
  await expect(record(() => undefined, join(file, 'x.json'))).rejects.toThrow(StubFileError);
});
