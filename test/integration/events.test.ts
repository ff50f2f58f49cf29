/** The events that `GET /__mock/events` sends. */
import { connectAsync } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { startMock, type RunningMock, type StartOptions } from '../../mock/index.js';
import { listenTo } from './events.js';

async function start(options: StartOptions = {}): Promise<RunningMock> {
  const mock = await startMock({ port: 0, clients: 5, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

const control = (mock: RunningMock, method: string, path: string, body?: unknown) =>
  fetch(`${mock.controlUrl}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

const api = (mock: RunningMock, path: string, method = 'GET') =>
  fetch(`${mock.url}${path}`, { method, headers: mock.authorization });

test('the stream begins with hello, and no proxy may keep it', async () => {
  const mock = await start();
  const { response, next } = await listenTo(mock.controlUrl);
  expect((await next('hello')).data).toEqual({ sandbox: null, resumed: false });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
});

test('clients that are added, changed, kicked or disconnected appear', async () => {
  const mock = await start({ clients: [{ clientid: 'a' }, { clientid: '__proto__' }] });
  const { next } = await listenTo(mock.controlUrl);
  await next('hello');
  const node = mock.clients.get('a')?.node;

  await control(mock, 'POST', '/clients', { clientid: '<b>', node });
  expect((await next('clients')).data).toEqual({
    total: 3,
    count: 1,
    many: false,
    changes: [{ clientid: '<b>', node, change: 'added' }],
  });
  await control(mock, 'PATCH', '/clients/a', { username: 'me' });
  expect((await next('clients')).data).toMatchObject({
    total: 3,
    changes: [{ clientid: 'a', node, change: 'changed' }],
  });
  await api(mock, '/clients/__proto__', 'DELETE');
  expect((await next('clients')).data).toMatchObject({
    total: 2,
    changes: [{ clientid: '__proto__', change: 'removed' }],
  });
});

test('a real MQTT client appears when it connects, and when it is kicked', async () => {
  const mock = await start({ mqtt: 0, clients: 2 });
  const { next } = await listenTo(mock.controlUrl);
  await next('hello');
  const client = await connectAsync(mock.mqttUrl ?? '', {
    clientId: 'real',
    reconnectPeriod: 0,
    protocolVersion: 5,
  });
  onTestFinished(() => void client.end(true));
  const about = (change: string) => (data: Record<string, unknown>) =>
    (data['changes'] as object[]).some((each) => {
      return (
        'clientid' in each && each.clientid === 'real' && 'change' in each && each.change === change
      );
    });
  await next('clients', about('added'));
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  await api(mock, '/clients/real', 'DELETE');
  await next('clients', about('removed'));
  await closed;
});

test('many changes are counted and not listed, and very many are not counted', async () => {
  const mock = await start({ clients: 0 });
  const { next, events } = await listenTo(mock.controlUrl);
  await next('hello');
  const add = (count: number, name: string) =>
    mock.clients.add(
      Array.from({ length: count }, (_, index) => ({ clientid: `${name}${index}` })),
    );
  add(201, 'a');
  expect((await next('clients')).data).toEqual({ total: 201, count: 201, many: true, changes: [] });
  add(4, 'long'.repeat(10_000));
  expect((await next('clients')).data).toEqual({ total: 205, count: 4, many: true, changes: [] });
  add(50_000, 'b');
  expect((await next('clients')).data).toEqual({
    total: 50_205,
    count: null,
    many: true,
    changes: [],
  });
  expect(events.filter(({ event }) => event === 'clients')).toHaveLength(3);
});

test('a new order of the same clients is a change of no client', async () => {
  const mock = await start({ scenario: 'reordered-between-pages' });
  const { next } = await listenTo(mock.controlUrl);
  await next('hello');
  await api(mock, '/clients?_page=2&_limit=2');
  expect((await next('clients')).data).toEqual({ total: 5, count: 0, many: false, changes: [] });
});

test('requests appear as in the journal; of a flood, only the latest', async () => {
  const mock = await start();
  const { next } = await listenTo(mock.controlUrl);
  await next('hello');
  await api(mock, '/clients?_limit=1');
  expect((await next('requests')).data).toMatchObject({
    total: 1,
    count: 1,
    many: false,
    cleared: false,
    entries: [{ id: 1, method: 'GET', path: '/api/v4/clients', query: '_limit=1', status: 200 }],
  });
  for (let sent = 0; sent < 60; sent++) mock.handle({ method: 'GET', path: `/api/v4/clients` });
  const { data } = await next('requests');
  expect(data).toMatchObject({ total: 61, count: 60, many: true });
  expect((data['entries'] as { id: number }[]).map(({ id }) => id)).toEqual(
    Array.from({ length: 50 }, (_, index) => 12 + index),
  );
  await control(mock, 'DELETE', '/journal');
  expect((await next('requests')).data).toMatchObject({ cleared: true, count: 0, entries: [] });
});

test('scenario, clock, faults, stubs and sandboxes appear when they change', async () => {
  const mock = await start({ now: '2026-01-31T08:00:00Z' });
  const { next } = await listenTo(mock.controlUrl);
  await next('hello');
  await control(mock, 'PUT', '/scenario', { name: 'kicked-while-paging' });
  expect((await next('scenario')).data).toMatchObject({ name: 'kicked-while-paging' });
  await api(mock, '/clients?_page=2&_limit=10');
  await next('scenario');
  await control(mock, 'POST', '/clock', { advance: '5m' });
  expect((await next('clock', ({ now }) => now === '2026-01-31T08:05:00.000Z')).data).toMatchObject(
    {
      frozen: true,
    },
  );
  await control(mock, 'PUT', '/faults', { faults: ['GET /clients status=503'] });
  await api(mock, '/clients');
  const isApplied = ({ counts }: Record<string, unknown>): boolean =>
    JSON.stringify(counts) === '[{"matched":1,"applied":1}]';
  await next('faults', isApplied);
  await control(mock, 'PUT', '/stubs', {
    stubs: [{ match: { path: '/x' }, respond: { status: 204 } }],
  });
  await next('stubs', ({ answered }) => JSON.stringify(answered) === '[0]');
  mock.sandbox('one');
  expect((await next('sandboxes')).data).toMatchObject({ open: 1 });
});

test('what falls due appears without a request', async () => {
  const mock = await start({
    scenario: { name: 'churn', clients: 20 },
    now: '2026-01-31T08:00:00Z',
  });
  const { next } = await listenTo(mock.controlUrl);
  await next('hello');
  mock.state.clock.advance(3000);
  await next('clients');
});

test('a sandbox has only its own events, and its stream ends when it is dropped', async () => {
  const mock = await start();
  const sandbox = mock.sandbox('mine');
  const whole = await listenTo(mock.controlUrl);
  const own = await listenTo(`${new URL(mock.url).origin}/sandbox/mine/__mock`);
  expect((await own.next('hello')).data).toEqual({ sandbox: 'mine', resumed: false });
  sandbox.clients.add({ clientid: 'inside' });
  await own.next('clients');
  mock.clients.add({ clientid: 'outside' });
  const { data } = await whole.next('clients');
  expect(data).toMatchObject({ changes: [{ clientid: 'outside' }] });
  sandbox.remove();
  await own.next('end');
  await own.ended;
  expect(JSON.stringify(own.events)).not.toContain('outside');
  expect(JSON.stringify(whole.events)).not.toContain('inside');
});

test('a caller that comes back gets what it has missed, and is told if that is not known', async () => {
  const mock = await start();
  const first = await listenTo(mock.controlUrl);
  await first.next('hello');
  mock.clients.add({ clientid: 'seen' });
  const { id = '' } = await first.next('clients');
  first.close();
  mock.clients.add({ clientid: 'missed' });
  const witness = await listenTo(mock.controlUrl);
  mock.clients.add({ clientid: 'later' });
  await witness.next('clients', ({ changes }) => JSON.stringify(changes).includes('later'));

  const again = await listenTo(mock.controlUrl, { 'last-event-id': id });
  expect((await again.next('hello')).data).toMatchObject({ resumed: true });
  const seen = JSON.stringify([(await again.next('clients')).data, again.events]);
  expect(seen).toContain('missed');
  expect(seen).not.toContain('seen');
  for (const unknown of ['x-1', `${id}000`, id.replace(/-.*/, '--1'), '', 'a\tb']) {
    const other = await listenTo(mock.controlUrl, { 'last-event-id': unknown });
    expect((await other.next('hello')).data).toMatchObject({ resumed: false });
    other.close();
  }
});

test('at most 50 callers listen; one that leaves makes room', async () => {
  const mock = await start();
  const readers = await Promise.all(Array.from({ length: 50 }, () => listenTo(mock.controlUrl)));
  const refused = await fetch(`${mock.controlUrl}/events`);
  expect([refused.status, await refused.json()]).toEqual([
    503,
    expect.objectContaining({ message: expect.stringContaining('at most 50') }),
  ]);
  readers[0]?.close();
  await expect
    .poll(async () => {
      const response = await fetch(`${mock.controlUrl}/events`);
      await response.body?.cancel();
      return response.status;
    })
    .toBe(200);
});

test('the streams end when the mock closes', async () => {
  const mock = await startMock({ port: 0, clients: 1 });
  const { next, ended } = await listenTo(mock.controlUrl);
  await next('hello');
  await mock.close();
  await ended;
});

test('without a caller nothing is compared, and no bodies are kept', async () => {
  const mock = await start();
  expect(mock.sandboxes.default.journal.keepDetails).toBe(false);
  const { next } = await listenTo(mock.controlUrl);
  await next('hello');
  expect(mock.sandboxes.default.journal.keepDetails).toBe(true);
});

test('events need the token in the header, not in the URL', async () => {
  const mock = await start({ controlToken: 'a-long-token' });
  const status = async (query: string, headers = {}) => {
    const response = await fetch(`${mock.controlUrl}/events${query}`, { headers });
    await response.body?.cancel();
    return response.status;
  };
  expect(await status('')).toBe(401);
  expect(await status('?token=a-long-token')).toBe(401);
  expect(await status('?access_token=a-long-token')).toBe(401);
  expect(await status('', { authorization: 'Bearer a-long-token' })).toBe(200);
});

test('events are not sent to pages of other origins', async () => {
  const mock = await start();
  const headers = { origin: 'https://attacker.example' };
  expect((await fetch(`${mock.controlUrl}/events`, { headers })).status).toBe(403);
});

test('HEAD opens no stream', async () => {
  const mock = await start();
  const response = await fetch(`${mock.controlUrl}/events`, { method: 'HEAD' });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(mock.sandboxes.default.journal.keepDetails).toBe(false);
});
