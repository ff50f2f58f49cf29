import { expect, test } from 'vitest';
import { Session } from '../../../mock/hosts/mqtt/session.js';

test('a filter takes its bytes once, and frees them when it is removed', () => {
  const session = new Session(0);
  const filter = '主'.repeat(20); // 60 bytes
  for (let time = 0; time < 3; time++) expect(session.subscribe(filter, 100)).toBe(true);
  expect(session.subscribe('x'.repeat(41), 100)).toBe(false);
  expect(session.subscriptions).toBe(1);
  expect([session.unsubscribe(filter), session.unsubscribe(filter)]).toEqual([true, false]);
  expect(session.subscribe('x'.repeat(100), 100)).toBe(true);
  expect(session.subscriptions).toBe(1);
});

test('the subscriptions of a generated session are counted as well', () => {
  const session = new Session(0, 4);
  session.subscribe('a', 100);
  expect(session.subscriptions).toBe(5);
});
