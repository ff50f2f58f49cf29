import { expect, test } from 'vitest';
import { accuse, honestBrokers, nameOf } from './conforming-broker.js';

// A thinned grid: `npm run conforming` has seeds 1 to 20 and twice these populations.
const brokers = [...honestBrokers([0, 1, 2, 41], [1]), ...honestBrokers([1000], [2]).slice(0, 2)];

test.for(brokers.map((broker) => ({ broker, name: nameOf(broker) })))(
  'no rule accuses an honest broker: $name',
  { timeout: 60_000 },
  async ({ broker }) => {
    const { accusations, judged } = await accuse(broker);
    expect(accusations).toEqual([]);
    expect(judged).toBeGreaterThan(20);
  },
);
