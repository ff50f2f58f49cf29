import { expect, test } from 'vitest';
import { Chunk, CHUNK_ROWS } from '../../../mock/core/chunk/chunk.js';
import { stored } from '../../support/stored.js';

const chunkOf = (keys: readonly number[]): Chunk =>
  Chunk.of(
    keys,
    keys.map((key) => stored(`c${key}`)),
  );
const odd = Array.from({ length: CHUNK_ROWS }, (_, index) => index * 2 + 1);

test.each([
  ['at its beginning', 0],
  ['in its middle', CHUNK_ROWS],
  ['before its last row', CHUNK_ROWS * 2 - 2],
])('a full chunk that grows %s becomes two of about one size', (_, key) => {
  const full = chunkOf(odd);
  const parts = full.insert(-full.find(key) - 1, key, stored(`c${key}`));
  const half = CHUNK_ROWS / 2;
  expect(parts.map(({ keys, length }) => [keys.length, length])).toEqual([
    [half, half],
    [half + 1, half + 1],
  ]);
  const keys = parts.flatMap((part) => part.keys);
  expect(keys).toEqual([...odd, key].sort((a, b) => a - b));
  expect(parts.flatMap((part) => [...part].map(({ clientid }) => clientid))).toEqual(
    keys.map((each) => `c${each}`),
  );
});

test('a full chunk that grows at its end stays full', () => {
  const parts = chunkOf(odd).insert(CHUNK_ROWS, 9999, stored('c9999'));
  expect(parts.map(({ length }) => length)).toEqual([CHUNK_ROWS, 1]);
});

test('a chunk finds every key that it has, and the index for any other', () => {
  const chunk = chunkOf([1, 3, 5]);
  expect([1, 3, 5].map((key) => chunk.find(key))).toEqual([0, 1, 2]);
  expect([0, 2, 4, 6].map((key) => chunk.find(key))).toEqual([-1, -2, -3, -4]);
  expect(chunk.last).toBe(5);
});

test('a chunk is never wrong when it says that it does not contain a text', () => {
  const chunk = Chunk.of([0, 1], [stored('ab', { username: 'xy' }), stored('cd')]);
  const contained = (field: 'clientid' | 'username', texts: readonly string[]) =>
    texts.filter((text) => chunk.mayContain(field, text));
  expect(contained('clientid', ['a', 'ab', 'd', '', 'xy', 'bc'])).toEqual(['a', 'ab', 'd', '']);
  expect(contained('username', ['xy', 'ab', 'bc'])).toEqual(['xy']);
});
