/**
 * The seeded fleet: what the mock's clients are before anyone connects one. This entry loads the
 * schema faker; import `./fleet.js` and hand it archetypes of your own to do without.
 */
import type { StoredClient } from '../core/client.js';
import { makeArchetypes } from './archetypes.js';
import { checkSeedOptions, seedFleet, type SeedOptions } from './fleet.js';

export { MAX_CLIENTS, type SeedOptions } from './fleet.js';
export { MAX_NODES } from './names.js';

/**
 * Makes a fleet of clients up: device ids, service users and a few persons, private addresses,
 * a mix of protocols, states and ages. Client 1 is the documents' example `emqx_c_1`.
 *
 * Same seed, now and nodes: the same clients, the first 50 of which are the same whether 50 or a
 * million are asked for. A million take some seconds and 400 MB.
 * @example
 * const clients = seedClients({ count: 1000, seed: 1, now: Date.now() });
 * @throws RangeError naming an option out of bounds.
 */
export function seedClients(options: SeedOptions): StoredClient[] {
  const { count, seed } = checkSeedOptions(options);
  return seedFleet(makeArchetypes(Math.max(0, count - 1), seed), options);
}
