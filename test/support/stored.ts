import type { StoredClient } from '../../mock/core/client.js';

/** 2026-01-31 08:00:00 UTC, the time of all tests. */
export const NOW = Date.UTC(2026, 0, 31, 8);

/** A stored client. It does not use the code that reads clients, which is under test. */
export function stored(clientid: string, changes: Partial<StoredClient> = {}): StoredClient {
  return {
    clientid,
    username: null,
    node: 'emqx@127.0.0.1',
    zone: 'external',
    mountpoint: 'undefined',
    proto_name: 'MQTT',
    proto_ver: 4,
    ip_address: '10.0.0.1',
    port: 40_000,
    is_bridge: false,
    clean_start: true,
    keepalive: 60,
    expiry_interval: 0,
    conn_state: 'connected',
    created_at: NOW - 60_000,
    connected_at: NOW - 60_000,
    disconnected_at: null,
    subscriptions_cnt: 0,
    max_subscriptions: 0,
    inflight: 0,
    max_inflight: 32,
    mqueue_len: 0,
    max_mqueue: 1000,
    mqueue_dropped: 0,
    awaiting_rel: 0,
    max_awaiting_rel: 100,
    recv_oct: 27,
    recv_cnt: 1,
    recv_pkt: 1,
    recv_msg: 0,
    send_oct: 4,
    send_cnt: 1,
    send_pkt: 1,
    send_msg: 0,
    mailbox_len: 0,
    heap_size: 1598,
    reductions: 2341,
    ...changes,
  };
}

/** A stored offline client with an expiry interval in seconds. */
export function offline(
  clientid: string,
  expiry_interval: number,
  changes: Partial<StoredClient> = {},
): StoredClient {
  return stored(clientid, {
    conn_state: 'disconnected',
    clean_start: false,
    expiry_interval,
    disconnected_at: NOW - 1000,
    ...changes,
  });
}
