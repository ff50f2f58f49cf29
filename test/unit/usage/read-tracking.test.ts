/** Which members of the answers an application reads. */
import { http } from 'msw';
import { setupServer } from 'msw/node';
import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createMock, readTracking, startMock, type Mock } from '../../../mock/index.js';
import { readUsage } from '../../../openapi/usage/read-usage.js';
import { createHandlers, createMock as createMswMock } from '../../../mock/hosts/msw/index.js';

interface Answer {
  readonly code: number;
  readonly data: readonly { readonly clientid: string; readonly username: string }[];
  readonly meta: { readonly count: number; readonly hasnext: boolean };
}

const clients = [{ clientid: 'c1', username: 'alice' }, { clientid: 'c2' }];

const readsOf = (mock: Pick<Mock, 'usage'>): unknown =>
  Object.fromEntries(mock.usage?.usage().uses.map(({ request, reads }) => [request, reads]) ?? []);

const original = globalThis.fetch;
afterEach(() => {
  expect(globalThis.fetch).toBe(original);
});

test('what is read of the answers of fetch is noted, and nothing else', async () => {
  await using mock = await startMock({ port: 0, clients, usage: true });
  using _tracking = readTracking(mock);
  const response = await fetch(`${mock.url}/clients?_limit=2`, { headers: mock.authorization });
  const { data, meta } = (await response.json()) as Answer;
  expect(data.map(({ clientid }) => clientid)).toEqual(['c1', 'c2']);
  if (meta.hasnext) throw new Error('No page follows.');
  const kicked = await fetch(`${mock.url}/clients/c1`, {
    method: 'DELETE',
    headers: mock.authorization,
  });
  expect(kicked.ok).toBe(true);
  expect(readsOf(mock)).toEqual({
    'GET /clients': ['data', 'data.clientid', 'meta.hasnext'],
    'DELETE /clients/{clientid}': [],
  });
});

test.each<[string, (answer: Answer) => unknown, string[]]>([
  ['destructuring', ({ meta: { count } }) => count, ['meta.count']],
  ['a loop', ({ data }) => [...data].length, ['data']],
  [
    'spreading a row',
    ({ data: [row] }) => ({ ...row }).username,
    expect.arrayContaining(['data.*', 'data.username']) as string[],
  ],
  ['the names of all members', (answer) => Object.keys(answer), ['*']],
  ['the names of members', ({ data: [row] }) => Object.keys(row ?? {}), ['data', 'data.*']],
  [
    'JSON',
    ({ meta }) => JSON.stringify(meta),
    ['meta.*', 'meta.count', 'meta.hasnext', 'meta.limit', 'meta.page'],
  ],
  ['hasOwn', ({ meta }) => Object.hasOwn(meta, 'count'), ['meta.count']],
  [
    'a copy of an own member',
    ({ meta }) => Object.getOwnPropertyDescriptor(meta, 'count')?.value as unknown,
    ['meta.count'],
  ],
  [
    'what is written before',
    ({ meta }) => Object.assign(meta, { count: 1 }).hasnext,
    ['meta.hasnext'],
  ],
  ['in', ({ meta }) => 'hasnext' in meta, ['meta.hasnext']],
  ['a member that is absent', (answer) => (answer as { message?: string }).message, ['message']],
  ['a member that no release has', (answer) => (answer as { secret?: string }).secret, []],
])('%s is a read, which a usage file can have', (_name, read, expected) => {
  const mock = createMock({ clients, usage: true, apps: false });
  using tracking = readTracking(mock);
  const { body } = mock.handle({ method: 'GET', path: '/api/v4/clients' });
  read(tracking.track(JSON.parse(body) as Answer, 'GET http://x/api/v4/clients'));
  expect(readsOf(mock)).toEqual({ 'GET /clients': expected });
  expect(readUsage(parse(mock.usage!.text()))).toEqual({ ok: true, usage: mock.usage!.usage() });
});

test.each<[string, (response: Response) => Promise<unknown>]>([
  ['as text', (response) => response.text()],
  ['as bytes', (response) => response.arrayBuffer()],
])('a body that is read %s counts as a whole', async (_name, read) => {
  await using mock = await startMock({ port: 0, clients, usage: true });
  using _tracking = readTracking(mock);
  await read(await fetch(`${mock.url}/clients`, { headers: mock.authorization }));
  expect(readsOf(mock)).toEqual({ 'GET /clients': 'all' });
});

test('a body that is read as a stream counts as a whole', async () => {
  await using mock = await startMock({ port: 0, clients, usage: true, apps: false });
  using _tracking = readTracking(mock);
  const { body } = await fetch(`${mock.url}/clients`);
  expect(((await new Response(body).json()) as Answer).code).toBe(0);
  expect(readsOf(mock)).toEqual({ 'GET /clients': 'all' });
});

/** As stores of state do with what they are given. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) freeze(member);
  return Object.freeze(value);
}

test('an application may freeze an answer and read it later', async () => {
  await using mock = await startMock({ port: 0, clients, usage: true, apps: false });
  using tracking = readTracking(mock);
  const answer = freeze((await (await fetch(`${mock.url}/clients`)).json()) as Answer);
  expect(answer.data[1]?.clientid).toBe('c2');
  expect(answer.data.map(({ username }) => username)[0]).toBe('alice');
  expect(Object.isFrozen(answer.meta)).toBe(true);

  const frozen = freeze({ code: 0, data: [{ clientid: 'c1' }] });
  const tracked = tracking.track(frozen, `GET ${mock.url}/clients`);
  expect(tracked).toEqual(frozen);
  expect(tracked.data[0]?.clientid).toBe('c1');
});

test('what is only frozen at the top is no read of the rest', async () => {
  await using mock = await startMock({ port: 0, clients, usage: true, apps: false });
  using _tracking = readTracking(mock);
  const { data } = Object.freeze((await (await fetch(`${mock.url}/clients`)).json()) as Answer);
  expect(Object.freeze(data)[0]?.clientid).toBe('c1');
  expect(readsOf(mock)).toEqual({ 'GET /clients': ['*', 'data', 'data.clientid'] });
});

test('two mocks are tracked at once, and stopped in any order', async () => {
  await using one = await startMock({ port: 0, clients, usage: true, apps: false });
  await using other = await startMock({ port: 0, clients, usage: true, apps: false });
  const [first, second] = [readTracking(one), readTracking(other)];
  const get = async (mock: { url: string }): Promise<Answer> =>
    (await (await fetch(`${mock.url}/clients`)).json()) as Answer;
  const answer = await get(one);
  expect([answer.meta.count, answer.meta.count]).toEqual([2, 2]);
  expect((await get(other)).code).toBe(0);
  expect(readsOf(one)).toEqual({ 'GET /clients': ['code', 'meta.count'] });
  expect(readsOf(other)).toEqual({ 'GET /clients': ['code'] });
  first.stop();
  second.stop();
  expect(Object.keys(await get(one))).toContain('data');
  expect(readsOf(one)).toEqual({ 'GET /clients': 'all' });
});

test('an answer that was not tracked counts as a whole', async () => {
  await using mock = await startMock({ port: 0, clients, usage: true });
  using _tracking = readTracking(mock);
  const response = await fetch(`${mock.url}/clients`, { headers: mock.authorization });
  expect(((await response.clone().json()) as Answer).code).toBe(0);
  expect(readsOf(mock)).toEqual({ 'GET /clients': ['code'] });
  mock.handle({ method: 'GET', path: '/api/v4/clients', headers: mock.authorization });
  expect(readsOf(mock)).toEqual({ 'GET /clients': 'all' });
});

test('with MSW, too', async () => {
  const mock = createMswMock({ clients, usage: true, apps: false });
  const server = setupServer(
    ...createHandlers(mock, { origin: 'http://broker.test' }),
    http.all('*', () => undefined),
  );
  server.listen();
  try {
    using _tracking = readTracking(mock);
    const response = await fetch(new Request('http://broker.test/api/v4/clients?_limit=1'));
    expect(((await response.json()) as Answer).meta.count).toBe(2);
    expect(readsOf(mock)).toEqual({ 'GET /clients': ['meta.count'] });
  } finally {
    server.close();
  }
});

test('a mock that records no usage, and a file for MSW, are refused', () => {
  expect(() => readTracking(createMock({ clients: 0 }))).toThrow(
    'expected a mock with the option usage (in a fixture, `mockServer`)',
  );
  expect(() => createMswMock({ clients: 0, usage: 'usage.yaml' })).toThrow(
    'expected true; then saveUsage',
  );
});
