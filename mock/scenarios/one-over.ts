import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

export const oneOver: Scenario = {
  name: 'one-over',
  story: 'One client is too many for ten pages of 10: the eleventh holds a single row.',
  clients: { usual: 101, adjustable: false },
  state: fleetOf,
};
