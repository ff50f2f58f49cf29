import type { Client } from '../openapi/index.js';
import { createClients, type MockClients } from './clients.js';
import type { StoredClient } from './core/client.js';
import { createClock } from './core/clock.js';
import { dialectOf } from './core/dialects/index.js';
import { createHandler } from './core/handler.js';
import type { MockRequest, MockResponse } from './core/http.js';
import { hashOrder, insertionOrder } from './core/order.js';
import { createRowText } from './core/row.js';
import type { BrokerState } from './core/state.js';
import { Store } from './core/store.js';
import type { MockSettings } from './options.js';

/** A mock of the clients API with its state, and no socket. */
export interface Mock {
  /** Answers a request, at once. */
  handle(this: void, request: MockRequest): MockResponse;
  readonly clients: MockClients;
  /** Puts the clients back to what they were at the start. */
  reset(): void;
  /** The live state, for hosts such as the MQTT door. */
  readonly state: BrokerState;
  readonly settings: MockSettings;
}

/**
 * Makes a mock of a given population. Runs anywhere that JavaScript does: time is handed in.
 * @param source the time's source, epoch milliseconds.
 */
export function createMockOf(
  population: Iterable<StoredClient>,
  settings: MockSettings,
  source: () => number,
): Mock {
  const dialect = dialectOf(settings.dialect);
  const utcOffsetMinutes = (): number => settings.utcOffsetMinutes;
  const clock = createClock(source, settings.frozenAt);
  const pristine = new Store(dialect.order === 'hash' ? hashOrder(settings.seed) : insertionOrder);
  pristine.load(population, clock.now());
  const state: BrokerState = { store: pristine.fork(), clock, listeners: new Set() };
  const handler = createHandler({
    dialect,
    utcOffsetMinutes,
    basePath: settings.basePath,
    credentials: settings.credentials,
    strict: settings.strict,
  });
  const rowText = createRowText({ utcOffsetMinutes, extraFields: dialect.extraFields });
  const show = (client: StoredClient): Client => JSON.parse(rowText(client)) as Client;
  return {
    handle: (request) => handler(request, state),
    clients: createClients(state, settings.utcOffsetMinutes, show),
    reset() {
      state.store = pristine.fork();
      for (const listener of state.listeners) listener.reset();
    },
    state,
    settings,
  };
}
