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
    if (['quiet', 'disturbed'].includes(broker.condition)) expect(skipped).toEqual([]);
  },
);

test.for([1, 2, 3, 4, 5, 6])(
  'what a disturbed way spoils is asked again, and told as a warning (seed %i)',
  async (seed) => {
    const broker = { dialect: 'documented', clients: 41, seed, condition: 'disturbed' } as const;
    const { falseAlarms, retried, warnings } = await checkConforming(broker);
    expect(falseAlarms).toEqual([]);
    expect(retried).toBeGreaterThan(0);
    expect(warnings.join('\n')).toMatch(
      /^\d+ answers in 1,\d{3} came at (?:the second|a later) try: .*HTTP 503/,
    );
  },
);
