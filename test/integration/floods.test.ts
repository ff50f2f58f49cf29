/** A hostile request line neither hangs the mock nor breaks it. */
import { expect, test } from 'vitest';
import { finish } from '../../mock/core/steps.js';
import { createMock, type DialectName } from '../../mock/index.js';

const BYTES = 250_000;
const flood = (part: string): string => part.repeat(Math.floor(BYTES / part.length));

function ask(query: string, dialect: DialectName, strict = false) {
  const mock = createMock({ clients: 10, apps: false, dialect, strict });
  const { status, body } = mock.handle({ method: 'GET', path: '/api/v4/clients', query });
  return { status, bytes: body.length };
}

test.each([
  ['zone&', false],
  ['a&', true],
])('lists only the first problems of many: %j, strict %s', (part, strict) => {
  const { status, bytes } = ask(flood(part), 'documented', strict);
  expect(status).toBe(400);
  expect(bytes).toBeLessThan(100_000);
});

test.each(['documented', 'emqx-4.3'] as const)(
  '%s: explains the first thousand of many parameters, however many there are',
  (dialect) => {
    const mock = createMock({ clients: 10, apps: false, dialect });
    for (const part of ['zone&', 'zone=a&', 'b&']) {
      const { parameters } = mock.explain(flood(part));
      expect(parameters).toHaveLength(1000);
    }
  },
);

test('finds the known name that is nearest to a very long one', () => {
  const mock = createMock({ clients: 10, apps: false });
  const { parameters } = mock.explain(`zon${'e'.repeat(BYTES)}`);
  expect(parameters?.[0]?.nearest).toBeDefined();
});

test.each([
  ['clients', `_like_clientid=${flood('%80')}`],
  [`clients/${flood('%80')}`, ''],
])('reads bytes that are not UTF-8 by the thousand, as no id has them', (path, query) => {
  const mock = createMock({ clients: 10, apps: false, dialect: 'emqx-4.3' });
  const { body } = mock.handle({ method: 'GET', path: `/api/v4/${path}`, query });
  expect((JSON.parse(body) as { data: unknown[] }).data).toEqual([]);
});

test.each([
  ['documented', 400],
  ['emqx-4.0', 500],
  ['emqx-4.3', 500],
] as const)('%s: reads numbers of any length', (dialect, refused) => {
  const digits = '9'.repeat(BYTES);
  expect(ask(`_limit=-${digits}`, dialect).status).toBe(refused);
  expect(ask(`_page=%2B000${digits}`, dialect).status).toBe(dialect === 'documented' ? 400 : 200);
});

test('refuses to print a body of very many levels', () => {
  const mock = createMock({ clients: 10, apps: false, dialect: 'emqx-4.3' });
  const body = `{"proto_ver":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
  const { status } = mock.handle({ method: 'GET', path: '/api/v4/clients', query: '', body });
  expect(status).toBe(501);
});

test('compiles many large expressions with turns of others in between', () => {
  const mock = createMock({ clients: 10, apps: false, dialect: 'emqx-4.2' });
  const each = Array.from({ length: 60 }, (_, index) => `_like_clientid=.%7B0,990%7D${index}`);
  const steps = mock.steps({ method: 'GET', path: '/api/v4/clients', query: each.join('&') });
  for (let step = 0; step < 60; step++) expect(steps.next().done).toBe(false);
  expect(finish(steps)).toMatchObject({ status: 200 });
});

test.each(['documented', 'emqx-4.3'] as const)(
  '%s: a bound beyond all numbers accepts all or none, and zeros before a number mean nothing',
  (dialect) => {
    const [digits, zeros] = ['9'.repeat(BYTES), '0'.repeat(BYTES)];
    const mock = createMock({ clients: 10, apps: false, dialect });
    const count = (query: string): number => {
      const { body } = mock.handle({ method: 'GET', path: '/api/v4/clients', query });
      return (JSON.parse(body) as { data: unknown[] }).data.length;
    };
    expect(count(`_gte_created_at=-${digits}`)).toBe(10);
    expect(count(`_gte_created_at=${digits}`)).toBe(0);
    expect(count(`_limit=${zeros}3`)).toBe(3);
  },
);

test('pairs the bounds of a real broker in linear time', () => {
  expect(ask('_gte_a&'.repeat(500_000), 'emqx-4.3').status).toBe(200);
});

test('refuses to compare each client with thousands of filters', () => {
  expect(ask(flood('_like_clientid=e&'), 'emqx-4.3').status).toBe(501);
});
