/** What the socket could change in an answer of the engine: raw paths, headers, methods, statuses. */
import { expect, test } from 'vitest';
import { expectAnswer, expectRefused, ids, serve } from './serve.js';

const CLIENTS = { clients: ['a', 'a/b', 'a+b', 'a b'].map((clientid) => ({ clientid })) };

test.each([
  ['/clients//?clientid=a', 'a'],
  ['//clients?clientid=a', 'a'],
  ['/clients/a%2Fb', 'a/b'],
  ['/clients/a+b', 'a+b'],
  ['/clients/a%20b', 'a b'],
  ['/clients?clientid=a+b', 'a b'],
  ['/clients?clientid=a%2Bb', 'a+b'],
])('%s reaches the engine as it was sent, and finds %j', async (path, id) => {
  const { get } = await serve(CLIENTS);
  expect(ids(await get(path))).toEqual([id]);
});

test.each([
  ['get', '/clients/%zz', 400],
  ['get', '/clients?clientid=%', 400],
  ['get', '/nothing', 404],
  ['delete', '/clients', 404],
  ['post', '/clients/a', 404],
  ['put', '/clients/a', 404],
  ['patch', '/clients', 404],
] as const)('%s %s is HTTP %i in JSON', async (method, path, status) => {
  const { plain } = await serve(CLIENTS);
  expectAnswer(await plain(method, path).auth('app_id', 'app_secret'), status, 'ApiError');
});

test('a bad parameter is HTTP 400 in JSON', async () => {
  const { get } = await serve(CLIENTS);
  expectRefused(await get('/clients?_page=0&proto_ver=x'), '_page', 'proto_ver');
});

test('missing and wrong credentials are HTTP 401 with a challenge', async () => {
  const { plain } = await serve(CLIENTS);
  for (const [answer, code] of [
    [await plain('get', '/clients'), 104],
    [await plain('get', '/nothing').auth('app_id', 'wrong'), 103],
  ] as const) {
    expectAnswer(answer, 401, 'ApiError', { code });
    expect(answer.headers['www-authenticate']).toMatch(/^Basic realm="/);
  }
});

test.each(['/clients', '/clients/a', '/clients?_page=0', '/nothing'])(
  'HEAD %s has the headers of GET and no body',
  async (path) => {
    const { get, head } = await serve(CLIENTS);
    const [full, bare] = [await get(path), await head(path)];
    expect(bare.status).toBe(full.status);
    expect(bare.text).toBeFalsy();
    expect(bare.headers['content-type']).toBe(full.headers['content-type']);
    expect(bare.headers['content-length']).toBe(String(Buffer.byteLength(full.text)));
  },
);

test('OPTIONS lists the methods without credentials', async () => {
  const { plain } = await serve(CLIENTS);
  const answer = await plain('options', '/clients/a');
  expect(answer.status).toBe(204);
  expect(answer.headers['allow']).toBe('GET, HEAD, DELETE, OPTIONS');
});
