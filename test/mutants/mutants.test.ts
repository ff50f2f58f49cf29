import { describe, expect, test } from 'vitest';
import { rules } from '../../contracts/index.js';
import { mutants } from './faults/index.js';
import killers from './killers.json' with { type: 'json' };
import { findingsAlone, pairOf } from './run-mutant.js';

const STALE = 'Mutants or rules were added or removed: run "npm run mutants".';

describe('a broken broker', () => {
  test('has a name of its own', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });

  test('is in the matrix, and the matrix has no other', () => {
    const names = mutants.map(({ name }) => name).sort();
    expect(Object.keys(killers.ofMutant).sort(), STALE).toEqual(names);
  });

  test.for(Object.entries(killers.ofMutant))('%s is caught as %s', async ([name, pair]) => {
    const mutant = mutants.find((each) => each.name === name)!;
    const [rule = '', deviation] = pair.split(': ');
    const findings = await findingsAlone(mutant, rule);
    expect(findings, mutant.description).toContainEqual({
      rule,
      deviation,
      message: expect.stringMatching(mutant.named),
    });
  });
});

describe('a rule', () => {
  test('is in the matrix, and the matrix has no other', () => {
    const pairs = [...Object.values(killers.ofMutant), ...Object.keys(killers.ofDeviation)];
    const failing = new Set(pairs.map((pair) => pair.split(': ')[0]));
    expect([...failing].sort(), STALE).toEqual(rules.map(({ id }) => id).sort());
  });

  test.for(Object.entries(killers.ofDeviation))('finds %s in %s', async ([pair, name]) => {
    const mutant = mutants.find((each) => each.name === name)!;
    const [rule = ''] = pair.split(': ');
    expect((await findingsAlone(mutant, rule)).map(pairOf), mutant.description).toContain(pair);
  });
});
