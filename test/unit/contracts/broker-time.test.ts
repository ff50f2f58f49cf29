import { expect, test } from 'vitest';
import { findUtcOffset, readBrokerTime } from '../../../contracts/shared/broker-time.js';

test.each([
  ['2021-03-18 02:15:57', 0, 1616033757],
  ['2021-03-18 02:15:57', 480, 1616033757 - 8 * 3600],
  ['2021-03-18T02:15:57', 0, NaN],
  ['2021-02-30 00:00:00', 0, NaN],
  ['2021-03-18 25:00:00', 0, NaN],
  [1616033757, 0, NaN],
])('reads %s at an offset of %i minutes as second %d', (text, offset, second) => {
  expect(readBrokerTime(text, offset)).toBe(second);
});

test.each([
  ['2021-03-18 02:15:57', 0],
  ['2021-03-18 10:15:57', 480],
  ['2021-03-17 22:45:57', -210],
  ['2021-03-18 02:18:00', 0],
  ['2021-03-20 02:15:57', undefined],
  ['soon', undefined],
])('finds the time zone in which it is now %s', (text, offset) => {
  expect(findUtcOffset(text, Date.parse('2021-03-18T02:15:58.900Z'))).toBe(offset);
});
