import type { StoredClient } from './client.js';
import { kick, type BrokerState } from './state.js';

/**
 * Ends a client's connection, as when it leaves: a clean session goes with it, a persistent one
 * stays and waits (recordings, batch rec-off).
 */
export function disconnect(state: BrokerState, client: StoredClient, now: number): void {
  if (client.clean_start || client.expiry_interval === 0) {
    kick(state, client.clientid, client.node);
    return;
  }
  const disconnected_at = Math.max(now, client.connected_at);
  state.store.put({ ...client, conn_state: 'disconnected', disconnected_at }, now);
  for (const listener of state.listeners) listener.disconnected?.(client);
}

/** Lets a client return to its session: `created_at` stays, `connected_at` is new. */
export function reconnect(state: BrokerState, client: StoredClient, now: number): void {
  const connected_at = Math.max(now, client.created_at);
  state.store.put(
    { ...client, conn_state: 'connected', connected_at, disconnected_at: null, inflight: 0 },
    now,
  );
}
