/** Faults of the kick. */
import type { StoredClient } from '../../../mock/core/client.js';
import { kick } from '../../../mock/core/broker-state.js';
import type { MockRequest, MockResponse } from '../../../mock/core/request-response.js';
import type { Engine } from '../../support/in-process/engine.js';
import type { Mutation } from '../mutant.js';
import { clientidOf, isAuthorized } from './request.js';

/** `answer` handles each DELETE with the right credentials, the engine everything else. */
export const kicking =
  (answer: (id: string, engine: Engine, request: MockRequest) => MockResponse): Mutation =>
  (engine) =>
  (request) => {
    const id = request.method === 'DELETE' ? clientidOf(request) : undefined;
    return id === undefined || !isAuthorized(engine.handle, request)
      ? engine.handle(request)
      : answer(id, engine, request);
  };

/** A kick that ends other clients, too. */
export const kickingAlso = (
  isKicked: (client: StoredClient, id: string, victim: StoredClient | undefined) => boolean,
): Mutation =>
  kicking((id, engine, request) => {
    const { state } = engine;
    const [victim] = state.store.get(id);
    for (const client of [...state.store]) {
      if (client.clientid !== id && isKicked(client, id, victim)) kick(state, client.clientid);
    }
    return engine.handle(request);
  });

/** Ends the client's connection. `left` maps its row to the one that stays. */
export const endConnection = (
  { state }: Engine,
  id: string,
  left: (client: StoredClient) => StoredClient | undefined,
): void => {
  for (const client of kick(state, id)) {
    const row = left(client);
    if (row) state.store.put(row, state.clock.now());
  }
};
