import type { StoredClient } from '../../core/client.js';
import type { Login } from './login.js';
import type { Session } from './session.js';
import type { Traffic } from './traffic.js';

/** A connection as it stands: what the API tells of its client. */
export interface Connected {
  readonly login: Login;
  readonly session: Session;
  readonly traffic: Readonly<Traffic>;
  /** The socket's other end. */
  readonly peer: Peer;
}

export interface Peer {
  readonly address: string;
  readonly port: number;
}

type Counters = Traffic & Pick<StoredClient, 'subscriptions_cnt' | 'awaiting_rel' | 'reductions'>;

/** Reductions measure work; what a packet costs a real broker, roughly (recording emqx-4.3.22). */
const REDUCTIONS_TO_CONNECT = 1300;
const REDUCTIONS_PER_PACKET = 1000;

/** The members that change while a client is connected. */
export function countersOf({ session, traffic }: Connected): Counters {
  return {
    ...traffic,
    subscriptions_cnt: session.subscriptions,
    awaiting_rel: session.awaitingRel.size,
    reductions: REDUCTIONS_TO_CONNECT + REDUCTIONS_PER_PACKET * traffic.recv_pkt,
  };
}

/**
 * The client of a connection that has just been accepted, with a stock broker's limits.
 * @param now epoch milliseconds.
 */
export function recordOf(
  connected: Connected,
  node: string,
  maxAwaitingRel: number,
  now: number,
): StoredClient {
  const { login, session, peer } = connected;
  return {
    clientid: login.clientid,
    username: login.username,
    node,
    zone: 'external',
    mountpoint: 'undefined',
    proto_name: login.version === 3 ? 'MQIsdp' : 'MQTT',
    proto_ver: login.version,
    ip_address: peer.address,
    port: peer.port,
    is_bridge: login.isBridge,
    clean_start: login.clean,
    keepalive: login.keepalive,
    expiry_interval: login.expiry,
    conn_state: 'connected',
    created_at: session.createdAt,
    connected_at: now,
    disconnected_at: null,
    max_subscriptions: 0,
    inflight: 0,
    max_inflight: login.receiveMaximum ?? 32,
    mqueue_len: 0,
    max_mqueue: 1000,
    mqueue_dropped: 0,
    max_awaiting_rel: maxAwaitingRel,
    mailbox_len: 0,
    heap_size: 1598,
    ...countersOf(connected),
  };
}
