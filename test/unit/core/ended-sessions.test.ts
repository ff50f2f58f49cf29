/** Thousands of sessions that end together are removed step by step, as others change the clients. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kickAll, kickNode } from '../../../mock/core/broker-state.js';
import type { StoredClient } from '../../../mock/core/client.js';
import { hashOrder, insertionOrder, sortedIndexes } from '../../../mock/core/order.js';
import { finish } from '../../../mock/core/steps.js';
import { Store } from '../../../mock/core/store.js';
import { createMock } from '../../../mock/index.js';
import { list } from '../../support/lists.js';
import { NOW, offline, stored } from '../../support/stored.js';

const LATER = NOW + 60_000;
const NODES = ['a@1', 'b@2'];
const node = (index: number): string => NODES[index % 2] ?? '';

/** Two of three end within a minute. */
const clients = Array.from({ length: 6000 }, (_, index): StoredClient => {
  const id = `c-${index}`;
  const given = { node: node(index) };
  return index % 3 === 0 ? stored(id, given) : offline(id, 1 + (index % 60), given);
});
const population = {
  make: (index: number) => clients[index] as StoredClient,
  [Symbol.iterator]: () => clients[Symbol.iterator](),
};

const idsOf = (store: Iterable<StoredClient>): string[] =>
  [...store].map((row) => `${row.clientid} ${row.node}`).toSorted();

test.each([
  ['as inserted', insertionOrder, clients],
  ['by hash', hashOrder(7), clients],
  ['as inserted, of clients that are made when needed', insertionOrder, population],
  ['by hash, of clients that are made when needed', hashOrder(7), population],
])('in a list %s, what is left are the other clients and what was changed', (_, order, loaded) => {
  const origin = new Store(order);
  origin.load(loaded, NOW);
  const change = fc.record({
    kind: fc.constantFrom('kick', 'reconnect', 'add', 'fork', 'reorder'),
    of: fc.nat(clients.length - 1),
    after: fc.nat(30),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      let store = origin.fork();
      const expected = new Map(clients.map((row) => [row.clientid, row]));
      const isOver = ({ disconnected_at }: StoredClient): boolean => disconnected_at !== null;
      let steps = 0;
      const take = (most: number): void => {
        while (most-- > 0 && store.expireSome(LATER)) steps++;
      };
      take(1);
      for (const { kind, of, after } of changes) {
        const row = clients[of] as StoredClient;
        const { clientid } = row;
        if (kind === 'kick') {
          store.remove(clientid);
          expected.delete(clientid);
        } else if (kind === 'fork') store = store.fork();
        else if (kind === 'reorder') store = finish(store.reorderInSteps(hashOrder(of)));
        else {
          const id = kind === 'add' ? `added-${of}` : clientid;
          const connected = stored(id, { node: row.node });
          store.put(connected, LATER);
          expected.set(id, connected);
        }
        take(after);
      }
      take(Infinity);
      const left = [...expected.values()].filter((row) => !isOver(row));
      expect(idsOf(store)).toEqual(idsOf(left));
      expect(store.size).toBe(left.length);
      for (const { clientid } of [clients[1], clients[3]] as StoredClient[]) {
        const known = expected.get(clientid);
        expect(store.get(clientid)).toHaveLength(known && !isOver(known) ? 1 : 0);
      }
      expect(steps).toBeGreaterThan(3);
    }),
    { numRuns: 15 },
  );
  expect(origin.size).toBe(clients.length);
});

test.each([
  ['of the start', (origin: Store) => origin.fork()],
  ['kept for a minute before the fork', (origin: Store) => origin.fork(60_000)],
  [
    'of which some have ended',
    (origin: Store) => {
      const store = origin.fork();
      store.expireSome(NOW + 2000);
      return store;
    },
  ],
])('the sessions of one id end without those of others, in a store %s', (name, forkOf) => {
  const origin = new Store(insertionOrder);
  origin.load(population, NOW);
  const store = forkOf(origin);
  const later = name.startsWith('kept') ? 60_000 : 0;
  store.put(offline('added', 100), NOW + later);
  const isLeft = (id: string, at: number): boolean => {
    store.expireId(id, NOW + later + at);
    return store.get(id).length > 0;
  };
  // `c-58` ends after 59 seconds, `c-0` is connected.
  expect([isLeft('c-58', 58_999), isLeft('c-58', 59_000)]).toEqual([true, false]);
  expect([isLeft('added', 99_999), isLeft('added', 100_000)]).toEqual([true, false]);
  expect([isLeft('c-0', 1e9), isLeft('nobody', 1e9)]).toEqual([true, false]);
  expect(store.size).toBeGreaterThan(2000);
  store.expire(NOW + later + 1e9);
  expect(idsOf(store)).toEqual(idsOf(clients.filter((row) => row.disconnected_at === null)));
});

test('a request that comes while sessions end is answered when all have ended', () => {
  const mock = createMock({ clients: 30_000, apps: false, now: new Date(NOW) });
  const { size } = mock.state.store;
  mock.state.clock.advance(90 * 86_400_000);
  const first = mock.steps({ method: 'GET', path: '/api/v4/clients', query: '_limit=1' });
  expect(first.next().done).toBe(false);
  const second = list(mock, '_limit=1').meta.count;
  expect(second).toBeLessThan(size);
  expect(mock.state.store.size).toBe(second);
  const { body } = finish(first) as { body: string };
  expect(JSON.parse(body)).toMatchObject({ meta: { count: second } });
});

test('all clients are kicked at once, and counted by their ids', () => {
  const store = new Store(insertionOrder);
  store.load([stored('twin', { node: 'a@1' }), stored('twin', { node: 'b@2' }), stored('x')], NOW);
  const fork = store.fork();
  fork.put(stored('y'), NOW);
  fork.remove('x');
  const state = { ...createMock({ clients: 0 }).state, store: fork };
  expect(kickAll(state)).toBe(2);
  expect([...state.store]).toEqual([]);
  expect(state.store.knownNodes).toEqual(fork.knownNodes);
  expect(store.size).toBe(3);
  state.store.put(stored('z'), NOW);
  expect(idsOf(state.store)).toEqual(idsOf([stored('z')]));
});

test('the clients of a node are kicked step by step; listeners hear of each', () => {
  const kicked: StoredClient[] = [];
  const store = new Store(insertionOrder);
  store.load(population, NOW);
  const listener = {
    kicked: (rows: readonly StoredClient[]) => kicked.push(...rows),
    reset: () => undefined,
  };
  const state = { ...createMock({ clients: 0 }).state, store, listeners: new Set([listener]) };
  const steps = kickNode(state, 'b@2');
  steps.next();
  store.remove('c-5999');
  store.put(stored('new', { node: 'a@1' }), NOW);
  finish(steps);
  const others = clients.filter((row) => row.node === 'a@1');
  expect(idsOf(store)).toEqual(idsOf([...others, stored('new', { node: 'a@1' })]));
  expect(kicked).toHaveLength(2999);
});

test('all clients of a node are kicked, also if many changes at once replace the store amid it', () => {
  const store = new Store(insertionOrder);
  store.load(population, NOW);
  const state = { ...createMock({ clients: 0 }).state, store };
  const steps = kickNode(state, 'b@2');
  steps.next();
  const changed = store.fork();
  changed.put(stored('new', { node: 'a@1' }), NOW);
  state.store = changed;
  finish(steps);
  const others = clients.filter((row) => row.node === 'a@1');
  expect(idsOf(state.store)).toEqual(idsOf([...others, stored('new', { node: 'a@1' })]));
});

test('numbers are sorted in steps', () => {
  const numbers = fc.array(fc.nat(2 ** 31), { maxLength: 50 });
  fc.assert(
    fc.property(numbers, (keys) => {
      const sorted = [...finish(sortedIndexes(Float64Array.from(keys)))].map(
        (index) => keys[index],
      );
      expect(sorted).toEqual(keys.toSorted((a, b) => a - b));
    }),
  );
});

test('a cluster sorts many clients in steps, and looks at a bounded number of them in each', () => {
  const store = new Store(hashOrder(1));
  let read = 0;
  function* clients(): Generator<StoredClient> {
    for (let index = 0; index < 5000; index++) {
      read++;
      yield stored(`c${index}`, { node: index % 2 === 0 ? 'b@2' : 'a@1' });
    }
  }
  const counts = [0];
  for (const _ of store.loadInSteps({ [Symbol.iterator]: clients }, NOW)) counts.push(read);
  const each = counts.slice(1).map((count, step) => count - (counts[step] ?? 0));
  expect(Math.max(...each)).toBeLessThanOrEqual(1025);
  expect(store.size).toBe(5000);
  expect(store.nodes()).toEqual(['a@1', 'b@2']);
});
