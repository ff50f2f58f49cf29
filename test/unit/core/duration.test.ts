import { expect, test } from 'vitest';
import { readDuration } from '../../../mock/core/duration.js';

test.each([
  [250, 250],
  ['250', 250],
  ['250ms', 250],
  ['5s', 5000],
  ['1.5m', 90_000],
  ['2h', 7_200_000],
  ['-1d', -86_400_000],
])('%j is %i milliseconds', (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});

test.each(['soon', '5 s', 's', '', '1e3', Infinity, NaN, null, {}, '9'.repeat(30)])(
  '%j is no duration',
  (value) => {
    expect(readDuration(value)).toBeUndefined();
  },
);
