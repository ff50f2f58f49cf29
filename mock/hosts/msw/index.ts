/**
 * The mock as MSW 2 handlers: the same engine without a port, in a browser's service worker or in a
 * test's process. Needs the package `msw`, but neither Node nor the schema faker.
 *
 * ```ts
 * import { setupWorker } from 'msw/browser';
 * import { createHandlers, createMock } from 'emqx-clients-kit/msw';
 *
 * const mock = createMock({ clients: 200, apps: false });
 * await setupWorker(...createHandlers(mock)).start();
 * ```
 */
import { createMockOf, type Mock } from '../../mock.js';
import { OptionError, readOptions } from '../../options.js';
import { populate } from '../../population.js';
import { BROWSER_ARCHETYPES } from '../../seed/browser-archetypes.js';
import { checkPopulationOptions } from '../../shared/check-options.js';
import { openFleet } from '../../seed/fleet.js';
import type { PopulationOptions } from '../../server/running-mock.js';
import { recordUsage } from '../../usage/mock-usage.js';

export type * from '../../shared/public-types.js';
export { ClientError } from '../../clients.js';
export { DIALECT_NAMES } from '../../core/releases/releases.js';
export { OptionError } from '../../options.js';
export { WaitError } from '../../sandboxes/view.js';
export { readTracking, type ReadTracking } from '../../usage/read-tracking.js';
export { createHandlers, type HandlersOptions } from './handlers.js';

/**
 * Creates a mock for {@link createHandlers}. Generated clients, except the first, differ from those
 * that `emqx-mock` generates from the same seed.
 * @throws {OptionError} if an option is invalid.
 * @throws {ClientError} if a given client is invalid.
 */
export function createMock(options: PopulationOptions = {}): Mock {
  checkPopulationOptions(options);
  const settings = readOptions(options);
  const now = settings.frozenAt ?? Date.now();
  const clients = populate(options.clients, settings, now, (seed) => {
    return openFleet(BROWSER_ARCHETYPES, seed);
  });
  const mock = createMockOf(clients, settings, Date.now);
  if (typeof options.usage === 'string') {
    throw new OptionError(
      'usage',
      options.usage,
      'true; then saveUsage(mock, file) of emqx-clients-kit',
    );
  }
  return options.usage === true ? Object.assign(mock, { usage: recordUsage(mock) }) : mock;
}
