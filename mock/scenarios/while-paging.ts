import { kick } from '../core/broker-state.js';
import { hashOrder } from '../core/order.js';
import { Store } from '../core/store.js';
import { clientOf, createFleet } from './fleet.js';
import type { EventContext, Scenario, ScenarioEvent } from './scenario.js';

/** Happens once, before the first page after page 1 is answered. */
const afterFirstPage = (
  what: string,
  act: (context: EventContext) => void,
): readonly ScenarioEvent[] => [
  {
    what,
    before: 'list',
    request: 'a page after page 1',
    matches: ({ page }) => page > 1,
    nth: 1,
    act,
  },
];

const NEWCOMERS = 5;

export const whilePaging: readonly Scenario[] = [
  {
    name: 'kicked-while-paging',
    description:
      'A client of page 1 is kicked before page 2 is read: every row moves up by one, and a caller that pages by number misses one of them.',
    clients: { defaultCount: 100, adjustable: true },
    createClients: createFleet,
    events: afterFirstPage('the first client is kicked', ({ state }) => {
      const [first] = state.store.slice(0, 1);
      if (first) kick(state, first.clientid, first.node);
    }),
  },
  {
    name: 'joined-while-paging',
    description:
      'Five clients connect after page 1 was read: a caller that computes the number of pages from the first response misses the new ones.',
    clients: { defaultCount: 100, adjustable: true },
    createClients: createFleet,
    events: afterFirstPage(`${NEWCOMERS} clients connect`, ({ state, now }) => {
      for (let number = 1; number <= NEWCOMERS; number++) {
        state.store.put(clientOf(`newcomer-${number}`, now, { connected_at: now }), now);
      }
    }),
  },
  {
    name: 'reordered-between-pages',
    description:
      'The rows change their order after page 1 was read, as the API allows: some clients are listed twice, others not at all.',
    clients: { defaultCount: 100, adjustable: true },
    createClients: createFleet,
    events: afterFirstPage('the rows change their order', ({ state, random, now }) => {
      const reordered = new Store(hashOrder(random.int(0, 0x7fff_fffe)));
      reordered.load(state.store, now);
      state.store = reordered;
    }),
  },
];

/** One of three nodes; releases answer for it as recorded on a cluster whose second node stopped. */
export const nodeDown: Scenario = {
  name: 'node-down',
  description:
    'One of three nodes goes down while a caller pages: a third of the clients disappear between page 1 and page 2.',
  clients: { defaultCount: 150, adjustable: true },
  createClients: createFleet,
  events: afterFirstPage('a node goes down', ({ state }) => {
    // The first node answers the request: another one goes down.
    const lost = state.store.nodes()[1];
    if (lost !== undefined) state.nodeStates?.set(lost, 'down');
    for (const client of [...state.store]) {
      if (client.node === lost) kick(state, client.clientid, client.node);
    }
  }),
};
