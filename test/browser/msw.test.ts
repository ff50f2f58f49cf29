/** A front end in Chromium, with the engine in its service worker. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useChromium } from './chromium.js';

/** The entry of a front end, which calls the API by paths of its own origin. */
const APP = `
  addEventListener('error', ({ message }) => { document.title = message; });
  addEventListener('unhandledrejection', ({ reason }) => { document.title = String(reason); });
  import { setupWorker } from 'msw/browser';
  import { createHandlers, createMock } from 'emqx-clients-kit/msw';
  const mock = createMock({
    clients: 120,
    apps: false,
    seed: 7,
    faults: ['/clients/late delay=20', '/clients/reset reset'],
  });
  await setupWorker(...createHandlers(mock)).start({ quiet: true, onUnhandledRequest: 'bypass' });
  globalThis.mock = mock;
  document.title = 'ready';
`;

const browser = useChromium();
let server: Server;
let page: Page;
const errors: string[] = [];
/** What reached the page's own server. */
const served: string[] = [];

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: APP, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    write: false,
  });
  const worker = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js');
  const files: Record<string, readonly [type: string, text: string]> = {
    '/': ['text/html', '<!doctype html><script type="module" src="/app.js"></script>'],
    '/app.js': ['text/javascript', outputFiles[0]!.text],
    '/mockServiceWorker.js': ['text/javascript', readFileSync(worker, 'utf8')],
  };
  server = createServer((request, response) => {
    const url = request.url ?? '/';
    served.push(url);
    const [type, text] = files[url] ?? ['text/plain', 'not found'];
    response.writeHead(url in files ? 200 : 404, { 'content-type': `${type}; charset=utf-8` });
    response.end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(`document.title !== ''`);
  expect(await page.title()).toBe('ready');
});

afterAll(() => {
  server.close();
});

interface Fetched {
  readonly status: number;
  readonly body: {
    code: number;
    data: { clientid: string; conn_state?: string; connected: boolean }[];
    meta: Record<string, unknown>;
  };
}

/** What the page's own fetch gives it. */
function fetchInPage(
  path: string,
  init: { method?: string; headers?: Record<string, string> } = {},
): Promise<Fetched> {
  return page.evaluate(
    async ([path, init]) => {
      const response = await fetch(path, init);
      const body = (await response.json()) as never;
      return { status: response.status, body };
    },
    [path, init] as const,
  );
}

test('a service worker controls the page', async () => {
  const script = await page.evaluate<string>(`navigator.serviceWorker.controller?.scriptURL`);
  expect(script).toMatch(/\/mockServiceWorker\.js$/);
});

test('the page lists, filters and pages clients', async () => {
  const first = await fetchInPage('/api/v4/clients?_limit=50&_page=1');
  expect(first.status).toBe(200);
  expect(first.body.meta).toEqual({ page: 1, limit: 50, hasnext: true, count: 120 });
  expect(first.body.data[0]).toMatchObject({ clientid: 'emqx_c_1' });
  const last = await fetchInPage('/api/v4/clients?_limit=50&_page=3');
  expect(last.body.data).toHaveLength(20);
  const gone = await fetchInPage('/api/v4/clients?conn_state=disconnected');
  expect(gone.body.data.length).toBeGreaterThan(0);
  expect(gone.body.data.every(({ connected }) => !connected)).toBe(true);
  expect((await fetchInPage('/api/v4/clients?proto_ver=abc')).status).toBe(400);
});

test('the page kicks a client, which is then gone', async () => {
  expect((await fetchInPage('/api/v4/clients/emqx_c_1', { method: 'DELETE' })).body).toEqual({
    code: 0,
  });
  expect((await fetchInPage('/api/v4/clients/emqx_c_1')).body.data).toEqual([]);
  expect((await fetchInPage('/api/v4/clients?_limit=1')).body.meta).toMatchObject({ count: 119 });
});

test('a sandbox of the page is isolated', async () => {
  const headers = { 'X-Mock-Sandbox': 'a test of its own' };
  const path = '/api/v4/clients?_limit=1';
  expect((await fetchInPage(path, { headers })).body.meta).toMatchObject({ count: 120 });
});

test('faults reach the page, by rules and by Prefer', async () => {
  await page.evaluate(`
    globalThis.delays = [];
    const wait = setTimeout;
    globalThis.setTimeout = (act, ms) => (delays.push(ms), wait(act));
  `);
  expect((await fetchInPage('/api/v4/clients/late')).status).toBe(200);
  expect(await page.evaluate('delays')).toContain(20);
  await expect(fetchInPage('/api/v4/clients/reset')).rejects.toThrow(/Failed to fetch/);
  const headers = { Prefer: 'code=503' };
  expect((await fetchInPage('/api/v4/clients', { headers })).status).toBe(503);
});

test('what the mock does not know reaches the server of the page', async () => {
  const status = (path: string) => page.evaluate(async (at) => (await fetch(at)).status, path);
  expect(await status('/api/v4/rules')).toBe(404);
  expect(served).toContain('/api/v4/rules');
  await page.evaluate(
    `mock.stubs.add({ match: { path: '/rules' }, respond: { status: 202, body: [] } })`,
  );
  expect(await status('/api/v4/rules')).toBe(202);
});

test('no request reached a server, and the page has no error', () => {
  expect(served.filter((url) => url.includes('clients'))).toEqual([]);
  expect(errors).toEqual([]);
});
