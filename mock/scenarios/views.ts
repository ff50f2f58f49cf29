import { nodeNames } from '../seed/names.js';
import { createFleet } from './fleet.js';
import type { Scenario } from './scenario.js';

const AHEAD = nodeNames(2)[1];

/** Responses that differ from the dialect's. */
export const views: readonly Scenario[] = [
  {
    name: 'count-unknown',
    description:
      'Under a filter the count is -1, as real brokers send it: a caller that computes the number of pages from it finds none.',
    clients: { defaultCount: 60, adjustable: true },
    createClients: createFleet,
    view: { countUnderFilter: -1 },
  },
  {
    name: 'clock-skew',
    description:
      'One node shows its times an hour ahead of the others: the row with the latest time is not the newest client, and a time filter with that value misses clients.',
    clients: { defaultCount: 60, adjustable: true },
    createClients: createFleet,
    view: {
      utcOffsetMinutes: (node, defaultOffset) =>
        node === AHEAD ? defaultOffset + 60 : defaultOffset,
    },
  },
];
