import { createMockOf, type Mock } from './mock.js';
import { readOptions } from './options.js';
import { populate } from './population.js';
import { openClients } from './seed/seed-clients.js';
import type { PopulationOptions } from './server/running-mock.js';
import { checkPopulationOptions } from './shared/check-options.js';
import { checkHeap } from './shared/heap.js';

/**
 * Creates a mock without a socket: `mock.handle({ method, path, query })` answers at once.
 * @throws {OptionError} for a bad option.
 * @throws {ClientError} for a bad client.
 */
export function createMock(options: PopulationOptions = {}): Mock {
  checkPopulationOptions(options);
  const settings = readOptions(options);
  if (!settings.scenario) checkHeap(options.clients);
  const now = settings.frozenAt ?? Date.now();
  return createMockOf(populate(options.clients, settings, now, openClients), settings, Date.now);
}
