import { expect, test } from 'vitest';
import { accuse, conformingBrokers, nameOf } from './conforming-broker.js';

// A sample: `npm run conforming` has seeds 1 to 20 and larger populations.
const brokers = [
  ...conformingBrokers([0, 1, 2, 41], [1]),
  ...conformingBrokers([1000], [2]).slice(0, 2),
];

test.for(brokers.map((broker) => ({ broker, name: nameOf(broker) })))(
  'no rule accuses a conforming broker: $name',
  async ({ broker }) => {
    const { accusations, skipped } = await accuse(broker);
    expect(accusations).toEqual([]);
    if (broker.condition === 'quiet') expect(skipped).toEqual([]);
  },
);
