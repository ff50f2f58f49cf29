import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

export const large: Scenario = {
  name: 'large',
  story: 'The fleet is large: who reads it whole, or renders every row, feels it.',
  clients: { usual: 100_000, adjustable: true },
  state: fleetOf,
};
