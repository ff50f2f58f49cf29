/** What a page needs that shows the list as others change it: previews, and the mock's settings. */
import { expect, onTestFinished, test } from 'vitest';
import { startMock } from '../../mock/index.js';
import type { StartOptions } from '../../mock/server/running-mock.js';

async function open(options: StartOptions = {}) {
  const mock = await startMock({ port: 0, clients: 20, now: '2026-03-01T12:00:00Z', ...options });
  onTestFinished(() => mock.close());
  return {
    mock,
    get: async (path: string): Promise<unknown> => {
      const response = await fetch(`${mock.controlUrl}${path}`);
      expect(response.status).toBe(200);
      return response.json();
    },
  };
}

test.each([
  '',
  '_limit=3&_page=2',
  'conn_state=connected&_like_clientid=e',
  'proto_ver=x',
  'a=%zz',
])('a preview of %s is what the API answers', async (query) => {
  const { mock, get } = await open();
  const url = `${mock.url}/clients?${query}`;
  const response = await fetch(url, { headers: mock.authorization });
  expect(await get(`/preview?${query}`)).toEqual({
    status: response.status,
    contentType: response.headers.get('content-type'),
    body: await response.text(),
  });
});

test('a preview of a long list is whole', async () => {
  const { get } = await open({ clients: 2000 });
  const { body } = (await get('/preview')) as { body: string };
  expect((JSON.parse(body) as { data: unknown[] }).data).toHaveLength(2000);
});

test('a preview that is too long is refused, and the mock goes on', async () => {
  const { mock, get } = await open({ clients: 60_000 });
  const response = await fetch(`${mock.controlUrl}/preview?_limit=60000`);
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({
    message: expect.stringContaining('_limit'),
    reason: 'long response',
  });
  expect(await get('/preview?_limit=1')).toMatchObject({ status: 200 });
});

test('the length of a preview is that of its text, whatever bytes its characters need', async () => {
  const username = '客'.repeat(20_000);
  const clients = Array.from({ length: 600 }, (_, index) => ({ clientid: `c-${index}`, username }));
  const { get } = await open({ clients });
  const { body } = (await get('/preview')) as { body: string };
  expect((JSON.parse(body) as { data: unknown[] }).data).toHaveLength(600);
});

test('a preview is no request: not to the journal, coverage, faults, or the scenario', async () => {
  const { mock, get } = await open({
    scenario: 'kicked-while-paging',
    faults: ['GET /clients nth=1 status=503'],
  });
  const before = await get('/coverage');
  const first = await get('/preview?_page=2&_limit=5');
  expect(await get('/preview?_page=2&_limit=5')).toEqual(first);
  expect(first).toMatchObject({ status: 200 });
  expect(mock.journal.count()).toBe(0);
  expect(await get('/coverage')).toEqual(before);
  // The next request is the first to meet the fault.
  const response = await fetch(`${mock.url}/clients`, { headers: mock.authorization });
  expect(response.status).toBe(503);
});

test('the settings name what a caller of the API must know', async () => {
  const { get } = await open({
    dialect: 'emqx-4.3',
    basePath: '/mqtt/v4',
    apps: ['me:secret:x', 'other:y'],
    utcOffset: '+08:00',
  });
  const settings = (await get('/settings')) as { filters: { name: string }[] };
  expect(settings).toMatchObject({
    dialect: 'emqx-4.3',
    basePath: '/mqtt/v4',
    credentials: { id: 'me', secret: 'secret:x' },
    utcOffsetMinutes: 480,
    timeUnit: 'seconds',
  });
  expect(settings.filters).toContainEqual({
    name: '_gte_mqueue_len',
    kind: 'integer',
    values: null,
  });
  expect(settings.filters).toContainEqual({
    name: 'conn_state',
    kind: 'atom',
    values: ['connected', 'idle', 'disconnected'],
  });
});

test('the settings of a mock without credentials name none', async () => {
  const { get } = await open({ apps: false });
  expect(await get('/settings')).toMatchObject({ credentials: null });
});
