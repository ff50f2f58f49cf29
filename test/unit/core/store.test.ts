/** Details of a store; test/unit/core/store-model.test.ts has its behaviour as a whole. */
import { describe, expect, test } from 'vitest';
import { CHUNK_ROWS } from '../../../mock/core/chunk/chunk.js';
import type { StoredClient } from '../../../mock/core/client.js';
import { hashOrder, insertionOrder, type Order } from '../../../mock/core/order.js';
import { Store } from '../../../mock/core/store.js';
import { NOW, stored } from '../../support/stored.js';

function storeOf(clients: Iterable<StoredClient>, order: Order = insertionOrder): Store {
  const store = new Store(order);
  store.load(clients, NOW);
  return store;
}

const numbered = (count: number): StoredClient[] =>
  Array.from({ length: count }, (_, index) => stored(`c${index}`));

const ids = (rows: Iterable<StoredClient>): string[] => [...rows].map(({ clientid }) => clientid);

/** Puts all on few keys, so that most collide. */
const crowded: Order = { appends: false, keyFor: (clientid) => clientid.length % 2 };

describe('a store in insertion order', () => {
  test('of two loaded clients of one id and node keeps the later, in the place of the first', () => {
    const store = storeOf([stored('a'), stored('b'), stored('a', { keepalive: 7 })]);
    expect(ids(store)).toEqual(['a', 'b']);
    expect(store.get('a')[0]?.keepalive).toBe(7);
  });

  test('grows and shrinks over many chunks, each of a bounded size', () => {
    const all = numbered(CHUNK_ROWS * 2 + 10);
    const store = storeOf(all.slice(0, CHUNK_ROWS + 5));
    for (const client of all.slice(CHUNK_ROWS + 5)) store.put(client, NOW);
    expect(ids(store)).toEqual(ids(all));
    expect(store.chunks.map(({ length }) => length)).toEqual([CHUNK_ROWS, CHUNK_ROWS, 10]);
    expect(ids(store.slice(CHUNK_ROWS - 1, 3))).toEqual([
      `c${CHUNK_ROWS - 1}`,
      `c${CHUNK_ROWS}`,
      `c${CHUNK_ROWS + 1}`,
    ]);
    for (const { clientid } of all) store.remove(clientid);
    expect([store.size, store.chunks.length, ids(store)]).toEqual([0, 0, []]);
  });

  test.each([
    [0, 2, ['c0', 'c1']],
    [1, 1, ['c1']],
    [2, 9, ['c2']],
    [3, 1, []],
    [0, 0, []],
  ])('cuts the rows from %i on, %i at the most', (start, count, expected) => {
    expect(ids(storeOf(numbered(3)).slice(start, count))).toEqual(expected);
  });

  test('is loaded once, and before it is forked', () => {
    const used = storeOf([stored('a')]);
    used.remove('a');
    expect(() => used.load([], NOW)).toThrow(/Failed to load: expected a store that has had no/);
    const forked = new Store(insertionOrder);
    const fork = forked.fork();
    expect(() => forked.load([], NOW)).toThrow(/Failed to load/);
    expect(() => fork.load([], NOW)).toThrow(/Failed to load/);
  });
});

test('clients of one hash are listed in the order in which they were added', () => {
  const store = storeOf(
    ['aa', 'bb', 'cc'].map((id) => stored(id)),
    crowded,
  );
  store.put(stored('dd'), NOW);
  store.put(stored('ee'), NOW);
  expect(ids(store)).toEqual(['aa', 'bb', 'cc', 'dd', 'ee']);
});

test('one id on two nodes is looked up in the order of the list', () => {
  const [one, two] = [stored('twin', { node: 'n1@h' }), stored('twin', { node: 'n2@h' })];
  const store = storeOf([stored('a', { node: 'n1@h' }), two], hashOrder(1));
  store.put(one, NOW);
  expect(store.get('twin')).toEqual([one, two]);
  expect([...store].filter(({ clientid }) => clientid === 'twin')).toEqual([one, two]);
  expect(store.nodes().sort()).toEqual(['n1@h', 'n2@h']);
});

describe('a store in hash order', () => {
  const clients = numbered(200);

  test('lists the same order for the same seed, however the clients came', () => {
    const loaded = storeOf(clients, hashOrder(7));
    const put = storeOf([], hashOrder(7));
    for (const client of clients.toReversed()) put.put(client, NOW);
    expect(ids(put)).toEqual(ids(loaded));
    expect(ids(loaded)).not.toEqual(ids(clients));
    expect(ids(loaded).sort()).toEqual(ids(clients).sort());
  });

  test('lists another order for another seed', () => {
    expect(ids(storeOf(clients, hashOrder(8)))).not.toEqual(ids(storeOf(clients, hashOrder(7))));
  });

  test('does not move the others when one comes or goes', () => {
    const store = storeOf(clients, hashOrder(7));
    const others = ids(store);
    store.put(stored('newcomer'), NOW);
    expect(ids(store).filter((id) => id !== 'newcomer')).toEqual(others);
    store.remove('c42');
    store.remove('newcomer');
    expect(ids(store)).toEqual(others.filter((id) => id !== 'c42'));
  });

  test('lists node after node', () => {
    const store = storeOf(
      clients.map((client, index) => ({ ...client, node: `n${index % 2}@h` })),
      hashOrder(7),
    );
    const nodes = [...store].map(({ node }) => node);
    expect(nodes).toEqual(nodes.toSorted());
  });
});

test('a chunk that is filled in its middle splits in two, and its rows stay in order', () => {
  // Keys 2, 4, 6, …: odd ones fit in between.
  const order: Order = { appends: false, keyFor: (clientid) => Number(/\d+/.exec(clientid)) };
  const store = storeOf(
    Array.from({ length: CHUNK_ROWS }, (_, index) => stored(`c${index * 2}`, { port: index * 2 })),
    order,
  );
  expect(store.chunks).toHaveLength(1);
  for (let port = 1; port < 101; port += 2) store.put(stored(`odd${port}`, { port }), NOW);
  const ports = [...store].map(({ port }) => port);
  expect(ports).toEqual(ports.toSorted((a, b) => a - b));
  expect(store.chunks.length).toBeGreaterThan(1);
  expect(store.get('odd51')).toHaveLength(1);
});
