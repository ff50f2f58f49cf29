import type { StoredClient } from './client.js';
import { kick, type BrokerState } from './broker-state.js';

/**
 * Ends a client's connection. A session without an expiry interval ends too; another one stays
 * (MQTT 5.0, 3.1.2.11.2; recording emqx-4.3.22, rec-off-1).
 */
export function disconnect(state: BrokerState, client: StoredClient, now: number): void {
  if (client.expiry_interval === 0) {
    kick(state, client.clientid, client.node);
    return;
  }
  const disconnected_at = Math.max(now, client.connected_at);
  state.store.put({ ...client, conn_state: 'disconnected', disconnected_at }, now);
  for (const listener of state.listeners) listener.disconnected?.(client);
}

/** Connects a client to its session again: `created_at` stays, `connected_at` is new. */
export function reconnect(state: BrokerState, client: StoredClient, now: number): void {
  const connected_at = Math.max(now, client.created_at);
  state.store.put(
    { ...client, conn_state: 'connected', connected_at, disconnected_at: null, inflight: 0 },
    now,
  );
}
