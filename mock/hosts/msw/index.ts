/**
 * The mock as MSW 2 handlers: the same engine, in a browser's service worker or in a test's
 * process, with no port. Needs the package `msw`, and neither Node nor the schema faker.
 *
 * ```ts
 * import { setupWorker } from 'msw/browser';
 * import { createHandlers, createMock } from 'emqx-clients-kit/msw';
 *
 * const mock = createMock({ clients: 200, apps: false });
 * await setupWorker(...createHandlers(mock)).start();
 * ```
 */
import type { ClientInput } from '../../core/client-input.js';
import { createMockOf, type Mock } from '../../mock.js';
import { readOptions, type MockOptions } from '../../options.js';
import { populate } from '../../population.js';
import { BROWSER_ARCHETYPES } from '../../seed/browser-archetypes.js';
import { seedFleet } from '../../seed/fleet.js';

export type { Client, ClientsPage, ClientLookup, KickAnswer } from '../../../openapi/index.js';
export type { ClientChange, ClientInput } from '../../core/client-input.js';
export { ClientError, type MockClients } from '../../clients.js';
export type { FaultAction, FaultDelay, FaultMatch, FaultRule } from '../../faults/fault-rule.js';
export type { Mock } from '../../mock.js';
export { OptionError, type MockOptions } from '../../options.js';
export { createHandlers, type HandlersOptions } from './handlers.js';

export interface PopulationOptions extends MockOptions {
  /**
   * How many clients to seed (default 1,000), or the very clients. They are made of a dozen
   * families written by hand: other ones than the server's of the same seed, but for the first.
   */
  readonly clients?: number | readonly ClientInput[] | undefined;
}

/**
 * Makes a mock, for {@link createHandlers}, for the test to arrange and to look at.
 * @throws {OptionError} for an option that can not be used.
 * @throws {ClientError} for a given client that can not be read.
 */
export function createMock(options: PopulationOptions = {}): Mock {
  const settings = readOptions(options);
  const now = settings.frozenAt ?? Date.now();
  const clients = populate(options.clients, settings, now, (seed) => {
    return seedFleet(BROWSER_ARCHETYPES, seed);
  });
  return createMockOf(clients, settings, Date.now);
}
