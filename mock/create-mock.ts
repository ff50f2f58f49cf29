import type { StoredClient } from './core/client.js';
import { createMockOf, type Mock } from './mock.js';
import { readOptions, type MockSettings } from './options.js';
import { populate } from './population.js';
import type { PopulationOptions } from './server/running-mock.js';
import { checkPopulationOptions } from './shared/check-options.js';
import { checkHeap } from './shared/heap.js';
import { MAX_CLIENTS } from './seed/fleet.js';
import { seedClients } from './seed/seed-clients.js';

/**
 * Creates a mock without a socket: `mock.handle({ method, path, query })` answers at once.
 * @throws {OptionError} for a bad option.
 * @throws {ClientError} for a bad client.
 */
export function createMock(options: PopulationOptions = {}): Mock {
  checkPopulationOptions(options);
  return createMockWith(readOptions(options), options);
}

/**
 * {@link createMock} with settings that have been read.
 * @param loaded the clients, if they have been read from a file.
 */
export function createMockWith(
  settings: MockSettings,
  { clients }: PopulationOptions,
  loaded?: readonly StoredClient[],
): Mock {
  const isSeeded = !loaded && !settings.scenario && typeof clients === 'number';
  if (isSeeded && clients <= MAX_CLIENTS) checkHeap(clients);
  const now = settings.frozenAt ?? Date.now();
  return createMockOf(loaded ?? populate(clients, settings, now, seedClients), settings, Date.now);
}
