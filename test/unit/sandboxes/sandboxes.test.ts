import { expect, test } from 'vitest';
import { createControl } from '../../../mock/control/control.js';
import { createMock, OptionError } from '../../../mock/index.js';
import { createMockOf, type Mock } from '../../../mock/mock.js';
import { readOptions } from '../../../mock/options.js';
import { IDLE_MS, MAX_SANDBOXES, type DropReason } from '../../../mock/sandboxes/sandboxes.js';
import { seedClients } from '../../../mock/seed/seed-clients.js';
import { idsOf, list, lookUp, send } from '../../support/lists.js';

const SIGNED = { authorization: `Basic ${btoa('app_id:app_secret')}` };

/** A mock with a time that the test sets, and the sandboxes that it dropped. */
function mockWithTime(clients = 3): {
  mock: Mock;
  time: { now: number };
  dropped: [string, DropReason][];
} {
  const time = { now: Date.parse('2026-03-01T12:00:00Z') };
  const settings = readOptions({});
  const population = seedClients({ count: clients, seed: 1, now: time.now });
  const mock = createMockOf(population, settings, () => time.now);
  const dropped: [string, DropReason][] = [];
  mock.sandboxes.onDrop = (name, reason) => dropped.push([name, reason]);
  return { mock, time, dropped };
}

test('a sandbox begins with the initial state of the mock, not with its present one', () => {
  const mock = createMock({ clients: 5 });
  mock.clients.remove('emqx_c_1');
  mock.clock.advance('1h');
  const sandbox = mock.sandbox('a test');
  expect([sandbox.clients.count, mock.clients.count]).toEqual([5, 4]);
  const before = Date.now();
  const now = sandbox.clock.now();
  expect([before <= now, now <= Date.now()]).toEqual([true, true]);
});

test('what one sandbox changes, neither another nor the mock ever sees', () => {
  const mock = createMock({ clients: 5, now: '2026-03-01T12:00:00Z' });
  const [a, b] = [mock.sandbox('a'), mock.sandbox('b')];
  a.clients.add({ clientid: 'only-in-a' });
  a.clients.update('emqx_c_1', { username: 'changed-in-a' });
  a.clock.advance('1d');
  a.scenario.start('one-over');
  b.clients.remove('emqx_c_1');
  list(b);
  expect([a.clients.count, b.clients.count, mock.clients.count]).toEqual([101, 4, 5]);
  expect(mock.clients.get('emqx_c_1')?.username).toBe('test');
  expect([a.journal.count(), b.journal.count(), mock.journal.count()]).toEqual([0, 1, 0]);
  expect(mock.clock.now()).toBe(b.clock.now());
  expect(mock.scenario.name).toBeUndefined();
});

test('a reset of one sandbox leaves the others as they are', () => {
  const mock = createMock({ clients: 5 });
  const [a, b] = [mock.sandbox('a'), mock.sandbox('b')];
  for (const { clients } of [a, b, mock]) clients.remove('emqx_c_1');
  a.reset();
  expect([a.clients.count, b.clients.count, mock.clients.count]).toEqual([5, 4, 4]);
});

test('a reset puts clients, clock, scenario and journal back', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  const mock = createMock({ scenario: 'kicked-while-paging', now: new Date(now) });
  list(mock, '_page=2');
  mock.clock.advance('1h');
  mock.clock.resume();
  mock.reset();
  expect([mock.clients.count, mock.clock.now(), mock.clock.frozen]).toEqual([100, now, true]);
  expect(mock.journal.entries()).toEqual([]);
  list(mock, '_page=2');
  expect(mock.clients.count).toBe(99);
});

test('a sandbox can be named by header or by path', () => {
  const mock = createMock({ clients: 3 });
  const sandbox = mock.sandbox('mine');
  sandbox.clients.add({ clientid: 'here' });
  const byHeader = send(mock, '/clients/here', { headers: { ...sandbox.headers } });
  const path = `${sandbox.basePath}/clients/here`;
  const byPath = mock.handle({ method: 'GET', path, headers: SIGNED });
  expect(byPath).toEqual(byHeader);
  expect(byPath.body).toContain('"clientid":"here"');
  expect(lookUp(mock, 'here').data).toEqual([]);
});

test.each([['a test, its title: 100%/ok?'], ['测试 一'], ['__proto__'], ['x'.repeat(200)], ['é']])(
  'a sandbox may be called %j, by header and by path alike',
  (name) => {
    const mock = createMock({ clients: 1 });
    const sandbox = mock.sandbox(name);
    sandbox.clients.add({ clientid: 'here' });
    const byHeader = send(mock, '/clients', { headers: { ...sandbox.headers } });
    const path = `${sandbox.basePath}/clients`;
    const byPath = mock.handle({ method: 'GET', path, headers: SIGNED });
    expect([byHeader.outcome?.rows, byPath.outcome?.rows]).toEqual([2, 2]);
    expect(mock.sandboxes.counts.open).toBe(1);
    expect(Object.values(sandbox.headers).join('')).toMatch(/^[\x20-\x7e\x80-\xff]+$/);
  },
);

test.each([[''], ['a\nb'], ['x'.repeat(201)], ['\ud800']])(
  'a sandbox may not be called %j',
  (name) => {
    const mock = createMock({ clients: 1 });
    expect(() => mock.sandbox(name)).toThrow(OptionError);
    const answer = send(mock, '/clients', { headers: { 'x-mock-sandbox': name } });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 108, field: 'X-Mock-Sandbox' });
    expect(mock.sandboxes.counts.open).toBe(0);
  },
);

test('a header and a path that name two sandboxes are refused', () => {
  const mock = createMock({ clients: 1 });
  const path = '/sandbox/a/api/v4/clients';
  const { status, body } = mock.handle({ method: 'GET', path, headers: { 'x-mock-sandbox': 'b' } });
  expect(status).toBe(400);
  expect(body).toContain('the sandbox that the path names');
});

test.each(['/sandbox//api/v4/clients', '/sandbox/', '/sandbox//x'])(
  '%s names no sandbox',
  (path) => {
    const mock = createMock({ clients: 1, apps: false });
    const { status, body } = mock.handle({ method: 'GET', path });
    expect([status, body]).toEqual([
      400,
      expect.stringContaining('/sandbox/NAME: expected a name'),
    ]);
    expect(mock.sandboxes.counts.open).toBe(0);
  },
);

test('the control API refuses a path without the name of a sandbox', async () => {
  const control = createControl({ mock: createMock({ clients: 1 }) });
  const path = '/sandbox//__mock/clients';
  expect(control.claims(path)).toBe(true);
  expect((await control.handle({ method: 'GET', path })).status).toBe(400);
});

test("an API with a base path like a sandbox's can be called", () => {
  const mock = createMock({ clients: 1, basePath: '/sandbox/x', apps: false });
  expect(mock.handle({ method: 'GET', path: '/sandbox/x/clients' }).outcome?.rows).toBe(1);
  expect(mock.sandboxes.counts.open).toBe(0);
});

test('a sandbox is dropped after fifteen minutes without a request, and then created again', () => {
  const { mock, time, dropped } = mockWithTime();
  const sandbox = mock.sandbox('idle');
  const busy = mock.sandbox('busy');
  sandbox.clients.remove('emqx_c_1');
  time.now += IDLE_MS - 1;
  list(busy);
  mock.sandboxes.sweep();
  expect(dropped).toEqual([]);
  time.now += 1;
  list(mock);
  expect(dropped).toEqual([['idle', 'idle']]);
  expect(sandbox.clients.count).toBe(3);
});

test('beyond a thousand sandboxes the one idle longest goes', () => {
  const { mock, dropped } = mockWithTime();
  for (let index = 0; index < MAX_SANDBOXES; index++) mock.sandbox(`s${index}`);
  list(mock.sandbox('s0'));
  mock.sandbox('one more');
  expect(dropped).toEqual([['s1', 'crowded out']]);
  expect(mock.sandboxes.counts).toEqual({ open: 1000, created: 1001, dropped: 1 });
});

test('in a sandbox that is created late, and after a reset, offline sessions have their whole time', () => {
  const { mock, time } = mockWithTime(0);
  mock.scenario.start('all-offline');
  time.now += 31 * 86_400_000;
  expect(list(mock).meta.count).toBe(0);
  const late = mock.sandbox('late');
  expect(list(late).meta.count).toBe(50);
  mock.reset();
  expect(list(mock).meta.count).toBe(50);
});

test('sessions expire as the clock is advanced', () => {
  const mock = createMock({ scenario: 'all-offline' });
  mock.clock.advance('29d');
  expect(list(mock).meta.count).toBe(50);
  mock.clock.advance('2d');
  expect(list(mock).meta.count).toBe(0);
});

test('clients connect at the time of a clock that is set or frozen, and bad times are refused', () => {
  const mock = createMock({ clients: 0 });
  mock.clock.freeze('2030-01-02T03:04:05Z');
  expect(mock.clients.add({ clientid: 'a' }).connected_at).toBe('2030-01-02 03:04:05');
  mock.clock.advance(1000);
  expect(mock.clients.add({ clientid: 'b' }).connected_at).toBe('2030-01-02 03:04:06');
  mock.clock.set(new Date('2031-01-01T00:00:00Z'));
  expect([mock.clock.now(), mock.clock.frozen]).toEqual([Date.UTC(2031, 0, 1), true]);
  expect(() => mock.clock.advance('soon')).toThrow(/^Option advance: expected milliseconds, or/);
  expect(() => mock.clock.set('soon')).toThrow(/^Option set: expected an ISO 8601 time/);
  const expected = 'expected an ISO 8601 time of 1970 to 9999';
  expect(() => mock.clock.set(new Date(-1))).toThrow(`Option set: ${expected}`);
  expect(() => mock.clock.freeze('0000-01-01')).toThrow(`Option freeze: ${expected}`);
});

test('a hundred sandboxes over a hundred thousand clients share every row that they did not change', () => {
  const mock = createMock({ clients: 100_000 });
  const before = mock.state.store.chunks;
  const names = Array.from({ length: 100 }, (_, index) => `s${index}`);
  for (const name of names) {
    const { clients } = mock.sandbox(name);
    clients.add({ clientid: `only-in-${name}` });
    clients.update('emqx_c_1', { username: name });
    clients.remove('emqx_c_1');
  }
  const owned = names.map((name) => {
    const chunks = mock.sandboxes.named.get(name)?.sandbox.state.store.chunks ?? [];
    return chunks.filter((chunk) => !before.includes(chunk)).length;
  });
  // One chunk that lost its first client, and the last one, which grew.
  expect(Math.max(...owned)).toBe(2);
  expect(idsOf(list(mock, '_limit=1').data)).toEqual(['emqx_c_1']);
});

test('sandboxes that start a scenario at the same instant share its clients', () => {
  const mock = createMock({ clients: 1, now: '2026-03-01T12:00:00Z' });
  const stores = ['a', 'b'].map((name) => {
    mock.sandbox(name).scenario.start('default-limit');
    return mock.sandboxes.named.get(name)?.sandbox.state.store.chunks ?? [];
  });
  expect(stores[0]?.length).toBeGreaterThan(5);
  expect(stores[0]?.every((chunk, index) => chunk === stores[1]?.[index])).toBe(true);
});
