import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

export const countUnknown: Scenario = {
  name: 'count-unknown',
  story:
    'Under a filter the count is -1, as real brokers send it: who derives the number of pages from it reads none.',
  clients: { usual: 60, adjustable: true },
  state: fleetOf,
  view: { countUnderFilter: -1 },
};
