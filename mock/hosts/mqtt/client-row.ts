import type { StoredClient } from '../../core/client.js';
import type { ConnectRequest } from './connect-request.js';
import type { Reason } from './reason-codes.js';
import type { Session } from './session.js';
import type { Traffic } from './traffic.js';

/** A client that is connected to the listener. */
export interface ConnectedClient {
  readonly request: ConnectRequest;
  readonly session: Session;
  readonly traffic: Readonly<Traffic>;
  readonly remote: RemoteAddress;
  /** Changes how long the client may be silent, in seconds; 0: for ever. */
  setKeepalive(seconds: number): void;
  /** Disconnects the client. */
  end(reason: Reason, message: string): void;
}

export interface RemoteAddress {
  readonly address: string;
  readonly port: number;
}

type Counters = Traffic &
  Pick<StoredClient, 'subscriptions_cnt' | 'subscriptions' | 'awaiting_rel' | 'reductions'>;

/** Reductions are Erlang's measure of work; roughly as in recording emqx-4.3.22. */
const REDUCTIONS_TO_CONNECT = 1300;
const REDUCTIONS_PER_PACKET = 1000;

/** The members that change while a client is connected. */
export function countersOf({ session, traffic }: ConnectedClient): Counters {
  return {
    ...traffic,
    subscriptions_cnt: session.subscriptions.length,
    subscriptions: session.subscriptions,
    awaiting_rel: session.awaitingRel.size,
    reductions: REDUCTIONS_TO_CONNECT + REDUCTIONS_PER_PACKET * traffic.recv_pkt,
  };
}

/**
 * Describes a client that has just connected, with a stock broker's limits.
 * @param now epoch milliseconds.
 */
export function createClientRow(
  client: ConnectedClient,
  node: string,
  maxAwaitingRel: number,
  now: number,
): StoredClient {
  const { request, session, remote } = client;
  return {
    clientid: request.clientid,
    username: request.username,
    node,
    zone: 'external',
    mountpoint: 'undefined',
    proto_name: request.version === 3 ? 'MQIsdp' : 'MQTT',
    proto_ver: request.version,
    ip_address: remote.address,
    port: remote.port,
    is_bridge: request.isBridge,
    clean_start: request.clean,
    keepalive: request.keepalive,
    expiry_interval: request.expiry,
    conn_state: 'connected',
    created_at: session.createdAt,
    connected_at: now,
    disconnected_at: null,
    max_subscriptions: 0,
    inflight: 0,
    max_inflight: request.receiveMaximum ?? 32,
    mqueue_len: 0,
    max_mqueue: 1000,
    mqueue_dropped: 0,
    max_awaiting_rel: maxAwaitingRel,
    mailbox_len: 0,
    heap_size: 1598,
    ...countersOf(client),
  };
}
