/**
 * The steps of EMQX's own dashboards on a clients page, as their sources send them, in Chromium: with
 * the dashboard's headers, its cache-buster, and the credentials of the login with every request.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startMock, type DialectName, type StartOptions } from '../../mock/index.js';
import { useChromium } from './chromium.js';

const browser = useChromium();
let frontEnd: Server;

beforeAll(async () => {
  frontEnd = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>dashboard</title>');
  }).listen(0, '127.0.0.1');
  await once(frontEnd, 'listening');
});

afterAll(() => {
  frontEnd.close();
});

async function openPage(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(frontEnd.address() as AddressInfo).port}/`);
  onTestFinished(() => page.close());
  return page;
}

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Got {
  readonly status: number;
  /** Of another origin's answer a page sees this header, because the mock exposes it. */
  readonly challenge: string | null;
  readonly body: { code?: number; data?: unknown; meta?: unknown };
}

const fetchInPage = (page: Page, sent: Sent): Promise<Got> =>
  page.evaluate(async ({ url, ...init }) => {
    const response = await fetch(url, init);
    const challenge = response.headers.get('www-authenticate');
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, challenge, body: isJson ? JSON.parse(text) : { text } };
  }, sent);

/** A dashboard in a page: like the real one, it sends what it logged in with. */
async function openDashboard(options: StartOptions) {
  const mock = await startMock({ port: 0, seed: 1, clients: 25, ...options });
  onTestFinished(() => mock.close());
  const page = await openPage();
  let user: { username: string; password: string } | undefined;
  async function send(method: string, path: string, body?: unknown): Promise<Got> {
    const cacheBuster = method === 'GET' ? `${path.includes('?') ? '&' : '?'}_=1732759200000` : '';
    return fetchInPage(page, {
      method,
      url: `${mock.url}${path}${cacheBuster}`,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-cache',
        ...(user && { authorization: `Basic ${btoa(`${user.username}:${user.password}`)}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
  return {
    mock,
    send,
    get: async (path: string): Promise<Got['body']> => {
      const { status, body } = await send('GET', path);
      expect([path, status, body.code]).toEqual([path, 200, 0]);
      return body;
    },
    login: async (username: string, password: string): Promise<Got> => {
      const answer = await send('POST', '/auth', { username, password });
      if (answer.status === 200) user = { username, password };
      return answer;
    },
  };
}

interface Client {
  readonly clientid: string;
  readonly node: string;
  readonly subscriptions_cnt: number;
}

const DIALECTS: readonly (DialectName | 'documented with companions')[] = [
  'emqx-4.1',
  'emqx-4.2',
  'emqx-4.3',
  'emqx-4.4',
  'documented with companions',
];

test.for(DIALECTS)('a dashboard runs on %s from the login to a kick', async (name) => {
  const isDocumented = name === 'documented with companions';
  const { mock, send, get, login } = await openDashboard(
    isDocumented ? { companions: true } : { dialect: name },
  );

  // A wrong password: an answer that the page shows, and no box of the browser.
  expect(await login('admin', 'wrong')).toMatchObject({
    status: 401,
    challenge: null,
    body: { code: 103 },
  });
  expect(await login('admin', 'public')).toMatchObject({ status: 200, body: { code: 0 } });

  // The overview.
  const nodes = (await get('/nodes')).data as { node: string; connections: number }[];
  expect(nodes.reduce((sum, { connections }) => sum + connections, 0)).toBe(25);
  const [first = { node: '' }] = nodes;
  expect((await get('/stats')).data).toHaveLength(nodes.length);
  expect((await get(`/brokers/${first.node}`)).data).toMatchObject({ node: first.node });
  expect((await get(`/nodes/${first.node}/metrics`)).data).toHaveProperty('messages.received');
  expect((await get(`/nodes/${first.node}/listeners`)).data).toEqual([]);

  // The list: two pages, those of one node, and a filter.
  const page1 = await get('/clients?_page=1&_limit=10');
  const page2 = await get('/clients?_page=2&_limit=10');
  expect(page1.meta).toMatchObject({ page: 1, limit: 10, hasnext: true, count: 25 });
  const ids = [page1, page2].flatMap(({ data }) => (data as Client[]).map((row) => row.clientid));
  expect(new Set(ids).size).toBe(20);
  const ofNode = (await get(`/nodes/${first.node}/clients?_page=1&_limit=10`)).data as Client[];
  expect(ofNode.every(({ node }) => node === first.node)).toBe(true);
  const filtered = await get(
    '/clients?_like_clientid=emqx_c_1&conn_state=connected&_page=1&_limit=10',
  );
  expect((filtered.data as Client[]).map(({ clientid }) => clientid)).toEqual(['emqx_c_1']);

  // A client, and what it subscribes to.
  const [client] = (await get('/clients/emqx_c_1')).data as [Client];
  const subscriptions = `/nodes/${client.node}/subscriptions/emqx_c_1`;
  const before = (await get(subscriptions)).data as unknown[];
  expect(before).toHaveLength(client.subscriptions_cnt);
  expect((await get('/subscriptions/emqx_c_1')).data).toEqual(before);

  // 'Add subscription', and its end.
  const body = { clientid: 'emqx_c_1', topic: 'testtopic/#', qos: 1 };
  expect(await send('POST', '/mqtt/subscribe', body)).toMatchObject({ body: { code: 0 } });
  expect((await get(subscriptions)).data).toContainEqual({ ...body, node: client.node });
  expect((await get('/clients/emqx_c_1')).data).toMatchObject([
    { subscriptions_cnt: before.length + 1 },
  ]);
  await send('POST', '/mqtt/unsubscribe', { clientid: 'emqx_c_1', topic: 'testtopic/#' });
  expect((await get(subscriptions)).data).toEqual(before);

  // The pages of subscriptions and topics.
  const list = await get('/subscriptions?_page=1&_limit=10');
  expect(list.data).toHaveLength(10);
  const matching = '/subscriptions?_match_topic=devices/%23&qos=1&_page=1&_limit=10';
  expect(((await get(matching)).data as unknown[]).length).toBeGreaterThan(0);
  const [route] = (await get('/routes?_page=1&_limit=10')).data as {
    topic: string;
    node: string;
  }[];
  const found = await get(`/routes/${encodeURIComponent(route?.topic ?? '')}`);
  expect(found.data).toContainEqual(route);

  // The kick.
  expect(await send('DELETE', '/clients/emqx_c_1')).toMatchObject({ body: { code: 0 } });
  expect((await get('/clients/emqx_c_1')).data).toEqual([]);
  expect((await get('/subscriptions/emqx_c_1')).data).toEqual([]);
  expect((await get('/clients?_page=1&_limit=10')).meta).toMatchObject({ count: 24 });

  // Nothing that the pages asked for was missing, and no stub helped.
  expect(mock.journal.entries({ status: '4xx' }).map(({ path }) => path)).toEqual(['/api/v4/auth']);
  expect(mock.journal.count({ status: '5xx' })).toBe(0);
});

test('a login that has expired leads to the login page, not to a box of the browser', async () => {
  const { mock, get, login, send } = await openDashboard({
    dialect: 'emqx-4.4',
    dashboardUser: 'me:secret',
  });
  await login('me', 'secret');
  await get('/nodes');
  const other = await startMock({
    port: 0,
    dialect: 'emqx-4.4',
    clients: 1,
    dashboardUser: 'me:new',
  });
  onTestFinished(() => other.close());
  const page = await openPage();
  const answer = await fetchInPage(page, {
    method: 'GET',
    url: `${other.url}/nodes`,
    headers: { authorization: `Basic ${btoa('me:secret')}` },
  });
  expect(answer).toMatchObject({ status: 401, challenge: null });
  expect((await send('GET', '/nodes')).status).toBe(200);
  expect(mock.journal.count({ status: '401' })).toBe(0);
});
