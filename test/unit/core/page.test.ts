import { describe, expect, test } from 'vitest';
import { CHUNK_ROWS } from '../../../mock/core/chunk.js';
import { insertionOrder } from '../../../mock/core/order.js';
import type { Matcher } from '../../../mock/core/query/match.js';
import { findPage } from '../../../mock/core/query/page.js';
import { FILTERS } from '../../../mock/core/query/parameters.js';
import { Store } from '../../../mock/core/store.js';
import { NOW, stored } from '../../support/stored.js';

function storeOf(count: number): Store {
  const store = new Store(insertionOrder);
  store.load(
    Array.from({ length: count }, (_, index) =>
      stored(`c${index}`, { proto_ver: 3 + (index % 3) }),
    ),
    NOW,
  );
  return store;
}

const request = (page: number, limit: number) => ({
  page,
  limit,
  echo: { page: String(page), limit: String(limit) },
});

/** Accepts what `proto_ver` says: every third client. */
const everyThird: Matcher = {
  filter: { parameter: FILTERS[7], kind: 'number', value: 3 },
  matches: ({ proto_ver }) => proto_ver === 3,
};

type Case = [
  size: number,
  page: number,
  limit: number,
  first: string,
  rows: number,
  hasnext: boolean,
];

describe('of the whole list', () => {
  test.each<Case>([
    [0, 1, 10, '-', 0, false],
    [1, 1, 10, 'c0', 1, false],
    [10, 1, 10, 'c0', 10, false],
    [11, 1, 10, 'c0', 10, true],
    [11, 2, 10, 'c10', 1, false],
    [11, 3, 10, '-', 0, false],
    [20, 2, 10, 'c10', 10, false],
    [5, 2, 1, 'c1', 1, true],
    [5, 5, 1, 'c4', 1, false],
    [5, 9_007_199_254_740_991, 9_007_199_254_740_991, '-', 0, false],
    [CHUNK_ROWS * 2 + 1, 2, CHUNK_ROWS, `c${CHUNK_ROWS}`, CHUNK_ROWS, true],
    [CHUNK_ROWS * 2 + 1, 3, CHUNK_ROWS, `c${CHUNK_ROWS * 2}`, 1, false],
    [CHUNK_ROWS * 3, 2, CHUNK_ROWS + 1, `c${CHUNK_ROWS + 1}`, CHUNK_ROWS + 1, true],
  ])(
    'of %i rows page %i of %i begins with %s, has %i rows, and one follows: %s',
    (size, page, limit, first, rows, hasnext) => {
      const found = findPage(storeOf(size), [], request(page, limit), true);
      expect(found.rows[0]?.clientid ?? '-').toBe(first);
      expect(found).toMatchObject({ rows: { length: rows }, hasnext, count: size });
    },
  );
});

describe('of a filtered list', () => {
  test.each<Case>([
    [0, 1, 10, '-', 0, false],
    [9, 1, 3, 'c0', 3, false],
    [10, 1, 3, 'c0', 3, true],
    [10, 2, 3, 'c9', 1, false],
    [10, 3, 3, '-', 0, false],
    [CHUNK_ROWS * 3, 2, CHUNK_ROWS - 1, `c${(CHUNK_ROWS - 1) * 3}`, 1, false],
  ])(
    'of %i rows page %i of %i begins with %s, has %i rows, and one follows: %s',
    (size, page, limit, first, rows, hasnext) => {
      const found = findPage(storeOf(size), [everyThird], request(page, limit), true);
      expect(found.rows[0]?.clientid ?? '-').toBe(first);
      expect(found).toMatchObject({ rows: { length: rows }, hasnext, count: Math.ceil(size / 3) });
    },
  );

  test('the rows are not counted if no count is asked for, and hasnext is still right', () => {
    expect(findPage(storeOf(10), [everyThird], request(1, 3), false)).toMatchObject({
      rows: { length: 3 },
      hasnext: true,
      count: undefined,
    });
    expect(findPage(storeOf(9), [everyThird], request(1, 3), false).hasnext).toBe(false);
  });
});
