/** What a run has exercised, counted from the requests of a mock without a socket. */
import { expect, test } from 'vitest';
import { printCoverage } from '../../../mock/coverage/table.js';
import { kindsOf } from '../../../openapi/usage/vocabulary.js';
import { createMock, type Mock, type MockOptions } from '../../../mock/index.js';

const mockOf = (options: MockOptions & { clients?: number } = {}): Mock =>
  createMock({ clients: 40, apps: false, ...options });

const list = (mock: Mock, query = '', headers: Record<string, string> = {}): void => {
  mock.handle({ method: 'GET', path: '/api/v4/clients', query, headers });
};

/** The points of a group that were exercised, with their counts. */
function points(mock: Mock, group: string): Record<string, number> {
  const found = mock.coverage.report().groups.find(({ name }) => name === group);
  expect(found, group).toBeDefined();
  return Object.fromEntries(
    found!.points.filter(({ count }) => count > 0).map(({ point, count }) => [point, count]),
  );
}

test.each(['_page', '_limit'])('%s has the kinds of a usage file', (name) => {
  const points = mockOf()
    .coverage.report()
    .groups.find((group) => group.name === name)?.points;
  const kinds = points?.map(({ point }) => point).filter((point) => kindsOf(name)?.includes(point));
  const others = points?.map(({ point }) => point).filter((point) => !kinds?.includes(point));
  expect(kinds?.length).toBeGreaterThan(1);
  expect(['not given', 'refused']).toEqual(expect.arrayContaining(others ?? []));
});

test('nothing is covered before anything is asked', () => {
  const { requests, covered, total } = mockOf().coverage.report();
  expect([requests, covered]).toEqual([0, 0]);
  expect(total).toBeGreaterThan(60);
});

test.each([
  ['_limit=10', 'list', { 'more follow': 1 }],
  ['', 'list', { 'last page': 1 }],
  ['_limit=20&_page=2', 'list', { 'full last page': 1 }],
  ['_page=9', 'list', { 'past the end': 1 }],
  ['clientid=nobody', 'list', { 'no match': 1, 'one filter': 1 }],
  ['_like_clientid=a&clean_start=true', 'list', { 'last page': 1, 'several filters': 1 }],
  ['_page=9', '_page', { 'past the end': 1 }],
  ['_page=2&_limit=10', '_page', { later: 1 }],
  ['_limit=20000', '_limit', { 'above 10000': 1 }],
  ['_limit=5', '_limit', { 'up to 10000': 1 }],
  ['conn_state=connected', 'conn_state', { rows: 1, connected: 1 }],
  ['conn_state=bogus', 'conn_state', { refused: 1 }],
  ['conn_state=bogus', 'refusals', { enum: 1 }],
  ['proto_ver=abc&_page=0', 'refusals', { type: 1, paging: 1 }],
  ['_page=0', '_page', { refused: 1 }],
  ['zone=a&zone=b', 'refusals', { repeated: 1 }],
  ['_like_clientid=%25', '_like_clientid', { 'no rows': 1, 'special characters': 1 }],
  ['zone=%zz', 'refusals', { encoding: 1 }],
])('?%s exercises, of %s, %j', (query, group, expected) => {
  const mock = mockOf();
  list(mock, query);
  expect(points(mock, group)).toEqual(expected);
});

test('an empty broker is a list of its own kind', () => {
  const mock = mockOf({ clients: 0 });
  list(mock);
  expect(points(mock, 'list')).toEqual({ 'no clients': 1 });
});

test('lookups and kicks of known and unknown clients are counted separately', () => {
  const mock = mockOf();
  for (const method of ['GET', 'DELETE', 'GET', 'DELETE']) {
    mock.handle({ method, path: '/api/v4/clients/emqx_c_1' });
  }
  expect(points(mock, 'lookup')).toEqual({ known: 1, unknown: 1 });
  expect(points(mock, 'kick')).toEqual({ known: 1, unknown: 1 });
});

test.each(['documented', 'emqx-4.3'] as const)(
  '%s: refusals are counted by their kind, not by their text',
  (dialect) => {
    const mock = mockOf({ dialect, apps: ['a:b'] });
    list(mock);
    list(mock, '', { authorization: `Basic ${btoa('a:wrong')}` });
    const headers = { authorization: `Basic ${btoa('a:b')}` };
    mock.handle({ method: 'GET', path: '/api/v4/clients/x', query: '%zz', headers });
    mock.handle({ method: 'GET', path: '/nowhere', headers });
    expect(points(mock, 'refusals')).toEqual({
      'no credentials': 1,
      'wrong credentials': 1,
      'not found': 1,
      encoding: 1,
    });
    expect(points(mock, 'lookup')).toEqual({});
  },
);

test('all sandboxes count together', () => {
  const mock = mockOf();
  list(mock, '', { 'x-mock-sandbox': 'a' });
  list(mock, '', { 'x-mock-sandbox': 'b' });
  expect(points(mock, 'list')).toEqual({ 'last page': 2 });
});

test('a request with a fault exercises nothing', () => {
  const mock = mockOf({ faults: ['status=404'] });
  list(mock);
  expect(mock.coverage.report()).toMatchObject({ requests: 1, faults: 1, covered: 0 });
});

test('a real broker’s dialect is asked for what it has', () => {
  const mock = mockOf({ dialect: 'emqx-4.3' });
  list(mock, '_gte_mqueue_len=0');
  list(mock, 'proto_ver=abc');
  mock.handle({ method: 'DELETE', path: '/api/v4/clients/nobody' });
  expect(points(mock, '_gte_mqueue_len')).toEqual({ rows: 1 });
  expect(points(mock, 'refusals')).toEqual({ type: 1 });
  expect(points(mock, 'kick')).toEqual({ answered: 1 });
});

test('unknown parameters are counted, and a flood of them is bounded', () => {
  const mock = mockOf();
  for (let index = 0; index < 500; index++) list(mock, `x${index}=${'y'.repeat(200)}&__proto__=1`);
  const { unknownParameters } = mock.coverage.report();
  expect(unknownParameters).toHaveLength(100);
  expect(unknownParameters).toContainEqual({ name: '__proto__', count: 500 });
});

test('the count starts at 0 again when it is cleared', () => {
  const mock = mockOf();
  list(mock, 'zonne=1');
  mock.coverage.clear();
  expect(mock.coverage.report()).toEqual(mockOf().coverage.report());
});

test('the table shows what was exercised, and what never was', () => {
  const mock = mockOf();
  list(mock, 'conn_state=connected&zon%1b[31mne=1');
  const table = printCoverage(mock.coverage.report());
  expect(table).toMatch(/^Coverage: 6 of \d+ points \(\d+ %\) in 1 request\n/);
  expect(table).toContain(
    '\n~ conn_state         rows 1, connected 1; never: no rows, refused, idle, disconnected\n',
  );
  expect(table).toContain('\n  clientid           never: rows, no rows\n');
  expect(table).toContain('\n! unknown parameters: zon\\u001b[31mne 1\n');
});
