import { describe, expect, test } from 'vitest';
import { DEFAULT_FAMILIES } from '../../mock/seed/default-families.js';
import { generateFamilies, MAX_FAMILIES } from '../../mock/seed/families.js';
import { DEFAULT_SEED } from '../../mock/seed/fleet.js';
import { createMock, startMock } from '../../mock/index.js';

test('the families of the default seed are those that the schema gives', () => {
  expect(DEFAULT_FAMILIES).toEqual(generateFamilies(MAX_FAMILIES, DEFAULT_SEED));
});

describe('the families of a seed', () => {
  test('do not depend on how many were generated before', () => {
    const first = generateFamilies(10, 11);
    expect(first).toHaveLength(10);
    expect(generateFamilies(30, 11).slice(0, 10)).toEqual(first);
    expect(generateFamilies(5, 11)).toEqual(first.slice(0, 5));
  });

  test('do not depend on the seeds between', () => {
    const first = generateFamilies(20, 12);
    for (let seed = 100; seed < 120; seed++) generateFamilies(1, seed);
    expect(generateFamilies(20, 12)).toEqual(first);
  });
});

test.each([DEFAULT_SEED, 7])(
  'both kinds of mock have the same clients of seed %i',
  async (seed) => {
    const options = { clients: 300, seed, now: '2026-01-01T00:00:00Z' };
    await using started = await startMock({ ...options, port: 0 });
    expect(started.clients.list()).toEqual(createMock(options).clients.list());
  },
);
