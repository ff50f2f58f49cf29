import { describe, expect, test } from 'vitest';
import type { StoredClient } from '../../../mock/core/client.js';
import { createEngine } from '../../../mock/core/engine.js';
import { dialectOf } from '../../../mock/core/releases/dialect-of.js';
import { createMatchers, isMatch, type Matcher } from '../../../mock/core/query/match.js';
import type { Filter } from '../../../mock/core/query/query-types.js';
import { createMock } from '../../../mock/index.js';
import type { ClientInput } from '../../../mock/core/client-input.js';
import type { MockResponse } from '../../../mock/core/request-response.js';

const CLIENTS: ClientInput[] = [
  { clientid: 'abc' },
  { clientid: 'a.c', username: 'é' },
  { clientid: 'xyz-12' },
];

const small = createMock({ dialect: 'emqx-4.3.0', clients: CLIENTS, apps: false });

function search(mock: typeof small, expression: string, name = '_like_clientid'): MockResponse {
  const query = `${name}=${encodeURIComponent(expression)}`;
  return mock.handle({ method: 'GET', path: '/api/v4/clients', query });
}

function found(answer: MockResponse): string {
  if (answer.status !== 200) return String(answer.status);
  const { data } = JSON.parse(answer.body) as { data: { clientid: string }[] };
  return data
    .map(({ clientid }) => clientid)
    .sort()
    .join();
}

describe('EMQX 4.3.0 searches by regular expression', () => {
  test.for([
    ['a.c', 'a.c,abc'],
    ['a\\.c', 'a.c'],
    ['^x', 'xyz-12'],
    ['\\d+$', 'xyz-12'],
    ['(?i)XYZ', 'xyz-12'],
    ['[[:digit:]]{2}', 'xyz-12'],
    ['b|z', 'abc,xyz-12'],
    ['(?P<n>b)', 'abc'],
    ['\\Qa.\\E', 'a.c'],
    ['', 'a.c,abc,xyz-12'],
  ] as const)('%s finds %s', ([expression, expected]) => {
    expect(found(search(small, expression))).toBe(expected);
  });

  test('it searches bytes: a character of two bytes is two dots', () => {
    expect(found(search(small, '^..$', '_like_username'))).toBe('a.c');
    expect(found(search(small, '^.$', '_like_username'))).toBe('');
    expect(found(search(small, 'é', '_like_username'))).toBe('a.c');
  });

  test.for('[ ( * a** \\ x{2,1} ) (?<n (x{1000} (x{2,999} x{1002,1001} x{65536}'.split(' '))(
    '%s crashes the broker',
    (expression) => {
      expect(search(small, expression)).toMatchObject({ status: 500, body: 'Internal Error' });
    },
  );
});

describe('an expression that the mock does not support is HTTP 501 with the reason', () => {
  test.for([
    ['(?=a)b', 'without lookaround'],
    ['(?!a)b', 'without lookaround'],
    ['(?<=a)b', 'without lookaround'],
    ['(?<!a)b', 'without lookaround'],
    ['(?>a)', 'atomic'],
    ['a++', 'possessive'],
    ['a?+', 'possessive'],
    ['(a)\\1', 'back references'],
    ['(?<n>a)\\k<n>', 'back references'],
    ['(?R)', 'the regular expression'],
    ['a{1001}', '1000 repetitions'],
    ['a{1,1001}', '1000 repetitions'],
    ['a{1001,}', '1000 repetitions'],
    ['a{65535}', '1000 repetitions'],
    [`${'.{0,999}'.repeat(9)}Z`, 'fewer or smaller repetitions'],
    ['a.'.repeat(513), 'at most 1024'],
  ] as const)('%s', ([expression, reason]) => {
    const answer = search(small, expression);
    expect(answer).toMatchObject({ status: 501, headers: { 'content-type': 'text/plain' } });
    expect(answer.body).toContain(reason);
  });
});

test.each([
  ['1024 bytes', `.${'a'.repeat(1023)}`],
  ['4000 steps', `${'a{1000}'.repeat(3)}a{998}`],
])('an expression of %s is supported, but no longer one', (_, expression) => {
  expect(search(small, expression).status).toBe(200);
  expect(search(small, `${expression}b`).status).toBe(501);
});

describe('no expression hangs the mock', () => {
  const { state } = createMock({ clients: 10_000 });
  const engine = createEngine({
    dialect: dialectOf('emqx-4.3.0'),
    basePath: '',
    credentials: undefined,
    strict: false,
    utcOffsetMinutes: () => 0,
  });

  test.for([
    '(a+)+$',
    '(a|a)*b',
    '(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)x$',
    '(?:[a-z0-9-]?){60}[a-z0-9-]{60}',
    '(?:[^q]?){200}[^q]{9}[0-9a-f]{6}$',
    '.{0,900}.{0,900}$',
    '([a-z]+[0-9]*)+-([a-z]+[0-9]*)+-!',
  ])('%s over 10,000 clients, without a time limit', (expression) => {
    const query = `_like_clientid=${encodeURIComponent(expression)}`;
    const request = engine.parse({ method: 'GET', path: '/clients', query });
    const prepared = engine.prepare(request, state);
    expect(engine.execute(prepared, request, state).status).toBe(200);
  });

  test('a search that takes longer than five seconds is aborted', () => {
    let time = 0;
    const [matcher] = createMatchers([LIKE], dialectOf('emqx-4.3.0').query, () => time);
    const client = small.state.store.slice(0, 1)[0] as StoredClient;
    const searchRows = (rows: number): void => {
      for (let row = 0; row < rows; row++) isMatch(matcher as Matcher, client);
    };
    time = 5000;
    searchRows(1000);
    time = 5001;
    expect(() => {
      searchRows(1000);
    }).toThrow('longer than 5 s');
  });
});

const LIKE: Filter = {
  parameter: { name: '_like_clientid', operator: 'like', field: 'clientid', kind: 'text' },
  kind: 'text',
  value: 'no such.client',
};
