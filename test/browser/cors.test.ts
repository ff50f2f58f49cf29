import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startMock, type RunningMock } from '../../mock/index.js';
import { useChromium } from './chromium.js';

// A front end in development: its page comes from one port, its data from the mock's.
const browser = useChromium();
let frontEnd: Server;
let page: Page;

beforeAll(async () => {
  frontEnd = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>front end</title>');
  }).listen(0, '127.0.0.1');
  await once(frontEnd, 'listening');
});

afterAll(() => {
  frontEnd.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(frontEnd.address() as AddressInfo).port}/`);
  onTestFinished(() => page.close());
});

async function start(cors: boolean): Promise<RunningMock> {
  const mock = await startMock({ port: 0, clients: 25, seed: 1, cors });
  onTestFinished(() => mock.close());
  return mock;
}

interface Fetched {
  readonly status: number;
  readonly body: unknown;
}

/** The result of `fetch` in the page, or the browser's error. */
function fetchInPage(
  url: string,
  init: {
    method?: string;
    headers?: Readonly<Record<string, string>>;
    credentials?: 'include';
  } = {},
): Promise<Fetched | { readonly error: string }> {
  return page.evaluate(
    async ([url, init]) => {
      try {
        const response = await fetch(url, init);
        return { status: response.status, body: await response.json() };
      } catch (error) {
        return { error: String(error) };
      }
    },
    [url, init] as const,
  );
}

test('a page of another origin fetches the list, a filter, a client, and kicks it', async () => {
  const mock = await start(true);
  const headers = mock.authorization;

  expect(await fetchInPage(`${mock.url}/clients?_page=1&_limit=10`, { headers })).toMatchObject({
    status: 200,
    body: {
      meta: { page: 1, limit: 10, hasnext: true, count: 25 },
      data: { length: 10, 0: { clientid: 'emqx_c_1' } },
    },
  });
  const filter = `${mock.url}/clients?_like_clientid=qx_c&conn_state=connected`;
  expect(await fetchInPage(filter, { headers })).toMatchObject({
    status: 200,
    body: { meta: { count: 1 }, data: [{ clientid: 'emqx_c_1' }] },
  });

  const url = `${mock.url}/clients/emqx_c_1`;
  expect(await fetchInPage(url, { headers })).toMatchObject({
    status: 200,
    body: { data: [{ username: 'test' }] },
  });
  expect(await fetchInPage(url, { method: 'DELETE', headers })).toEqual({
    status: 200,
    body: { code: 0 },
  });
  expect(await fetchInPage(url, { headers })).toEqual({
    status: 200,
    body: { data: [], code: 0 },
  });
  expect(await fetchInPage(`${mock.url}/clients`, { headers })).toMatchObject({
    body: { meta: { count: 24 } },
  });
});

test('a page may send the credentials that its browser keeps', async () => {
  const mock = await start(true);
  expect(
    await fetchInPage(`${mock.url}/clients/emqx_c_1`, {
      headers: mock.authorization,
      credentials: 'include',
    }),
  ).toMatchObject({ status: 200, body: { data: [{ clientid: 'emqx_c_1' }] } });
});

test('a page can read an error response', async () => {
  const mock = await start(true);
  expect(await fetchInPage(`${mock.url}/clients`)).toMatchObject({
    status: 401,
    body: { code: 104 },
  });
  const bad = `${mock.url}/clients?_page=0`;
  expect(await fetchInPage(bad, { headers: mock.authorization })).toMatchObject({
    status: 400,
    body: { code: 108, problems: [{ parameter: '_page' }] },
  });
});

test('without CORS, the browser blocks the page, and no client is kicked', async () => {
  const mock = await start(false);
  const headers = mock.authorization;
  const error = expect.stringContaining('Failed to fetch');
  expect(await fetchInPage(`${mock.url}/clients`, { headers })).toEqual({ error });
  const kick = { method: 'DELETE', headers };
  expect(await fetchInPage(`${mock.url}/clients/emqx_c_1`, kick)).toEqual({ error });
  expect(mock.clients.get('emqx_c_1')).toBeDefined();
});
