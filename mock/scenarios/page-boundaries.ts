import { createFleet } from './fleet.js';
import type { Scenario } from './scenario.js';

/** Lists whose length is at, or next to, the end of a page. */
const BOUNDARIES: readonly (readonly [name: string, clients: number, description: string])[] = [
  ['empty', 0, 'No client exists: the list has no rows and a count of 0.'],
  ['single', 1, 'There is one client, so that the first page is also the last page.'],
  [
    'exact-multiple',
    100,
    'The 100 clients fill the last page of 10 completely, and the page after it is empty.',
  ],
  [
    'one-over',
    101,
    'There is one client more than fits on ten pages of 10: the eleventh page has a single row.',
  ],
  [
    'one-under',
    99,
    'There is one client fewer than fits on ten pages of 10: the last page is one row short.',
  ],
  [
    'default-limit',
    10_000,
    'There are exactly as many clients as one request without _limit returns.',
  ],
  [
    'default-limit-plus-one',
    10_001,
    'A request without _limit stops at 10,000 rows without an error: it misses one client.',
  ],
];

export const pageBoundaries: readonly Scenario[] = BOUNDARIES.map(
  ([name, defaultCount, description]) => ({
    name,
    description,
    clients: { defaultCount, adjustable: false },
    createClients: createFleet,
  }),
);

export const large: Scenario = {
  name: 'large',
  description:
    'There are 100,000 clients: code that reads the whole list, or renders every row, becomes slow.',
  clients: { defaultCount: 100_000, adjustable: true },
  createClients: createFleet,
};
