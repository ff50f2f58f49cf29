import { expect, test } from 'vitest';
import { createFaker, createSampler, SAMPLED } from '../../mock/seed/sample.js';
import { document } from '../../openapi/index.js';

const members = document.components.schemas['Client']?.properties ?? {};

// The schema faker ignores a hint that it does not know, and generates any value.
test.each(SAMPLED)('the hint of `%s` in the OpenAPI document is a function of faker', (name) => {
  const member = members[name];
  const hint = typeof member === 'object' ? member['x-faker'] : undefined;
  const path = typeof hint === 'string' ? hint : (Object.keys(hint ?? {})[0] ?? '(no hint)');
  const found = path
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], createFaker(1));
  expect(found, path).toBeTypeOf('function');
});

test('a sample has values from the hints, and no other members', () => {
  const next = createSampler(createFaker(1), 1);
  for (let count = 0; count < 50; count++) {
    const sample = next();
    expect(Object.keys(sample).sort()).toEqual([...SAMPLED].sort());
    for (const name of SAMPLED) {
      const member = members[name];
      const hint = typeof member === 'object' ? member['x-faker'] : undefined;
      if (typeof hint !== 'object') continue;
      const [offered] = (hint['helpers.arrayElement'] ?? []) as readonly unknown[][];
      if (offered) expect(offered, name).toContain(sample[name]);
    }
  }
});

test('samplers of one seed generate the same samples, which differ from each other', () => {
  const first = createSampler(createFaker(9), 9);
  const second = createSampler(createFaker(9), 9);
  const samples = Array.from({ length: 10 }, () => JSON.stringify(first()));
  expect(Array.from({ length: 10 }, () => JSON.stringify(second()))).toEqual(samples);
  expect(new Set(samples).size).toBe(10);
});
