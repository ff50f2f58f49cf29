import type { StoredClient } from './client.js';
import type { AdjustableClock } from './clock.js';
import type { Store } from './store.js';

/** Told of the sessions that a kick has ended: the MQTT door closes their connections. */
export type KickListener = (kicked: readonly StoredClient[]) => void;

/** What a request sees and may change: one broker's clients and its time. */
export interface BrokerState {
  readonly store: Store;
  readonly clock: AdjustableClock;
  readonly kickListeners: Set<KickListener>;
}

/** Ends the connection and the session of a client, on one node or on all; as DELETE does. */
export function kick(state: BrokerState, clientid: string, node?: string): readonly StoredClient[] {
  const kicked = state.store.remove(clientid, node);
  if (kicked.length > 0) for (const listener of state.kickListeners) listener(kicked);
  return kicked;
}
