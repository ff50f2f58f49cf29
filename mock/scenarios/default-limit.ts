import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

export const defaultLimit: Scenario = {
  name: 'default-limit',
  story: 'There are exactly as many clients as one request without _limit returns.',
  clients: { usual: 10_000, adjustable: false },
  state: fleetOf,
};
