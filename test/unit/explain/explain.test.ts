/** What an explanation says, checked against the answer that it explains. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClientsPage } from '../../../mock/index.js';
import { createMock, type Mock, type MockOptions } from '../../../mock/index.js';
import type { Explanation } from '../../../mock/explain/explanation.js';
import { MAX_HEADER } from '../../../mock/explain/header.js';

const NOW = '2026-01-31T08:00:00Z';

const clients = [
  { clientid: 'a', username: 'ann', proto_ver: 4 },
  { clientid: 'b', username: 'bob', proto_ver: 5, node: 'emqx@one' },
  { clientid: 'b', username: 'bob', proto_ver: 4, node: 'emqx@two' },
  { clientid: 'Cafe 1', username: 'ann', proto_ver: 5 },
  { clientid: 'd', proto_ver: 3, proto_name: 'MQIsdp' },
];

const mockOf = (options: MockOptions = {}): Mock =>
  createMock({ clients, apps: false, now: NOW, ...options });

/** What the header of an answer explains. */
function explain(mock: Mock, query: string, why?: string, path = '/clients', method = 'GET') {
  const headers = { 'x-mock-explain': why === undefined ? '1' : `why=${encodeURIComponent(why)}` };
  const answer = mock.handle({ method, path: `/api/v4${path}`, query, headers });
  return JSON.parse(answer.headers['x-mock-explain']!) as Explanation;
}

const decisions = (explanation: Explanation): string[] =>
  explanation.decisions.map(({ decision }) => decision);

test('only a request that asks gets an explanation, and its response stays the same', () => {
  const mock = mockOf();
  const ask = (headers: Record<string, string>) =>
    mock.handle({ method: 'GET', path: '/api/v4/clients', headers });
  const plain = ask({});
  expect(plain.headers).not.toHaveProperty('x-mock-explain');
  expect(ask({ 'x-mock-explain': '0' }).headers).toEqual(plain.headers);
  const explained = ask({ 'x-mock-explain': '1' });
  expect([explained.status, explained.body]).toEqual([plain.status, plain.body]);
});

test('each parameter is explained as it was sent, decoded, and in words', () => {
  const { parameters } = explain(mockOf(), '_like_clientid=Caf%65+1&_page=1&proto_ver=5&zonne=x');
  expect(parameters).toEqual([
    {
      name: '_like_clientid',
      raw: 'Caf%65+1',
      value: 'Cafe 1',
      means: 'keeps clients whose clientid contains "Cafe 1"',
      meaning: {
        kind: 'filter',
        condition: { field: 'clientid', compares: 'contains', value: 'Cafe 1' },
      },
    },
    { name: '_page', raw: '1', value: '1', means: 'asks for page 1', meaning: { kind: 'page' } },
    {
      name: 'proto_ver',
      raw: '5',
      value: '5',
      means: 'keeps clients whose proto_ver is 5',
      meaning: { kind: 'filter', condition: { field: 'proto_ver', compares: 'is', value: 5 } },
    },
    {
      name: 'zonne',
      raw: 'x',
      value: 'x',
      means: 'is unknown, and ignored',
      meaning: { kind: 'ignored', why: 'unknown' },
      nearest: 'zone',
    },
  ]);
});

test('a time is explained as a date', () => {
  const { parameters } = explain(mockOf(), '_gte_created_at=1600000000');
  expect(parameters?.[0]?.means).toBe(
    'keeps clients whose created_at is at or after 1600000000 (2020-09-13 12:26:40 UTC)',
  );
  expect(parameters?.[0]?.meaning).toMatchObject({
    condition: { compares: 'at least', value: 1600000000, utc: '2020-09-13 12:26:40' },
  });
});

test('the clients that are left are counted filter by filter, in the order given', () => {
  const { filters } = explain(mockOf(), '_like_username=n&proto_ver=5');
  expect(filters).toEqual([
    { filter: 'all clients', left: 5 },
    {
      filter: 'username contains "n"',
      condition: { field: 'username', compares: 'contains', value: 'n' },
      left: 2,
    },
    {
      filter: 'proto_ver is 5',
      condition: { field: 'proto_ver', compares: 'is', value: 5 },
      left: 1,
    },
  ]);
});

test('the page is explained from the first row to the last', () => {
  const page = { page: '2', limit: '2', first: 3, last: 4, of: 5, hasnext: true };
  expect(explain(mockOf(), '_page=2&_limit=2').page).toEqual(page);
  const past = explain(mockOf(), '_page=9&_limit=2');
  expect(past.page).toMatchObject({ first: null, last: null, of: 5, hasnext: false });
  expect(past.answer).toContain('page 9 lies past the end of the 5');
  expect(decisions(past)).toContain('decisions.md#12');
});

test('the filter that drops a client is named, with what the client has, for each node', () => {
  const { client } = explain(mockOf(), 'username=bob&proto_ver=5', 'b');
  expect(client).toEqual({
    clientid: 'b',
    inAnswer: true,
    because: [
      'On node emqx@one it passes every filter, and is row 1: on this page.',
      'On node emqx@two a filter drops it, proto_ver is 5: its own proto_ver is 4.',
    ],
    reasons: [
      { reason: 'sent', node: 'emqx@one', row: 1 },
      {
        reason: 'filter',
        node: 'emqx@two',
        condition: { field: 'proto_ver', compares: 'is', value: 5 },
        own: 4,
      },
    ],
  });
});

test('a client on another page is explained with its page', () => {
  const { client } = explain(mockOf(), '_limit=2', 'd');
  expect(client).toMatchObject({ inAnswer: false });
  expect(client?.because).toEqual([
    'On node emqx@127.0.0.1 it passes every filter, and is row 5: on page 3, and page 1 was requested.',
  ]);
  expect(client?.reasons).toEqual([
    { reason: 'other page', node: 'emqx@127.0.0.1', row: 5, page: 3, requested: '1' },
  ]);
});

test('asked for by its id, a client is explained without being asked about', () => {
  const { client } = explain(mockOf(), 'clientid=a&conn_state=idle');
  expect(client?.because[0]).toContain('conn_state is idle: its own conn_state is "connected"');
});

test.each(['CAFE 1', ' Cafe 1', 'Cafe+1'])('%j is reported as similar to another id', (id) => {
  const { client } = explain(mockOf(), '', id);
  expect(client?.because[0]).toMatch(/^No client has this id.* There is "Cafe 1"/);
  expect(client?.reasons).toEqual([{ reason: 'unknown', similar: ['Cafe 1'] }]);
});

test('a missing user name is explained', () => {
  const { client } = explain(mockOf(), 'username=ann', 'd');
  expect(client?.because[0]).toContain('its own username is empty');
  expect(client?.reasons).toMatchObject([{ reason: 'filter', own: null }]);
});

test.each([
  ['_page=0', 8],
  ['_limit=0', 9],
  ['_limit=x', 10],
  ['_limit=20000', 11],
  ['proto_ver=4&username=ann', 13],
  ['proto_ver=4&proto_ver=4', 14],
  ['no_such=1', 15],
  ['proto_ver=abc', 16],
  ['conn_state=bogus', 17],
  ['_like_clientid=', 18],
  ['_like_clientid=a', 19],
  ['clientid=a', 20],
  ['username=undefined', 21],
  ['proto_name=MQIsdp', 29],
  ['ip_address=%3A%3A1', 36],
  ['username=', 39],
  ['a=%zz', 27],
])('%s is explained by decision %i', (query, number) => {
  expect(decisions(explain(mockOf(), query))).toContain(`decisions.md#${number}`);
});

test('a refused value is explained with what was expected', () => {
  const { answer, outcome, parameters } = explain(mockOf(), 'proto_ver=abc&conn_state=idle');
  expect({ answer, outcome }).toEqual({ answer: 'refused: see parameters', outcome: 'refused' });
  expect(parameters).toMatchObject([
    { name: 'proto_ver', means: 'is refused', expected: 'an integer' },
    { name: 'conn_state', means: 'keeps clients whose conn_state is idle' },
  ]);
});

test('the words are those of the dialect that answers', () => {
  const { parameters, decisions } = explain(
    mockOf({ dialect: 'emqx-4.3' }),
    'clientid=a&_like_clientid=zz&clientid=b',
  );
  expect(parameters?.map(({ means }) => means)).toEqual([
    'is ignored: the last of its name counts',
    'is ignored: clientid is given too, and disables it',
    'keeps clients whose clientid is "b"',
  ]);
  expect(decisions.find(({ decision }) => decision === 'decisions.md#6')?.says).toContain('-1');
  const crash = explain(mockOf({ dialect: 'emqx-4.3' }), '_limit=x');
  expect(crash.answer).toMatch(/^the broker crashes/);
  const limit = explain(mockOf({ dialect: 'emqx-4.3.0' }), '_like_clientid=(?=a)');
  expect(limit.answer).toMatch(/^The mock does not run the regular expression "\(\?=a\)"/);
});

test('lookups and kicks are explained, before the kick takes place', () => {
  const mock = mockOf();
  expect(explain(mock, '', undefined, '/clients/nobody')).toMatchObject({
    answer: 'a lookup of an unknown client',
    decisions: [{ decision: 'decisions.md#22' }],
  });
  const kick = () => explain(mock, '', undefined, '/clients/b', 'DELETE');
  expect(kick().client?.because).toEqual(['It is on node emqx@one.', 'It is on node emqx@two.']);
  expect(kick().answer).toBe('a kick of an unknown client');
});

test('the list and the clients of one node are explained without those of others', () => {
  const mock = mockOf({ dialect: 'emqx-4.3' });
  expect(explain(mock, '', 'b', '/nodes/emqx@one/clients').page).toMatchObject({ of: 1 });
  const lookup = explain(mock, '', undefined, '/nodes/emqx@one/clients/b');
  expect(lookup.client?.because).toEqual(['It is on node emqx@one.']);
  const unknown = explain(mock, '', undefined, '/nodes/nope/clients');
  expect(unknown.answer).toBe('not found: no client has been on this node');
});

test('a program asks a mock, or one of its sandboxes, without credentials', () => {
  const mock = mockOf({ apps: ['a:b'] });
  expect(mock.explain('_limit=2', 'd')).toMatchObject({
    page: { of: 5 },
    client: { clientid: 'd' },
  });
  const sandbox = mock.sandbox('one');
  sandbox.clients.remove('a');
  expect(sandbox.explain('').page).toMatchObject({ of: 4 });
});

test('credentials, paths and faults are explained too', () => {
  expect(explain(mockOf({ apps: ['a:b'] }), '').answer).toBe(
    'HTTP 401: the credentials are missing',
  );
  expect(explain(mockOf(), '', undefined, '/nowhere').answer).toMatch(/^not found/);
  const spoilt = explain(mockOf({ faults: ['status=503'] }), '');
  expect(spoilt).toMatchObject({
    fault: 'faults[0]',
    answer: 'HTTP 200 with rows 1 to 5 of the 5 that there are',
  });
});

test('the header is ASCII, never too long, and always has the answer', () => {
  const mock = createMock({ clients: [{ clientid: 'ü'.repeat(2000) }], apps: false });
  const query = Array.from({ length: 14 }, (_, index) => `x${index}=${'é'.repeat(300)}`).join('&');
  const headers = { 'x-mock-explain': `why=${encodeURIComponent('ü'.repeat(2000))}` };
  const answer = mock.handle({ method: 'GET', path: '/api/v4/clients', query, headers });
  const header = answer.headers['x-mock-explain']!;
  expect(header).toMatch(/^[\x20-\x7e]+$/);
  expect(header.length).toBeLessThanOrEqual(MAX_HEADER);
  expect(JSON.parse(header)).toMatchObject({
    answer: 'HTTP 200 with rows 1 to 1 of the 1 that there are',
  });
});

const filter = fc.oneof(
  fc.constantFrom('conn_state=idle', 'conn_state=connected', 'clean_start=true', 'proto_ver=5'),
  fc.constantFrom('_like_clientid=a', '_like_username=e', '_gte_created_at=1700000000'),
  fc.nat({ max: 3 }).map((page) => `_page=${page + 1}`),
  fc.nat({ max: 20 }).map((limit) => `_limit=${limit + 1}`),
);

test('an explanation and its answer agree on every query', () => {
  const mock = createMock({ clients: 300, apps: false, now: NOW });
  const names = (parts: readonly string[]) => new Set(parts.map((part) => part.split('=')[0]));
  fc.assert(
    fc.property(fc.array(filter, { maxLength: 5 }), (parts) => {
      fc.pre(names(parts).size === parts.length);
      const query = parts.join('&');
      const answer = mock.handle({ method: 'GET', path: '/api/v4/clients', query });
      const { meta, data } = JSON.parse(answer.body) as ClientsPage;
      const { page, filters } = explain(mock, query);
      expect(page).toMatchObject({ of: meta.count, hasnext: meta.hasnext });
      expect(page?.first === null ? 0 : page!.last! - page!.first + 1).toBe(data.length);
      expect(filters?.at(-1)?.left).toBe(meta.count);
      const [row] = data;
      if (row) expect(explain(mock, query, row.clientid).client?.inAnswer).toBe(true);
    }),
    { seed: 6, numRuns: 200 },
  );
});
