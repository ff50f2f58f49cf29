import { expect, test } from 'vitest';
import {
  countParts,
  otherParts,
  shownTime,
  valueIn,
  withValue,
} from '../../../mock/console/query/query-text.js';

test.each([
  ['', 'a', ''],
  ['a=1', 'a', '1'],
  ['b=2&a=1&a=3', 'a', '1'],
  ['a', 'a', ''],
  ['a=', 'a', ''],
  ['a=b=c', 'a', 'b=c'],
  ['a=b+c%2Bd', 'a', 'b c+d'],
  ['%61=1', 'a', '1'],
  ['a=%zz', 'a', '%zz'],
  ['__proto__=x', '__proto__', 'x'],
  ['a=1', 'constructor', ''],
])('the value in %j of %j is %j', (query, name, value) => {
  expect(valueIn(query, name)).toBe(value);
});

test.each([
  ['', 'a', '1', 'a=1'],
  ['b=2', 'a', '1', 'b=2&a=1'],
  ['a=0&b=2', 'a', '1', 'a=1&b=2'],
  ['a=0&b=2&a=3', 'a', '1', 'a=1&b=2'],
  ['b=%zz&a=0', 'a', '', 'b=%zz'],
  ['b=2', 'a', '', 'b=2'],
  ['', 'a', 'x y&=+#', 'a=x%20y%26%3D%2B%23'],
])('%j with %j as %j is %j', (query, name, value, expected) => {
  const changed = withValue(query, name, value);
  expect(changed).toBe(expected);
  expect(valueIn(changed, name)).toBe(value);
});

test('parameters that the form does not have are kept as they were sent', () => {
  expect(otherParts('a=1&%zz&b=2&a=3', ['a'])).toEqual(['%zz', 'b=2']);
  expect(countParts('a=1&&b')).toBe(2);
});

test.each([
  ['1616035200', '2021-03-18T02:40:00Z'],
  ['1616035200000', '2021-03-18T02:40:00Z'],
  ['0', '1970-01-01T00:00:00Z'],
  ['999999999999999', '+033658-09-27T01:46:39Z'],
  ['1.5', undefined],
  ['-1', undefined],
  ['x', undefined],
])('a time filter of %j means %j', (value, expected) => {
  expect(shownTime(value)).toBe(expected);
});
