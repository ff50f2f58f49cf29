import type { StoredClient } from './core/client.js';
import { createMockOf, type Mock } from './mock.js';
import { readOptions, type MockSettings } from './options.js';
import { populate } from './population.js';
import type { PopulationOptions } from './server/running-mock.js';
import { seedClients } from './seed/seed-clients.js';

/**
 * Makes a mock with no socket: `mock.handle({ method, path, query })` answers at once.
 * @throws {OptionError} for an option that can not be used.
 * @throws {ClientError} for a given client that can not be read.
 */
export function createMock(options: PopulationOptions = {}): Mock {
  return createMockWith(readOptions(options), options);
}

/**
 * {@link createMock} with settings that have been read.
 * @param loaded the clients, where they have been read from a file.
 */
export function createMockWith(
  settings: MockSettings,
  { clients }: PopulationOptions,
  loaded?: readonly StoredClient[],
): Mock {
  const now = settings.frozenAt ?? Date.now();
  return createMockOf(loaded ?? populate(clients, settings, now, seedClients), settings, Date.now);
}
