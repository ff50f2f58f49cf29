import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

export const defaultLimitPlusOne: Scenario = {
  name: 'default-limit-plus-one',
  story: 'A request without _limit silently stops at 10,000 rows: one client is left behind.',
  clients: { usual: 10_001, adjustable: false },
  state: fleetOf,
};
