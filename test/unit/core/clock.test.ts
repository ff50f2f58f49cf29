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

test('a clock that is frozen stands, at the instant given or where it was', () => {
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

test('a clock that is resumed goes on from where it stood', () => {
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

test.each([
  ['running', false],
  ['frozen', true],
])('a fork of a %s clock starts where it stands, and neither moves the other', (_, frozen) => {
  const clock = createClock(source().read, frozen ? 1000 : undefined);
  clock.advance(5);
  const fork = clock.fork();
  expect([fork.frozen, fork.now()]).toEqual([frozen, 1005]);
  fork.advance(100);
  clock.advance(1);
  expect([clock.now(), fork.now()]).toEqual([1006, 1105]);
});

test('a fork of a clock that was moved and then frozen stands where it stands', () => {
  const clock = createClock(source().read);
  clock.advance(5);
  clock.freeze();
  expect(clock.fork().now()).toBe(1005);
});
