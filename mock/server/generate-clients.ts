import type { Population } from '../core/chunk/chunk.js';
import type { MockSettings } from '../options.js';
import { populate } from '../population.js';
import { DEFAULT_SEED, openFleet, type SeedOptions } from '../seed/fleet.js';
import { checkHeap } from '../shared/heap.js';
import type { PopulationOptions } from './running-mock.js';

/**
 * Creates the clients of a mock that reads none from a file, as `createMock` does, but loads only what
 * they need.
 * @throws {OptionError | ClientError} for a bad number or client.
 */
export async function generateClients(
  { clients }: Pick<PopulationOptions, 'clients'>,
  settings: MockSettings,
): Promise<Population> {
  if (!settings.scenario) checkHeap(clients);
  const isSeeded = !settings.scenario && !Array.isArray(clients);
  const seed = isSeeded ? await loadSeeder(settings.seed) : () => [];
  return populate(clients, settings, settings.frozenAt ?? Date.now(), seed);
}

/**
 * The families of the default seed are known, so that most starts do without the schema faker:
 * loading and running it takes as long as the rest of the mock.
 */
async function loadSeeder(seed: number): Promise<(options: SeedOptions) => Population> {
  if (seed === DEFAULT_SEED) {
    const { DEFAULT_FAMILIES } = await import('../seed/default-families.js');
    return (options) => openFleet(DEFAULT_FAMILIES, options);
  }
  const { openClients } = await import('../seed/seed-clients.js');
  return openClients;
}
