import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

export const empty: Scenario = {
  name: 'empty',
  story: 'Nobody is connected: the list has no rows, a count of 0, and no first client to read.',
  clients: { usual: 0, adjustable: false },
  state: fleetOf,
};
