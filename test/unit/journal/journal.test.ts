import { expect, test } from 'vitest';
import { finish } from '../../../mock/core/steps.js';
import { Journal } from '../../../mock/journal/journal.js';
import { RequestWaiters } from '../../../mock/journal/request-waiters.js';
import { createMock, type FaultRule, WaitError } from '../../../mock/index.js';
import { list, lookUp, send } from '../../support/lists.js';

const AT = Date.UTC(2026, 2, 1);

function journalOf(size: number, count: number): Journal {
  const journal = new Journal(size, '/api/v4');
  for (let index = 1; index <= count; index++) {
    const path = `/api/v4/clients/${index}`;
    journal.add(
      AT,
      { method: 'GET', path, query: '', body: '' },
      { status: 200, headers: {}, body: '' },
    );
  }
  return journal;
}

test('a journal keeps the latest requests, oldest first, and knows how many there were', () => {
  const journal = journalOf(3, 5);
  expect(journal.find().map(({ id }) => id)).toEqual([3, 4, 5]);
  expect([journal.length, journal.total]).toEqual([3, 5]);
});

test('many requests are compared in steps: those that there were when it began', () => {
  const journal = journalOf(2000, 3000);
  const filter = { path: '/clients/2*' };
  const expected = journal.find(filter);
  const steps = journal.findInSteps(filter);
  expect(steps.next().done).toBe(false);
  journal.clear();
  expect(finish(steps)).toEqual(expected);
  expect(expected).toHaveLength(1000);
});

test('a journal of no size keeps nothing, and still counts', () => {
  const journal = journalOf(0, 5);
  expect([journal.find(), journal.total]).toEqual([[], 5]);
});

test('a journal of no size still ends the waits for requests', async () => {
  const mock = createMock({ clients: 1, journal: 0 });
  const waiting = mock.journal.waitFor({ path: '/clients', count: 2, timeout: '1m' });
  list(mock);
  list(mock);
  expect(await waiting).toHaveLength(2);
});

test('a wait with bad options is refused', async () => {
  const { journal } = createMock({ clients: 0 });
  const refused = (wait: object): Promise<unknown> => journal.waitFor(wait).catch(String);
  for (const timeout of ['soon', -1, '25d']) {
    expect(await refused({ timeout })).toMatch(/Option timeout: expected .*, up to 1h, but got/);
  }
  for (const count of [0, 1.5, NaN]) {
    expect(await refused({ count })).toContain('Option count: expected an integer, 1 or more');
  }
});

test('ids go on when a journal is cleared', () => {
  const journal = journalOf(3, 4);
  journal.clear();
  expect(journal.find()).toEqual([]);
  journal.add(
    AT,
    { method: 'GET', path: '/', query: '', body: '' },
    { status: 404, headers: {}, body: '' },
  );
  expect(journal.find().map(({ id }) => id)).toEqual([5]);
});

test('the journal records requests and responses', () => {
  const mock = createMock({ clients: 30, now: new Date(AT) });
  list(mock, '_limit=10&conn_state=bogus');
  send(mock, '/clients/nobody', { method: 'DELETE' });
  list(mock, '_limit=10');
  expect(mock.journal.entries()).toEqual([
    {
      id: 1,
      at: AT,
      method: 'GET',
      path: '/api/v4/clients',
      query: '_limit=10&conn_state=bogus',
      body: '',
      status: 400,
      code: 108,
    },
    {
      id: 2,
      at: AT,
      method: 'DELETE',
      path: '/api/v4/clients/nobody',
      query: '',
      body: '',
      status: 200,
      code: 112,
    },
    {
      id: 3,
      at: AT,
      method: 'GET',
      path: '/api/v4/clients',
      query: '_limit=10',
      body: '',
      status: 200,
      code: 0,
      rows: 10,
    },
  ]);
});

test.each<[fault: FaultRule | string, code?: number | undefined, rows?: number]>([
  ['status=503', 102],
  ['status=401', 103],
  ['status=500 body=oops'],
  [{ do: { status: 500, body: { code: 7 } } }, 7],
  [{ do: { body: { code: 7, data: [] } } }, 7],
  ['body=[]'],
  ['malformed', undefined, 10],
  ['status=204'],
  ['truncate=0', 0, 10],
  ['delay=1', 0, 10],
])(
  'the journal records the code and the rows that are sent with the fault %j',
  (fault, code, rows) => {
    const mock = createMock({ clients: 30, faults: [fault] });
    send(mock, '/clients?_limit=10');
    const [entry] = mock.journal.entries();
    expect([entry?.code, entry?.rows]).toEqual([code, rows]);
  },
);

test('a response to HEAD has no code', () => {
  const mock = createMock({ clients: 1 });
  send(mock, '/clients', { method: 'HEAD' });
  send(mock, '/nowhere', { method: 'HEAD' });
  send(mock, '/clients', { method: 'HEAD', headers: { prefer: 'code=503' } });
  expect(mock.journal.entries().map(({ code, rows }) => [code, rows])).toEqual([
    [undefined, 1],
    [undefined, undefined],
    [undefined, undefined],
  ]);
});

test("the journal records the scenario's events", () => {
  const mock = createMock({ scenario: 'kicked-while-paging' });
  list(mock, '_page=2');
  expect(mock.journal.entries()[0]?.events).toEqual(['the first client is kicked']);
});

test('long paths, queries and bodies are cut', () => {
  const mock = createMock({ clients: 0 });
  const long = 'x'.repeat(50_000);
  mock.handle({ method: long, path: `/${long}`, query: long, body: long });
  const [entry] = mock.journal.entries();
  const texts = [entry?.method, entry?.path, entry?.query, entry?.body];
  expect(texts.map((text) => text?.length)).toEqual([20, 2048, 2048, 2048]);
});

test.each([
  [{ method: 'delete' }, [2]],
  [{ path: '/clients' }, [1]],
  [{ path: '/api/v4/clients' }, [1]],
  [{ path: '/clients/*' }, [2, 3]],
  [{ path: '*' }, [1, 2, 3]],
  [{ status: '200' }, [1, 2]],
  [{ status: '4xx' }, [3]],
  [{ since: 1 }, [2, 3]],
  [{ method: 'GET', status: '2xx', path: '/clients/*' }, []],
])('%j finds the requests %j', (filter, ids) => {
  const mock = createMock({ clients: 1 });
  list(mock);
  send(mock, '/clients/a', { method: 'DELETE' });
  send(mock, '/clients/%zz');
  expect(mock.journal.entries(filter).map(({ id }) => id)).toEqual(ids);
});

test('a wait ends at once if the requests have already come', async () => {
  const mock = createMock({ clients: 1 });
  list(mock);
  await expect(mock.journal.waitFor({ path: '/clients' })).resolves.toHaveLength(1);
});

test('a wait ends with the request that makes the number full, and does not mind others', async () => {
  const mock = createMock({ clients: 1 });
  const waiting = mock.journal.waitFor({ path: '/clients', count: 2, timeout: '10s' });
  list(mock);
  lookUp(mock, 'a');
  list(mock);
  list(mock);
  expect((await waiting).map(({ id }) => id)).toEqual([1, 3]);
});

test('a wait in a sandbox does not see the requests of another', async () => {
  const mock = createMock({ clients: 1 });
  const waiting = mock.sandbox('a').journal.waitFor({ timeout: 20 });
  list(mock);
  list(mock.sandbox('b'));
  await expect(waiting).rejects.toThrow(WaitError);
});

test('a wait that is not fulfilled says what came instead', async () => {
  const mock = createMock({ clients: 1 });
  list(mock);
  await expect(mock.journal.waitFor({ path: '/clients', count: 2, timeout: 1 })).rejects.toThrow(
    'Failed to wait for 2 requests like {"path":"/clients"}: expected them within 1 ms but got 1 (timed out).',
  );
});

test('only a number of callers may wait, and all waits end when the mock stops', async () => {
  const journal = journalOf(3, 0);
  const waiters = new RequestWaiters(2);
  const wait = { filter: {}, count: 1, timeoutMs: 60_000 };
  const two = [waiters.wait(journal, wait), waiters.wait(journal, wait)];
  expect((await waiters.wait(journal, wait)).outcome).toBe('too many waiters');
  expect(waiters.waiting).toBe(2);
  waiters.close();
  expect((await Promise.all(two)).map(({ outcome }) => outcome)).toEqual(['closed', 'closed']);
  expect((await waiters.wait(journal, wait)).outcome).toBe('closed');
  expect(waiters.waiting).toBe(0);
});
