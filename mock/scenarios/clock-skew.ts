import { nodeNames } from '../seed/names.js';
import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

const AHEAD = nodeNames(2)[1];

export const clockSkew: Scenario = {
  name: 'clock-skew',
  story:
    'One node shows its times an hour ahead of the others: the newest row by the text is not the newest client, and a bound read off it misses clients.',
  clients: { usual: 60, adjustable: true },
  state: fleetOf,
  view: { utcOffsetMinutes: (node, usual) => (node === AHEAD ? usual + 60 : usual) },
};
