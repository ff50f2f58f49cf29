import { expect, test } from 'vitest';
import { canOverlap, fitsPath } from '../../../mock/faults/path-pattern.js';

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
  ['/clients/dev-*-1', '/clients/dev-1', false],
  ['/*-*', '/-', true],
  ['/a*a', '/a', false],
  ['/a*b*c', '/abc', true],
  ['/a*b*b', '/ab', false],
  ['/*bb*b', '/abbb', true],
  ['/*客*', '/a客b', true],
  ['/**', '/api/v4/clients', true],
  ['/**/clients', '/api/v4/clients', true],
  ['/clients/**', '/clients', true],
  ['/clients/**', '/clients/a/b/c', true],
  ['/a/**/b/**/c', '/a/x/b/y/z/c', true],
  ['/a/**/b/**/c', '/a/x/y/z/c', false],
])('the pattern %s against %s is %s', (pattern, path, expected) => {
  expect(fits(pattern, path)).toBe(expected);
});

test.each([
  ['/clients', '/clients', true],
  ['/clients', '/rules', false],
  ['/clients', '/clients/*', false],
  ['/*/a', '/b/*', true],
  ['/**', '/a/b/c', true],
  ['/a/**/z', '/**/y/z', true],
  ['/a/**', '/b/**', false],
  ['/a/**/z', '/a', false],
])('the patterns %s and %s can match one path: %s', (first, second, expected) => {
  const overlap = (a: string, b: string) =>
    canOverlap(a.split('/').slice(1), b.split('/').slice(1));
  expect([overlap(first, second), overlap(second, first)]).toEqual([expected, expected]);
});

test('two hostile patterns take no exponential time', () => {
  const many = Array.from({ length: 300 }, (_, index) => (index % 2 === 0 ? '**' : 'a'));
  expect(canOverlap([...many, 'b'], [...many, 'c'])).toBe(false);
});

test('a hostile pattern takes no exponential time', () => {
  const pattern = `/${'*a'.repeat(500)}b`;
  expect(fits(pattern, `/${'a'.repeat(2000)}`)).toBe(false);
});
