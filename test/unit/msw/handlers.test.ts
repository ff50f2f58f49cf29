/** The engine as MSW handlers in the test's process: fetch without a socket. */
import { http, HttpResponse } from 'msw';
import { setupServer, type SetupServer } from 'msw/node';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { ClientsPage } from '../../../mock/index.js';
import { createHandlers, createMock, type Mock } from '../../../mock/hosts/msw/index.js';
import { toResponse } from '../../../mock/hosts/msw/response.js';
import { DEFAULT_APPS } from '../../../mock/options.js';

const ORIGIN = 'http://broker.test:8081';
const API = `${ORIGIN}/api/v4`;
let server: SetupServer | undefined;

function intercept(mock: Mock, ...more: Parameters<typeof setupServer>): void {
  server = setupServer(...createHandlers(mock), ...more);
  server.listen({ onUnhandledRequest: 'error' });
}

afterEach(() => server?.close());

test('a list is answered, filtered and paged', async () => {
  const mock = createMock({ clients: 30, apps: false });
  intercept(mock);
  const answer = await fetch(`${API}/clients?_like_clientid=emqx_c&_limit=5`);
  expect(answer.headers.get('content-type')).toBe('application/json');
  const { meta, data } = (await answer.json()) as ClientsPage;
  expect(meta).toEqual({ page: 1, limit: 5, hasnext: false, count: 1 });
  expect(data[0]).toEqual(mock.clients.get('emqx_c_1'));
});

test('a kick removes the client, whose id may have any characters', async () => {
  const mock = createMock({ clients: [{ clientid: 'a/b ü+%' }], apps: false });
  intercept(mock);
  const url = `${API}/clients/${encodeURIComponent('a/b ü+%')}`;
  expect(await (await fetch(url)).json()).toMatchObject({ data: [{ clientid: 'a/b ü+%' }] });
  expect(await (await fetch(url, { method: 'DELETE' })).json()).toEqual({ code: 0 });
  expect(mock.clients.count).toBe(0);
});

test('the options are those of the server: credentials, dialect, scenario', async () => {
  const mock = createMock({ dialect: 'emqx-4.3', scenario: 'single' });
  intercept(mock);
  expect((await fetch(`${API}/clients`)).status).toBe(401);
  const headers = { authorization: `Basic ${btoa(DEFAULT_APPS[0])}` };
  const page = (await (
    await fetch(`${API}/clients?clean_start=true`, { headers })
  ).json()) as ClientsPage;
  expect(page.meta.count).toBe(-1);
});

test('an unknown scenario is refused', () => {
  expect(() => createMock({ scenario: 'no-such' })).toThrow(/scenario: expected one of empty/);
});

test('sandboxes are isolated, by header and by path', async () => {
  intercept(createMock({ clients: 2, apps: false }));
  const sandboxed = { headers: { 'X-Mock-Sandbox': 'one' } };
  await fetch(`${API}/clients/emqx_c_1`, { method: 'DELETE', ...sandboxed });
  const count = async (url: string, init?: RequestInit): Promise<number> =>
    ((await (await fetch(url, init)).json()) as ClientsPage).meta.count;
  expect(await count(`${API}/clients`, sandboxed)).toBe(1);
  expect(await count(`${ORIGIN}/sandbox/one/api/v4/clients`)).toBe(1);
  expect(await count(`${ORIGIN}/sandbox/two/api/v4/clients`)).toBe(2);
  expect(await count(`${API}/clients`)).toBe(2);
});

test('faults reach the caller', async () => {
  const clients = [{ clientid: 'a' }];
  intercept(
    createMock({
      clients,
      apps: false,
      faults: [
        '/clients/reset reset',
        '/clients/cut truncate=5',
        '/clients/drip drip=100',
        '/clients/late delay=1',
        '/clients/gone status=204',
      ],
    }),
  );
  await expect(fetch(`${API}/clients/reset`)).rejects.toThrow(TypeError);
  const cut = await fetch(`${API}/clients/cut`);
  await expect(cut.text()).rejects.toThrow();
  expect(await (await fetch(`${API}/clients/drip`)).json()).toEqual({ data: [], code: 0 });
  expect((await fetch(`${API}/clients/late`)).status).toBe(200);
  expect((await fetch(`${API}/clients/gone`)).status).toBe(204);
  expect((await fetch(`${API}/clients`, { headers: { prefer: 'code=503' } })).status).toBe(503);
});

test('a delayed response waits for its delay', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let isDone = false;
  const delivery = { delayMs: 60 };
  void toResponse({ status: 200, headers: {}, body: '', delivery }).then(() => (isDone = true));
  await vi.advanceTimersByTimeAsync(59);
  expect(isDone).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(isDone).toBe(true);
});

test('a fault that hangs lasts until the caller gives up', async () => {
  intercept(createMock({ clients: 1, apps: false, faults: ['hang'] }));
  const signal = AbortSignal.timeout(100);
  await expect(fetch(`${API}/clients`, { signal })).rejects.toThrow(/abort|timeout/i);
});

test('other paths are left to other handlers', async () => {
  const other = http.get(`${ORIGIN}/api/v4x/clients`, () => HttpResponse.text('another'));
  intercept(createMock({ clients: 1, apps: false }), other);
  expect(await (await fetch(`${ORIGIN}/api/v4x/clients`)).text()).toBe('another');
});

test('with an origin, requests to other origins are left to other handlers', async () => {
  const mock = createMock({ clients: 1, apps: false });
  const other = http.get('http://other.test/api/v4/clients', () => HttpResponse.text('another'));
  server = setupServer(...createHandlers(mock, { origin: `${ORIGIN}/` }), other);
  server.listen({ onUnhandledRequest: 'error' });
  expect((await fetch(`${API}/clients`)).status).toBe(200);
  expect(await (await fetch('http://other.test/api/v4/clients')).text()).toBe('another');
});

test('paths below the base path that the mock does not know are left to other handlers', async () => {
  const other = http.all(`${API}/rules`, async ({ request }) => {
    return HttpResponse.text(`another: ${await request.text()}`);
  });
  const mock = createMock({ clients: 1, faults: ['/rules nth=3 status=503', '/rules delay=1'] });
  intercept(mock, other);
  const rules = () => fetch(`${API}/rules`, { method: 'POST', body: 'x' });
  expect(await (await rules()).text()).toBe('another: x');
  mock.stubs.add({ match: { path: '/rules' }, respond: { status: 202 }, credentials: false });
  expect((await rules()).status).toBe(202);
  mock.stubs.clear();
  expect((await rules()).status).toBe(503);
  expect(mock.journal.entries().map(({ status }) => status)).toEqual([202, 503]);
});

test("the default origin is the page's own; `*` is every origin", async () => {
  vi.stubGlobal('location', new URL('http://page.test/app'));
  onTestFinished(() => void vi.unstubAllGlobals());
  const other = http.get(`${API}/clients`, () => HttpResponse.text('another'));
  intercept(createMock({ clients: 1, apps: false }), other);
  expect((await fetch('http://page.test/api/v4/clients')).status).toBe(200);
  expect(await (await fetch(`${API}/clients`)).text()).toBe('another');
  server?.close();
  const everywhere = createHandlers(createMock({ clients: 1, apps: false }), { origin: '*' });
  server = setupServer(...everywhere, other);
  server.listen({ onUnhandledRequest: 'error' });
  expect((await fetch(`${API}/clients`)).headers.get('content-type')).toBe('application/json');
});

test('HEAD is answered as the API does', async () => {
  intercept(createMock({ clients: 1, apps: false }));
  const head = await fetch(`${API}/clients`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('the control API is served as well, for tests in other processes', async () => {
  intercept(createMock({ clients: 3, apps: false }));
  await fetch(`${API}/clients/emqx_c_1`, { method: 'DELETE' });
  const journal = await fetch(`${ORIGIN}/__mock/journal/count?method=DELETE`);
  expect(await journal.json()).toEqual({ count: 1 });
  await fetch(`${ORIGIN}/__mock/reset`, { method: 'POST' });
  expect((await fetch(`${API}/clients/emqx_c_1`)).status).toBe(200);
  const page = (await (await fetch(`${API}/clients`)).json()) as ClientsPage;
  expect(page.meta.count).toBe(3);
});

test('a service worker has no pages and no stream of events, and says so', async () => {
  intercept(createMock({ clients: 1 }));
  for (const path of [
    '/__mock/',
    '/__mock/events',
    '/__mock/docs/api.json',
    '/__mock/landing.css',
  ]) {
    const answer = await fetch(ORIGIN + path, { headers: { accept: '*/*' } });
    expect(answer.status, path).toBe(404);
    expect(await answer.json(), path).toMatchObject({ reason: 'unknown path' });
  }
  expect((await fetch(`${ORIGIN}/__mock/openapi.json`)).status).toBe(200);
});
