/** A hostile request line neither hangs the mock nor breaks it. */
import { expect, test } from 'vitest';
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

test('pairs the bounds of a real broker in linear time', () => {
  expect(ask('_gte_a&'.repeat(500_000), 'emqx-4.3').status).toBe(200);
});

test('refuses to compare each client with thousands of filters', () => {
  expect(ask(flood('_like_clientid=e&'), 'emqx-4.3').status).toBe(501);
});
