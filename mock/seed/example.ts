import type { StoredClient } from '../core/client.js';

/**
 * 2021-03-18 02:15:57, read as UTC, as the documents give no time zone (decisions.md #4), and in the
 * middle of that second (decisions.md #3).
 */
const CONNECTED_AT = Date.UTC(2021, 2, 18, 2, 15, 57, 500);

/**
 * The client of the documents' example response to GET /clients, field by field, so that their curl
 * commands work as printed. If the clock is set to an earlier time, the client connects then.
 * @param now epoch milliseconds.
 */
export function exampleClient(now: number): StoredClient {
  const connectedAt = Math.min(CONNECTED_AT, now);
  return {
    clientid: 'emqx_c_1',
    username: 'test',
    node: 'emqx@10.12.50.91',
    zone: 'external',
    mountpoint: 'undefined',
    proto_name: 'MQTT',
    proto_ver: 4,
    ip_address: '127.0.0.1',
    port: 3107,
    is_bridge: false,
    clean_start: true,
    keepalive: 60,
    expiry_interval: 0,
    conn_state: 'connected',
    created_at: connectedAt,
    connected_at: connectedAt,
    disconnected_at: null,
    subscriptions_cnt: 4,
    max_subscriptions: 0,
    inflight: 0,
    max_inflight: 32,
    mqueue_len: 0,
    max_mqueue: 1000,
    mqueue_dropped: 0,
    awaiting_rel: 0,
    max_awaiting_rel: 100,
    recv_oct: 164,
    recv_cnt: 45,
    recv_pkt: 2,
    recv_msg: 0,
    send_oct: 159,
    send_cnt: 44,
    send_pkt: 44,
    send_msg: 2,
    mailbox_len: 0,
    heap_size: 610,
    reductions: 35471,
  };
}
