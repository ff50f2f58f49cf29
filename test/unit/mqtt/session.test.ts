import { expect, test } from 'vitest';
import { Session } from '../../../mock/hosts/mqtt/session.js';

test('a filter takes its bytes once, and frees them when it is removed', () => {
  const session = new Session(0);
  const filter = '主'.repeat(20); // 60 bytes
  for (let time = 0; time < 3; time++) expect(session.subscribe(filter, 1, 100)).toBe(true);
  expect(session.subscribe('x'.repeat(41), 1, 100)).toBe(false);
  expect(session.subscriptions).toEqual([{ topic: filter, qos: 1 }]);
  expect([session.unsubscribe(filter), session.unsubscribe(filter)]).toEqual([true, false]);
  expect(session.subscribe('x'.repeat(100), 1, 100)).toBe(true);
  expect(session.subscriptions).toHaveLength(1);
});

test('the subscriptions of a generated session stay, in their order', () => {
  const session = new Session(0, [{ topic: 'a', qos: 2 }]);
  session.subscribe('b', 0, 100);
  expect(session.subscriptions).toEqual([
    { topic: 'a', qos: 2 },
    { topic: 'b', qos: 0 },
  ]);
});

test('a list is the same one until something changes', () => {
  const session = new Session(0, [{ topic: 'a', qos: 2 }]);
  const before = session.subscriptions;
  session.subscribe('a', 2, 100);
  session.unsubscribe('unknown');
  expect(session.subscriptions).toBe(before);
  session.subscribe('a', 1, 100);
  expect(session.subscriptions).toEqual([{ topic: 'a', qos: 1 }]);
});
