import { kick } from '../core/broker-state.js';
import { beyondFirstPage } from './beyond-first-page.js';
import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

export const kickedWhilePaging: Scenario = {
  name: 'kicked-while-paging',
  story:
    'A client of page 1 is kicked before page 2 is read: every row moves up by one, and who pages by number never sees one of them.',
  clients: { usual: 100, adjustable: true },
  state: fleetOf,
  events: [
    {
      what: 'the first client is kicked',
      before: 'request',
      matches: beyondFirstPage,
      nth: 1,
      act({ state }) {
        const [first] = state.store.slice(0, 1);
        if (first) kick(state, first.clientid, first.node);
      },
    },
  ],
};
