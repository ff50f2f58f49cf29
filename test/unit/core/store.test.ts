import { describe, expect, test } from 'vitest';
import { CHUNK_ROWS } from '../../../mock/core/chunk.js';
import type { StoredClient } from '../../../mock/core/client.js';
import { hashOrder, insertionOrder, type Order } from '../../../mock/core/order.js';
import { Store } from '../../../mock/core/store.js';
import { NOW, offline, stored } from '../../support/stored.js';

function storeOf(clients: Iterable<StoredClient>, order: Order = insertionOrder): Store {
  const store = new Store(order);
  store.load(clients, NOW);
  return store;
}

const numbered = (count: number): StoredClient[] =>
  Array.from({ length: count }, (_, index) => stored(`c${index}`));

const ids = (rows: Iterable<StoredClient>): string[] => [...rows].map(({ clientid }) => clientid);

/** Puts all on few keys, so that most collide. */
const crowded: Order = { appends: false, keyFor: ({ clientid }) => clientid.length % 2 };

describe('a store in insertion order', () => {
  test('lists a newcomer at the end', () => {
    const store = storeOf([stored('b'), stored('c')]);
    store.put(stored('a'), NOW);
    expect(ids(store)).toEqual(['b', 'c', 'a']);
    expect(store.size).toBe(3);
  });

  test('keeps the place of a client that is replaced', () => {
    const store = storeOf([stored('a'), stored('b'), stored('c')]);
    store.put(stored('b', { keepalive: 7 }), NOW);
    expect([...store].map(({ clientid, keepalive }) => [clientid, keepalive])).toEqual([
      ['a', 60],
      ['b', 7],
      ['c', 60],
    ]);
    expect(store.size).toBe(3);
  });

  test('gives a client that was removed and comes back a place at the end', () => {
    const store = storeOf([stored('a'), stored('b')]);
    expect(ids(store.remove('a'))).toEqual(['a']);
    expect(store.get('a')).toEqual([]);
    store.put(stored('a'), NOW);
    expect(ids(store)).toEqual(['b', 'a']);
  });

  test('of two loaded clients of one id and node keeps the later, in the place of the first', () => {
    const store = storeOf([stored('a'), stored('b'), stored('a', { keepalive: 7 })]);
    expect(ids(store)).toEqual(['a', 'b']);
    expect(store.get('a')[0]?.keepalive).toBe(7);
  });

  test('removing an unknown client removes none', () => {
    const store = storeOf([stored('a')]);
    expect(store.remove('A')).toEqual([]);
    expect(store.remove('a', 'other@node')).toEqual([]);
    expect(store.size).toBe(1);
  });

  test.each(['__proto__', 'constructor', 'toString', '', '\n', '用户', '😀', 'a/b', '%2F'])(
    'holds a client of the id %j like any other',
    (clientid) => {
      const store = storeOf([stored('a')]);
      expect(store.get(clientid)).toEqual([]);
      store.put(stored(clientid), NOW);
      expect(ids(store.get(clientid))).toEqual([clientid]);
      expect(ids(store.remove(clientid))).toEqual([clientid]);
      expect(store.get(clientid)).toEqual([]);
    },
  );

  test('grows and shrinks over many chunks, each of a bounded size', () => {
    const all = numbered(CHUNK_ROWS * 2 + 10);
    const store = storeOf(all.slice(0, CHUNK_ROWS + 5));
    for (const client of all.slice(CHUNK_ROWS + 5)) store.put(client, NOW);
    expect(ids(store)).toEqual(ids(all));
    expect(store.chunks.map(({ rows }) => rows.length)).toEqual([CHUNK_ROWS, CHUNK_ROWS, 10]);
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

describe('one id on two nodes', () => {
  const [one, two] = [stored('twin', { node: 'n1@h' }), stored('twin', { node: 'n2@h' })];

  test('is looked up in the order of the list, whichever came first', () => {
    const store = storeOf([stored('a', { node: 'n1@h' }), two], hashOrder(1));
    store.put(one, NOW);
    expect(store.get('twin')).toEqual([one, two]);
    expect([...store].filter(({ clientid }) => clientid === 'twin')).toEqual([one, two]);
  });

  test.each<[order: string, Order]>([
    ['insertion', insertionOrder],
    ['hash', hashOrder(1)],
    ['crowded', crowded],
  ])('is two clients, to be found and removed together or one by one (%s order)', (_, order) => {
    const store = storeOf([stored('a'), one, two], order);
    expect(store.get('twin')).toEqual([one, two]);
    expect(store.nodes().sort()).toEqual(['emqx@127.0.0.1', 'n1@h', 'n2@h']);
    expect(store.remove('twin', 'n1@h')).toEqual([one]);
    expect(store.get('twin')).toEqual([two]);
    store.put(one, NOW);
    expect(store.remove('twin')).toHaveLength(2);
    expect(ids(store)).toEqual(['a']);
  });

  test('is replaced on its own node alone', () => {
    const store = storeOf([one, two]);
    store.put({ ...two, keepalive: 7 }, NOW);
    expect(store.get('twin').map(({ node, keepalive }) => [node, keepalive])).toEqual([
      ['n1@h', 60],
      ['n2@h', 7],
    ]);
  });
});

describe('a fork', () => {
  test.each<[order: string, Order]>([
    ['insertion', insertionOrder],
    ['hash', hashOrder(1)],
    ['crowded', crowded],
  ])('and its origin never see what the other changes (%s order)', (_, order) => {
    const origin = storeOf(numbered(5), order);
    const before = ids(origin);
    const fork = origin.fork();
    const second = fork.fork();
    fork.remove('c1');
    fork.put(stored('new'), NOW);
    fork.put(stored('c2', { keepalive: 7 }), NOW);
    origin.remove('c3');
    expect(ids(second)).toEqual(before);
    expect(ids(origin)).toEqual(before.filter((id) => id !== 'c3'));
    expect(ids(fork).sort()).toEqual(['c0', 'c2', 'c3', 'c4', 'new']);
    expect([origin, fork, second].map((store) => store.get('c1').length)).toEqual([1, 0, 1]);
    expect([origin, fork, second].map((store) => store.get('new').length)).toEqual([0, 1, 0]);
    expect([origin, fork, second].map((store) => store.get('c2')[0]?.keepalive)).toEqual([
      60, 7, 60,
    ]);
    expect([origin.size, fork.size, second.size]).toEqual([4, 5, 5]);
  });

  test('expires sessions by itself', () => {
    const origin = storeOf([offline('gone', 10), offline('stays', 100)]);
    const fork = origin.fork();
    expect(ids(fork.expire(NOW + 10_000))).toEqual(['gone']);
    expect(ids(fork)).toEqual(['stays']);
    expect(ids(origin)).toEqual(['gone', 'stays']);
    expect(ids(origin.expire(NOW + 100_000)).sort()).toEqual(['gone', 'stays']);
  });
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

test('clients with colliding keys are all listed, and each is found and removed alone', () => {
  const store = storeOf([stored('a'), stored('bb'), stored('c')], crowded);
  for (const id of ['dd', 'e', 'ff', 'g']) store.put(stored(id), NOW);
  expect(ids(store).sort()).toEqual(['a', 'bb', 'c', 'dd', 'e', 'ff', 'g']);
  expect(ids(store.remove('c'))).toEqual(['c']);
  for (const id of ['a', 'bb', 'dd', 'e', 'ff', 'g']) expect(ids(store.get(id))).toEqual([id]);
  store.put(stored('c'), NOW);
  expect(store.size).toBe(7);
});

test('a chunk that is filled in its middle splits in two, and its rows stay in order', () => {
  // Keys 2, 4, 6, …: odd ones fit in between.
  const order: Order = { appends: false, keyFor: ({ port }) => port };
  const store = storeOf(
    Array.from({ length: CHUNK_ROWS }, (_, index) => stored(`c${index}`, { port: index * 2 })),
    order,
  );
  expect(store.chunks).toHaveLength(1);
  for (let port = 1; port < 101; port += 2) store.put(stored(`odd${port}`, { port }), NOW);
  const ports = [...store].map(({ port }) => port);
  expect(ports).toEqual(ports.toSorted((a, b) => a - b));
  expect(store.chunks.length).toBeGreaterThan(1);
  expect(store.get('odd51')).toHaveLength(1);
});
