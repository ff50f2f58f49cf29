import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

export const single: Scenario = {
  name: 'single',
  story: 'There is one client, so that the first page is the last one, too.',
  clients: { usual: 1, adjustable: false },
  state: fleetOf,
};
