/** One request line of a hostile caller must neither hang the mock nor break it. */
import { expect, test } from 'vitest';
import { createMock, type DialectName } from '../../mock/index.js';

const BYTES = 250_000;
const flood = (part: string): string => part.repeat(Math.floor(BYTES / part.length));

function ask(query: string, dialect: DialectName, strict = false) {
  const mock = createMock({ clients: 10, apps: false, dialect, strict });
  const { status, body } = mock.handle({ method: 'GET', path: '/api/v4/clients', query });
  return { status, bytes: body.length };
}

test('tells of no more problems than anybody reads', () => {
  expect(ask(flood('zone&'), 'documented')).toEqual({ status: 400, bytes: expect.any(Number) });
  expect(ask(flood('zone&'), 'documented').bytes).toBeLessThan(100_000);
  const strict = ask(flood('a&'), 'documented', true);
  expect(strict.status).toBe(400);
  expect(strict.bytes).toBeLessThan(100_000);
});

test('pairs the bounds of a real broker in a time that grows with their number only', () => {
  expect(ask(flood('_gte_a&'), 'emqx-4.3').status).toBe(200);
}, 5000);

test('does not compare each client with thousands of filters', () => {
  expect(ask(flood('_like_clientid=e&'), 'emqx-4.3').status).toBe(501);
});
