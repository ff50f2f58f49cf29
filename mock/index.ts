/**
 * A mock server of the EMQX 4.x clients API, for programs and tests.
 *
 * ```ts
 * await using mock = await startMock({ port: 0, clients: 50, seed: 7 });
 * const response = await fetch(`${mock.url}/clients?_limit=10`, { headers: mock.authorization });
 * ```
 */
import { createMockOf, type Mock } from './mock.js';
import { readOptions } from './options.js';
import { populate } from './population.js';
import { openClients } from './seed/seed-clients.js';
import type { PopulationOptions } from './server/running-mock.js';
import { checkPopulationOptions } from './shared/check-options.js';
import { checkHeap } from './shared/heap.js';
import { recordUsage } from './usage/mock-usage.js';
import { saveUsageAtExit } from './usage/save-usage.js';

export type * from './shared/public-types.js';
export { DIALECT_NAMES } from './core/releases/releases.js';
export { ClientError } from './clients.js';
export { OptionError } from './options.js';
export { StateFileError } from './state-file/state-file-error.js';
export { StubFileError } from './stubs/stub-file-error.js';
export { WaitError } from './sandboxes/view.js';
export { startMock } from './server/start.js';
export { readTracking, type ReadTracking } from './usage/read-tracking.js';
export { saveUsage } from './usage/save-usage.js';
export { UsageFileError } from './usage/usage-file-error.js';

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
  const mock = createMockOf(
    populate(options.clients, settings, now, openClients),
    settings,
    Date.now,
  );
  const { usage = false } = options;
  if (usage === false) return mock;
  const recorded = Object.assign(mock, { usage: recordUsage(mock) });
  if (typeof usage === 'string') saveUsageAtExit(recorded, usage);
  return recorded;
}
