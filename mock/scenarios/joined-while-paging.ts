import { beyondFirstPage } from './beyond-first-page.js';
import { clientOf, fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

const NEWCOMERS = 5;

export const joinedWhilePaging: Scenario = {
  name: 'joined-while-paging',
  story:
    'Five clients connect after page 1 was read: who counts the pages from the first answer stops before the new ones.',
  clients: { usual: 100, adjustable: true },
  state: fleetOf,
  events: [
    {
      what: `${NEWCOMERS} clients connect`,
      before: 'request',
      matches: beyondFirstPage,
      nth: 1,
      act({ state, now }) {
        for (let number = 1; number <= NEWCOMERS; number++) {
          state.store.put(clientOf(`newcomer-${number}`, now, { connected_at: now }), now);
        }
      },
    },
  ],
};
