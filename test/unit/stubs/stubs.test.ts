/** Stubs, seen in the responses of a mock without a socket. */
import { describe, expect, test } from 'vitest';
import {
  createMock,
  OptionError,
  type Mock,
  type MockRequest,
  type Stub,
} from '../../../mock/index.js';
import { finish } from '../../../mock/core/steps.js';
import { parseStubs, STUB_LIMITS } from '../../../mock/stubs/stub.js';

const mockWith = (...stubs: readonly Stub[]): Mock =>
  createMock({ clients: 3, apps: false, stubs });

const ask = (mock: Mock, path: string, request: Partial<MockRequest> = {}) =>
  mock.handle({ method: 'GET', path, ...request });

const ALARMS: Stub = { match: { path: '/alarms' }, respond: { body: { code: 0, data: [] } } };

test('a stub answers a path that the mock does not know, whole or below the base path', () => {
  const mock = mockWith(ALARMS);
  for (const path of ['/api/v4/alarms', '/alarms']) {
    const response = ask(mock, path);
    expect(response.status).toBe(200);
    expect(response.headers).toEqual({ 'content-type': 'application/json' });
    expect(response.body).toBe('{"code":0,"data":[]}');
  }
  expect(ask(mock, '/api/v4/alarm').status).toBe(404);
});

test('of very many stubs each is compared with a long request, and others are answered in between', () => {
  const stars = 'a*'.repeat(400);
  const mock = mockWith(
    ...Array.from({ length: STUB_LIMITS.stubs - 1 }, (_, index): Stub => {
      const query = { a: String(index) };
      return { match: { path: `/x/**/${stars}b${index}`, query }, respond: { status: 202 } };
    }),
    { match: { path: '/x/**', query: { a: 'last' } }, respond: { status: 203 } },
  );
  const query = `${'a=0&'.repeat(50_000)}a=last`;
  for (const path of [`/x/${'a'.repeat(100_000)}`, `/x/${'a/'.repeat(990)}`]) {
    const steps = mock.steps({ method: 'GET', path, query });
    expect(steps.next().done).toBe(false);
    expect(ask(mock, '/api/v4/clients').status).toBe(200);
    expect(finish(steps)).toMatchObject({ status: 203 });
  }
  expect(ask(mock, `/x/${'a/'.repeat(50_000)}`, { query }).status).toBe(404);
});

test('a stub wins over an endpoint; it changes no clients and triggers no events', () => {
  const mock = createMock({
    scenario: 'kicked-while-paging',
    apps: false,
    stubs: [
      { match: { method: 'DELETE', path: '/clients/*' }, respond: { status: 202 } },
      { match: { path: '/clients', query: { _page: '2' } }, respond: { body: [] } },
    ],
  });
  const { count } = mock.clients;
  const id = mock.clients.first()!.clientid;
  expect(ask(mock, `/api/v4/clients/${id}`, { method: 'DELETE' }).status).toBe(202);
  ask(mock, '/api/v4/clients', { query: '_page=2&_limit=10' });
  expect(mock.clients.count).toBe(count);
});

test.each([
  ['another method', { method: 'PUT' }, false],
  ['the method', {}, true],
  ['HEAD for GET', { method: 'HEAD' }, true],
  ['more parameters', { query: 'b=2&a=1' }, true],
  ['another value', { query: 'a=2' }, false],
  ['another header', { headers: { accept: 'text/html' } }, false],
] as const)('a request with %s is compared with the match', (_what, request, isAnswered) => {
  const mock = mockWith({
    match: { method: 'GET', path: '/x/*', query: { a: '1' }, headers: { Accept: 'text/csv' } },
    respond: { status: 203 },
  });
  const given = { query: 'a=1', headers: { accept: 'text/csv' }, ...request };
  expect(ask(mock, '/api/v4/x/y', given).status === 203).toBe(isAnswered);
});

test('HEAD of a stub for GET has the headers and no body', () => {
  const mock = mockWith({ match: { method: 'GET', path: '/a' }, respond: { body: 'äb' } });
  const { headers, body } = ask(mock, '/a', { method: 'HEAD' });
  expect(body).toBe('');
  expect(headers).toEqual({ 'content-type': 'text/plain; charset=utf-8', 'content-length': '3' });
});

test('status, headers, content type and delay are as given', () => {
  const mock = mockWith({
    match: { path: '/a' },
    respond: {
      status: 503,
      headers: { 'Retry-After': '2' },
      contentType: 'text/html',
      body: '<p>',
      delay: 40,
    },
  });
  expect(ask(mock, '/a')).toMatchObject({
    status: 503,
    headers: { 'content-type': 'text/html', 'retry-after': '2' },
    delivery: { delayMs: 40 },
  });
});

describe('several answers come in turn', () => {
  const respond = [{ body: 'one' }, { body: 'two' }];
  const turns = (afterLast?: Stub['afterLast']): string[] => {
    const mock = mockWith(
      { match: { path: '/job' }, respond, ...(afterLast && { afterLast }) },
      { match: { path: '/job' }, respond: { body: 'the next stub' } },
    );
    return Array.from({ length: 4 }, () => ask(mock, '/job').body);
  };
  test('and the last one is repeated by default', () => {
    expect(turns()).toEqual(['one', 'two', 'two', 'two']);
    expect(turns('repeat')).toEqual(turns());
  });
  test('and begin again with restart', () => {
    expect(turns('restart')).toEqual(['one', 'two', 'one', 'two']);
  });
  test('and are over with pass', () => {
    expect(turns('pass')).toEqual(['one', 'two', 'the next stub', 'the next stub']);
  });
});

describe('credentials', () => {
  const authorization = `Basic ${btoa('app_id:app_secret')}`;
  const status = (stub: Stub, path: string, headers = {}) =>
    ask(createMock({ clients: 0, stubs: [stub] }), path, { headers }).status;
  const stub = (credentials?: boolean): Stub => ({
    match: { path: '/**' },
    respond: { status: 202 },
    ...(credentials !== undefined && { credentials }),
  });

  test('are asked for below the base path, and not elsewhere', () => {
    expect(status(stub(), '/api/v4/alarms')).toBe(401);
    expect(status(stub(), '/api/v4/alarms', { authorization })).toBe(202);
    expect(status(stub(), '/login')).toBe(202);
  });
  test('are asked for as the stub says', () => {
    expect(status(stub(false), '/api/v4/auth')).toBe(202);
    expect(status(stub(true), '/login')).toBe(401);
    expect(status(stub(true), '/login', { authorization })).toBe(202);
  });
  test('a refused request does not take a turn', () => {
    const mock = createMock({ clients: 0, stubs: [stub(true)] });
    ask(mock, '/login');
    expect(mock.stubs.counts()).toEqual([0]);
  });
});

test('the journal shows which stub answered; a fault may change what it says', () => {
  const mock = createMock({
    clients: 0,
    apps: false,
    stubs: [
      ALARMS,
      { name: 'rules of Monday', match: { path: '/rules' }, respond: { body: { code: 7 } } },
    ],
    faults: ['/rules nth=2 status=503', '/rules nth=3 delay=5'],
  });
  ask(mock, '/api/v4/alarms');
  for (let turn = 0; turn < 3; turn++) ask(mock, '/api/v4/rules');
  const entries = mock.journal.entries();
  expect(entries.map(({ stub, status, code, fault }) => [stub, status, code, fault])).toEqual([
    ['stubs[0]', 200, 0, undefined],
    ['rules of Monday', 200, 7, undefined],
    [undefined, 503, 102, 'faults[0]'],
    ['rules of Monday', 200, 7, 'faults[1]'],
  ]);
  expect(mock.stubs.counts()).toEqual([1, 2]);
});

test('an explanation names the stub', () => {
  const { headers } = ask(mockWith(ALARMS), '/alarms', { headers: { 'x-mock-explain': '1' } });
  expect(headers['x-mock-explain']).toContain('The stub \\"stubs[0]\\" answers');
});

test('coverage does not count what a stub answered as an answer of the API', () => {
  const mock = mockWith({ match: { path: '/clients/*' }, respond: { body: { code: 0 } } });
  const covered = () => mock.coverage.report().covered;
  const before = covered();
  ask(mock, '/api/v4/clients/emqx_c_1');
  expect(covered()).toBe(before);
  expect(mock.coverage.report().requests).toBe(1);
});

test('a program adds stubs that win, replaces and removes them; a reset restores the first ones', () => {
  const mock = mockWith(ALARMS);
  mock.stubs.add({ match: { path: '/alarms' }, respond: { status: 201 } });
  expect(ask(mock, '/alarms').status).toBe(201);
  expect(mock.stubs.list).toHaveLength(2);
  mock.stubs.set({ match: { path: '/alarms' }, respond: { status: 202 } });
  expect(ask(mock, '/alarms').status).toBe(202);
  mock.stubs.clear();
  expect(ask(mock, '/alarms').status).toBe(404);
  mock.reset();
  expect(ask(mock, '/alarms').status).toBe(200);
  expect(mock.stubs.counts()).toEqual([1]);
  mock.scenario.start('single');
  expect(ask(mock, '/alarms').status).toBe(200);
});

test('each sandbox has its own stubs, which begin as those of the mock', () => {
  const mock = mockWith(ALARMS);
  const box = mock.sandbox('one');
  box.stubs.set({ match: { path: '/alarms' }, respond: { status: 201 } });
  const sandboxed = { path: '/alarms', method: 'GET' };
  expect([box.handle(sandboxed).status, mock.handle(sandboxed).status]).toEqual([201, 200]);
  expect(mock.sandbox('two').handle(sandboxed).status).toBe(200);
  box.reset();
  expect(box.handle(sandboxed).status).toBe(200);
});

const RESPOND = { status: 200 };

test.each([
  [{}, 'stubs[0].match: expected an object with method, path, query, headers'],
  [{ match: {}, respond: RESPOND }, 'stubs[0].match.path: expected a path that begins with /'],
  [{ match: { path: 'a' }, respond: RESPOND }, 'match.path: expected a path that begins with /'],
  [{ match: { path: '/__mock/reset' }, respond: RESPOND }, '/__mock is the control API'],
  [{ match: { path: '/sandbox/a/x' }, respond: RESPOND }, '/sandbox/NAME is removed'],
  [
    { match: { path: '/a', method: 'GTE' }, respond: RESPOND },
    'match.method: expected an HTTP method',
  ],
  [{ match: { path: '/a' }, respond: {} }, 'respond: expected at least one of status, headers'],
  [{ match: { path: '/a' }, respond: [] }, 'respond: expected at least one answer'],
  [
    { match: { path: '/a' }, respond: [RESPOND, { status: 99 }] },
    'respond[1].status: expected an integer from 200 to 599',
  ],
  [
    { match: { path: '/a' }, respond: { stauts: 200 } },
    'respond.stauts: expected one of the members status',
  ],
  [
    { match: { path: '/a' }, respond: { file: '/etc/passwd' } },
    'respond.file: expected one of the members',
  ],
  [
    { match: { path: '/a' }, respond: { status: 204, body: 'x' } },
    'respond.body: expected no body',
  ],
  [
    { match: { path: '/a' }, respond: { contentType: 'a/b', headers: { 'Content-Type': 'c/d' } } },
    'respond.contentType: expected either',
  ],
  [
    { match: { path: '/a' }, respond: RESPOND, afterLast: 'stop' },
    'afterLast: expected one of repeat, restart, pass',
  ],
  [
    { match: { path: '/a' }, respond: RESPOND, credentials: 'no' },
    'credentials: expected true or false',
  ],
  [
    { match: { path: '/a' }, respond: RESPOND, name: 'a\nb' },
    'name: expected a name of 1 to 200 printable',
  ],
  [
    { match: { path: '/a' }, respond: RESPOND, when: 1 },
    'when: expected one of the members name, match',
  ],
])('%j is refused with the name of the invalid member', (stub, message) => {
  const stubs = [stub] as unknown as Stub[];
  expect(() => createMock({ stubs })).toThrow(OptionError);
  expect(() => createMock({ stubs })).toThrow(message);
});

test('the number of stubs and of answers, and the size of a body, have limits', () => {
  const problem = (...stubs: unknown[]) => {
    const read = parseStubs(stubs);
    return read.ok ? 'none' : read.problems[0].expected;
  };
  const stub = { match: { path: '/a' }, respond: RESPOND };
  expect(problem(...Array.from({ length: STUB_LIMITS.stubs }, () => stub))).toBe('none');
  expect(problem(...Array.from({ length: STUB_LIMITS.stubs + 1 }, () => stub))).toContain(
    'at most 1000',
  );
  const respond = Array.from({ length: STUB_LIMITS.answers + 1 }, () => RESPOND);
  expect(problem({ ...stub, respond })).toContain('at most 100');
  expect(problem({ ...stub, respond: { body: 'x'.repeat(STUB_LIMITS.body + 1) } })).toContain(
    'at most 1048576',
  );
});
