import { expect, test } from 'vitest';
import { checkConforming, conformingBrokers, nameOf } from './conforming-broker.js';

// A small part of what `npm run conforming` checks.
const brokers = [
  ...conformingBrokers([0, 1, 2, 41], [1]),
  ...conformingBrokers([1000], [2]).slice(0, 2),
];

test.for(brokers.map((broker) => ({ broker, name: nameOf(broker) })))(
  'no rule fails for a conforming broker: $name',
  async ({ broker }) => {
    const { falseAlarms, skipped } = await checkConforming(broker);
    expect(falseAlarms).toEqual([]);
    if (broker.condition === 'quiet') expect(skipped).toEqual([]);
  },
);
