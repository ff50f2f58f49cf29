import { describe, expect, test } from 'vitest';
import { CHUNK_ROWS } from '../../../mock/core/chunk/chunk.js';
import { insertionOrder } from '../../../mock/core/order.js';
import type { Matcher } from '../../../mock/core/query/match.js';
import { findPage, rowsOf } from '../../../mock/core/query/page.js';
import { finish } from '../../../mock/core/steps.js';
import { FILTERS } from '../../../mock/core/query/parameters.js';
import { Store } from '../../../mock/core/store.js';
import { NOW, stored } from '../../support/stored.js';

/** The clients c0, c1, …, each followed by `share - 1` clients of another protocol version. */
function storeOf(count: number, share: number): Store {
  const clients = Array.from({ length: count }, (_, index) => {
    const isOther = index % share > 0;
    return stored(isOther ? `other-${index}` : `c${index / share}`, { proto_ver: isOther ? 4 : 3 });
  });
  const store = new Store(insertionOrder);
  store.load(clients, NOW);
  return store;
}

const request = (page: number, limit: number) => ({
  page,
  limit,
  echo: { page: String(page), limit: String(limit) },
});

/** Accepts MQTT 3.1 clients. */
const everyThird: Matcher = {
  filter: { parameter: FILTERS[7], kind: 'number', value: 3 },
  field: 'proto_ver',
  accepts: (version: number) => version === 3,
};

describe.each([
  { list: 'the whole list', matchers: [], share: 1 },
  { list: 'a filtered list', matchers: [everyThird], share: 3 },
])('of $list', ({ matchers, share }) => {
  test.for([
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
  ] as const)(
    '%i rows: page %i of %i begins with %s, has %i rows, and another one follows: %s',
    ([size, page, limit, first, rows, hasnext]) => {
      const store = storeOf(size * share, share);
      const found = finish(findPage(store, matchers, request(page, limit), true));
      const all = found.spans.flatMap((span) => [...rowsOf(span)]);
      expect(all[0]?.clientid ?? '-').toBe(first);
      expect(all).toHaveLength(rows);
      expect(found).toMatchObject({ hasnext, count: size, size: rows });
    },
  );
});

test('rows are not counted if no count is asked for, and hasnext is still right', () => {
  const page = (size: number) =>
    finish(findPage(storeOf(size, 3), [everyThird], request(1, 3), false));
  expect(page(10)).toMatchObject({ size: 3, hasnext: true, count: undefined });
  expect(page(9).hasnext).toBe(false);
});

test('a page is that of the clients at its start, whatever changes while it is searched', () => {
  const store = storeOf(CHUNK_ROWS * 3, 3);
  const steps = findPage(store, [everyThird], request(1, CHUNK_ROWS * 3), true);
  expect(steps.next().done).toBe(false);
  for (let index = 0; index < CHUNK_ROWS; index++) store.remove(`c${index}`);
  store.put(stored('newcomer', { proto_ver: 3 }), NOW);
  const found = finish(steps);
  const ids = found.spans.flatMap((span) => [...rowsOf(span)].map(({ clientid }) => clientid));
  expect(ids).toEqual(Array.from({ length: CHUNK_ROWS }, (_, index) => `c${index}`));
  expect(found).toMatchObject({ hasnext: false, count: CHUNK_ROWS });
});
