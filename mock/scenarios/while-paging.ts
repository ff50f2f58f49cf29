import { kick, kickNode } from '../core/broker-state.js';
import { isSame } from '../core/chunk/compare-chunks.js';
import { hashOrder } from '../core/order.js';
import { finish } from '../core/steps.js';
import { clientOf, createFleet } from './fleet.js';
import { atOnce, type Scenario, type ScenarioEvent } from './scenario.js';

/** Happens once, before the first page after page 1 is answered. */
const afterFirstPage = (what: string, act: ScenarioEvent['act']): readonly ScenarioEvent[] => [
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
/** The last try to reorder clients that change all the time is made without steps. */
const MOST_TRIES = 3;

export const whilePaging: readonly Scenario[] = [
  {
    name: 'kicked-while-paging',
    description:
      'A client of page 1 is kicked before page 2 is read: every row moves up by one, and a caller that pages by number misses one of them.',
    clients: { defaultCount: 100, adjustable: true },
    createClients: createFleet,
    events: afterFirstPage(
      'the first client is kicked',
      atOnce(({ state }) => {
        const [first] = state.store.slice(0, 1);
        if (first) kick(state, first.clientid, first.node);
      }),
    ),
  },
  {
    name: 'joined-while-paging',
    description:
      'Five clients connect after page 1 was read: a caller that computes the number of pages from the first response misses the new ones.',
    clients: { defaultCount: 100, adjustable: true },
    createClients: createFleet,
    events: afterFirstPage(
      `${NEWCOMERS} clients connect`,
      atOnce(({ state, now }) => {
        for (let number = 1; number <= NEWCOMERS; number++) {
          state.store.put(clientOf(`newcomer-${number}`, now, { connected_at: now }), now);
        }
      }),
    ),
  },
  {
    name: 'reordered-between-pages',
    description:
      'The rows change their order after page 1 was read, as the API allows: some clients are listed twice, others not at all.',
    clients: { defaultCount: 100, adjustable: true },
    createClients: createFleet,
    events: afterFirstPage('the rows change their order', function* ({ state, random }) {
      const order = hashOrder(random.int(0, 0x7fff_fffe));
      for (let tries = 1; ; tries++) {
        const { store } = state;
        const copy = store.fork();
        const reordering = copy.reorderInSteps(order);
        const reordered = tries < MOST_TRIES ? yield* reordering : finish(reordering);
        // Others may have changed the clients in the meantime.
        if (state.store !== store || !isSame(store.chunks, copy.chunks)) continue;
        state.store = reordered;
        return;
      }
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
  events: afterFirstPage('a node goes down', function* ({ state }) {
    // The first node answers the request: another one goes down.
    const lost = state.store.nodes()[1];
    if (lost === undefined) return;
    state.nodeStates?.set(lost, 'down');
    yield* kickNode(state, lost);
  }),
};
