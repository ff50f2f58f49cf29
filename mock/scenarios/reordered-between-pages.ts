import { hashOrder } from '../core/order.js';
import { Store } from '../core/store.js';
import { beyondFirstPage } from './beyond-first-page.js';
import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

export const reorderedBetweenPages: Scenario = {
  name: 'reordered-between-pages',
  story:
    'The rows change their order after page 1 was read, as they may: some clients come twice, others never.',
  clients: { usual: 100, adjustable: true },
  state: fleetOf,
  events: [
    {
      what: 'the rows change their order',
      before: 'request',
      matches: beyondFirstPage,
      nth: 1,
      act({ state, random, now }) {
        const reordered = new Store(hashOrder(random.int(0, 0x7fff_fffe)));
        reordered.load(state.store, now);
        state.store = reordered;
      },
    },
  ],
};
