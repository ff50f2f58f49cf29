import { expect, test } from 'vitest';
import { fitsPath } from '../../../mock/faults/path-pattern.js';

const fits = (pattern: string, path: string): boolean =>
  fitsPath(pattern.split('/').slice(1), path.split('/').slice(1));

test.each([
  ['/clients', '/clients', true],
  ['/clients', '/clients/a', false],
  ['/clients/*', '/clients/a', true],
  ['/clients/*', '/clients', false],
  ['/clients/*', '/clients/a/b', false],
  ['/clients/dev-*-1', '/clients/dev-berlin-1', true],
  ['/clients/dev-*-1', '/clients/dev-berlin-2', false],
  ['/**', '/api/v4/clients', true],
  ['/**/clients', '/api/v4/clients', true],
  ['/clients/**', '/clients', true],
  ['/clients/**', '/clients/a/b/c', true],
  ['/a/**/b/**/c', '/a/x/b/y/z/c', true],
  ['/a/**/b/**/c', '/a/x/y/z/c', false],
])('the pattern %s against %s is %s', (pattern, path, expected) => {
  expect(fits(pattern, path)).toBe(expected);
});

test('a hostile pattern takes no exponential time', () => {
  const pattern = `/${'*a'.repeat(500)}b`;
  expect(fits(pattern, `/${'a'.repeat(2000)}`)).toBe(false);
});
