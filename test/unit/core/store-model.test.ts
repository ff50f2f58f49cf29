import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHUNK_ROWS } from '../../../mock/core/chunk.js';
import type { StoredClient } from '../../../mock/core/client.js';
import { hashOrder, insertionOrder, type Order } from '../../../mock/core/order.js';
import { Store } from '../../../mock/core/store.js';
import { NOW, offline, stored } from '../../support/stored.js';

/** What a store is, written as simply as can be: an array. */
type Model = StoredClient[];

interface Step {
  readonly kind: 'put' | 'remove' | 'remove on node' | 'fork' | 'expire';
  /** Which of the stores that there are. */
  readonly at: number;
  readonly id: string;
  readonly node: string;
  readonly expiry: number;
}

const same = (a: StoredClient, b: StoredClient): boolean =>
  a.clientid === b.clientid && a.node === b.node;

/** Whether the session is over: all were given their interval at NOW. */
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

function run(order: Order, loaded: readonly StoredClient[], steps: readonly Step[]): void {
  const origin = new Store(order);
  origin.load(loaded, NOW);
  const worlds = [{ store: origin, model: [...loaded] as Model }];
  let time = NOW;
  for (const step of steps) {
    const world = worlds[step.at % worlds.length]!;
    const { id, node, expiry } = step;
    const client = expiry === 0 ? stored(id, { node }) : offline(id, expiry, { node });
    const before = world.model;
    if (step.kind === 'expire') time += 5000;
    world.model = apply(before, step, client, time);
    switch (step.kind) {
      case 'put':
        world.store.put(client, NOW);
        break;
      case 'remove':
      case 'remove on node': {
        const removed = world.store.remove(id, step.kind === 'remove' ? undefined : node);
        expect(new Set(removed)).toEqual(
          new Set(before.filter((row) => !world.model.includes(row))),
        );
        break;
      }
      case 'expire':
        world.store.expire(time);
        break;
      case 'fork':
        worlds.push({ store: world.store.fork(), model: before });
        break;
    }
  }
  for (const { store, model } of worlds) {
    expect(store.size).toBe(model.length);
    const rows = [...store];
    if (order.appends) expect(rows).toEqual(model);
    else expect(new Set(rows)).toEqual(new Set(model));
    const at = model.length >> 1;
    expect(store.slice(at, 3)).toEqual(rows.slice(at, at + 3));
    for (const { id } of steps) {
      expect(new Set(store.get(id))).toEqual(new Set(model.filter((row) => row.clientid === id)));
    }
    for (const chunk of store.chunks) {
      expect(chunk.rows.length).toBeLessThanOrEqual(CHUNK_ROWS);
      expect(chunk.keys).toEqual([...new Set(chunk.keys)].sort((a, b) => a - b));
    }
  }
}

/** Few ids and nodes, so that steps meet; among them such as objects trip over. */
const step = fc.record<Step>({
  kind: fc.constantFrom('put', 'put', 'put', 'remove', 'remove on node', 'fork', 'expire'),
  at: fc.nat(9),
  id: fc.constantFrom('a', 'b', 'c1', 'c700', 'c1023', 'c1024', '__proto__', '用户', ''),
  node: fc.constantFrom('n1@h', 'n2@h'),
  expiry: fc.constantFrom(0, 0, 4, 9),
});

const orders: readonly [name: string, order: Order][] = [
  ['insertion', insertionOrder],
  ['hash', hashOrder(1)],
  ['one key for all', { appends: false, keyFor: () => 0 }],
];

test.each(orders)('a store and its forks do what arrays do: %s order, from empty', (_, order) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => run(order, [], steps)),
    { numRuns: 300 },
  );
});

test.each(orders.slice(0, 2))(
  'a store and its forks do what arrays do: %s order, over several chunks',
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
