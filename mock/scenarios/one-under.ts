import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

export const oneUnder: Scenario = {
  name: 'one-under',
  story: 'One client is missing from ten pages of 10: the last page is one row short.',
  clients: { usual: 99, adjustable: false },
  state: fleetOf,
};
