import { expect, test } from 'vitest';
import { checkConforming, conformingBrokers, nameOf } from './conforming-broker.js';

// A small part of what `npm run conforming` checks.
const brokers = [
  ...conformingBrokers([0, 1, 2, 41], [1]),
  ...conformingBrokers([1000], [2]).slice(0, 2),
];

test.for(brokers.map((broker) => ({ broker, name: nameOf(broker) })))(
  'no rule fails for a conforming broker: $name',
  { timeout: 60_000 },
  async ({ broker }) => {
    const { falseAlarms, judged } = await checkConforming(broker);
    expect(falseAlarms).toEqual([]);
    expect(judged).toBeGreaterThan(20);
  },
);
