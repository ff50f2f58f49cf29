import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHUNK_ROWS } from '../../../mock/core/chunk/chunk.js';
import type { Population } from '../../../mock/core/chunk/chunk.js';
import type { StoredClient } from '../../../mock/core/client.js';
import { hashOrder, insertionOrder, type Order } from '../../../mock/core/order.js';
import { Store } from '../../../mock/core/store.js';
import { NOW, offline, stored } from '../../support/stored.js';

/** The simplest store: an array. */
type Model = StoredClient[];

interface Step {
  readonly kind: 'put' | 'remove' | 'remove on node' | 'fork' | 'expire';
  /** Index of the store. */
  readonly at: number;
  readonly id: string;
  readonly node: string;
  readonly expiry: number;
}

const same = (a: StoredClient, b: StoredClient): boolean =>
  a.clientid === b.clientid && a.node === b.node;

const placeOf = ({ clientid, node }: StoredClient): string => `${clientid} ${node}`;

/** To compare rows whose order is arbitrary. */
const inOrder = (rows: readonly StoredClient[]): StoredClient[] =>
  rows.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));

/** Whether the session has expired: each interval starts at NOW. */
const isOver = (row: StoredClient, time: number): boolean =>
  row.disconnected_at !== null && NOW + row.expiry_interval * 1000 <= time;

function apply(model: Model, step: Step, client: StoredClient, time: number): Model {
  switch (step.kind) {
    case 'put': {
      const at = model.findIndex((row) => same(row, client));
      return at === -1 ? [...model, client] : model.with(at, client);
    }
    case 'remove':
      return model.filter(({ clientid }) => clientid !== step.id);
    case 'remove on node':
      return model.filter((row) => row.clientid !== step.id || row.node !== step.node);
    case 'expire':
      return model.filter((row) => !isOver(row, time));
    case 'fork':
      return model;
  }
}

function run(
  order: Order,
  loaded: readonly StoredClient[],
  steps: readonly Step[],
  population: Population = loaded,
): void {
  const origin = new Store(order);
  origin.load(population, NOW);
  const pairs = [{ store: origin, model: [...loaded] as Model }];
  let time = NOW;
  for (const step of steps) {
    const pair = pairs[step.at % pairs.length]!;
    const { id, node, expiry } = step;
    const client = expiry === 0 ? stored(id, { node }) : offline(id, expiry, { node });
    const before = pair.model;
    if (step.kind === 'expire') time += 5000;
    pair.model = apply(before, step, client, time);
    switch (step.kind) {
      case 'put':
        pair.store.put(client, NOW);
        break;
      case 'expire':
        pair.store.expire(time);
        break;
      case 'remove':
      case 'remove on node': {
        const removed = pair.store.remove(id, step.kind === 'remove' ? undefined : node);
        expect(inOrder(removed)).toEqual(
          inOrder(before.filter((row) => !pair.model.includes(row))),
        );
        break;
      }
      case 'fork':
        pairs.push({ store: pair.store.fork(), model: before });
        break;
    }
  }
  for (const { store, model } of pairs) {
    expect(store.size).toBe(model.length);
    const rows = [...store];
    if (order.appends) expect(rows).toEqual(model);
    else expect(inOrder(rows)).toEqual(inOrder(model));
    const at = model.length >> 1;
    expect(store.slice(at, 3)).toEqual(rows.slice(at, at + 3));
    for (const { id } of steps) {
      expect(inOrder(store.get(id))).toEqual(inOrder(model.filter((row) => row.clientid === id)));
    }
    for (const chunk of store.chunks) {
      expect(chunk.length).toBeLessThanOrEqual(CHUNK_ROWS);
      expect(chunk.keys).toEqual([...new Set(chunk.keys)].sort((a, b) => a - b));
    }
  }
}

/** Few ids and nodes, so that steps collide; some ids are names of object members. */
const step = fc.record<Step>({
  kind: fc.constantFrom('put', 'put', 'put', 'remove', 'remove on node', 'fork', 'expire'),
  at: fc.nat(9),
  id: fc.constantFrom(
    ...['a', 'A', 'c1', 'c700', 'c1023', 'c1024', '__proto__', 'toString', '😀', '\n', ''],
  ),
  node: fc.constantFrom('n1@h', 'n2@h'),
  expiry: fc.constantFrom(0, 0, 4, 9),
});

const orders: readonly [name: string, order: Order][] = [
  ['insertion', insertionOrder],
  ['hash', hashOrder(1)],
  ['one key for all', { appends: false, keyFor: () => 0 }],
];

test.each(orders)('a store and its forks behave like arrays: %s order, from empty', (_, order) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => run(order, [], steps)),
    { numRuns: 300 },
  );
});

test.each(orders.slice(0, 2))(
  'a store and its forks behave like arrays: %s order, over several chunks',
  (_, order) => {
    const loaded = Array.from({ length: CHUNK_ROWS * 2 + 3 }, (_row, index) => {
      return stored(`c${index}`, { node: 'n1@h' });
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => run(order, loaded, steps)),
      { numRuns: 25 },
    );
  },
);

test.each(orders.slice(0, 2))(
  'a store whose clients are made when they are needed behaves the same: %s order',
  (_, order) => {
    // Every third is offline, to expire; the last two are twins of earlier ones.
    const make = (index: number): StoredClient => {
      if (index >= CHUNK_ROWS + 5)
        return stored(`c${index - CHUNK_ROWS}`, { node: 'n1@h', port: 1 });
      const changes = { node: `n${1 + (index % 2)}@h`, username: `u${index % 7}` };
      return index % 3 === 0
        ? offline(`c${index}`, 4 + (index % 2) * 5, changes)
        : stored(`c${index}`, changes);
    };
    const all = Array.from({ length: CHUNK_ROWS + 7 }, (_row, index) => make(index));
    const kept = all.slice(0, -2);
    const population: Population = { make, [Symbol.iterator]: () => all[Symbol.iterator]() };
    for (const twin of all.slice(-2)) {
      const at = kept.findIndex((row) => same(row, twin));
      if (at === -1) kept.push(twin);
      else kept[at] = twin;
    }
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) =>
        run(order, kept, steps, population),
      ),
      { numRuns: 25 },
    );
  },
);
