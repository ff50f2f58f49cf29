import { kick } from '../core/broker-state.js';
import { beyondFirstPage } from './beyond-first-page.js';
import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

export const nodeDown: Scenario = {
  name: 'node-down',
  story:
    'One of three nodes goes down while a caller scrolls: a third of the clients vanish between page 1 and page 2.',
  clients: { usual: 150, adjustable: true },
  state: fleetOf,
  events: [
    {
      what: 'a node goes down',
      before: 'request',
      matches: beyondFirstPage,
      nth: 1,
      act({ state }) {
        // The first node answers the request: it is another one that is gone.
        const lost = state.store.nodes()[1];
        for (const client of [...state.store]) {
          if (client.node === lost) kick(state, client.clientid, client.node);
        }
      },
    },
  ],
};
