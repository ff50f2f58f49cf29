import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

export const exactMultiple: Scenario = {
  name: 'exact-multiple',
  story: 'The 100 clients fill the last page of 10 to the brim, and the page after it is empty.',
  clients: { usual: 100, adjustable: false },
  state: fleetOf,
};
