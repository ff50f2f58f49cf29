import { expect, test } from 'vitest';
import { createClock } from '../../../mock/core/clock.js';

/** A source of time that a test moves. */
function source(): { now: number; read: () => number } {
  const time = { now: 1000, read: () => time.now };
  return time;
}

test('a clock runs as its source does', () => {
  const time = source();
  const clock = createClock(time.read);
  expect(clock).toMatchObject({ frozen: false });
  time.now = 1500;
  expect(clock.now()).toBe(1500);
});

test('a frozen clock stays at the given instant, or at the present one', () => {
  const time = source();
  const clock = createClock(time.read);
  clock.freeze();
  time.now = 9000;
  expect([clock.frozen, clock.now()]).toEqual([true, 1000]);
  clock.freeze(42);
  expect(clock.now()).toBe(42);
});

test('a clock may start frozen, also at 0', () => {
  const clock = createClock(source().read, 0);
  expect([clock.frozen, clock.now()]).toEqual([true, 0]);
});

test('a resumed clock continues from its time', () => {
  const time = source();
  const clock = createClock(time.read, 50);
  clock.resume();
  time.now += 7;
  expect([clock.frozen, clock.now()]).toEqual([false, 57]);
  clock.resume();
  expect(clock.now()).toBe(57);
});

test.each([
  ['running', false],
  ['frozen', true],
])('a %s clock is moved and set, and stays as it was', (_, frozen) => {
  const time = source();
  const clock = createClock(time.read, frozen ? 1000 : undefined);
  clock.advance(250);
  expect(clock.now()).toBe(1250);
  clock.advance(-500);
  expect(clock.now()).toBe(750);
  clock.set(5000);
  expect(clock.now()).toBe(5000);
  time.now += 10;
  expect([clock.frozen, clock.now()]).toEqual([frozen, frozen ? 5000 : 5010]);
});
