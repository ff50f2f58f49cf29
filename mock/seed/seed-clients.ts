import type { Population } from '../core/chunk/chunk.js';
import type { StoredClient } from '../core/client.js';
import type { Archetype } from './archetype.js';
import { DEFAULT_FAMILIES } from './default-families.js';
import { generateFamilies, MAX_FAMILIES } from './families.js';
import { checkSeedOptions, DEFAULT_SEED, openFleet, type SeedOptions } from './fleet.js';

/**
 * Generates clients: devices, services and a few persons, with private addresses and a mix of
 * protocols, states and ages. The first is the documents' example, `emqx_c_1`. This loads the
 * schema faker; {@link openFleet} with archetypes of your own does without.
 *
 * The same seed, now and nodes give the same clients; the first 50 of them do not depend on the
 * count. They are made one by one when they are needed.
 * @example
 * const clients = [...openClients({ count: 1000, seed: 1, now: Date.now() })];
 * @throws {RangeError} naming an option out of bounds.
 */
export function openClients(options: SeedOptions): Required<Population> {
  const { count, seed } = checkSeedOptions(options);
  return openFleet(familiesOf(count, seed), options);
}

/** {@link openClients} as a list. */
export const seedClients = (options: SeedOptions): StoredClient[] => [...openClients(options)];

function familiesOf(count: number, seed: number): readonly Archetype[] {
  if (seed === DEFAULT_SEED) return DEFAULT_FAMILIES;
  return generateFamilies(Math.min(Math.max(0, count - 1), MAX_FAMILIES), seed);
}
