import type { StoredClient } from './client.js';
import type { AdjustableClock } from './clock.js';
import type { Behaviours } from './releases/behaviours.js';
import type { Steps } from './steps.js';
import type { Store } from './store.js';

/** Called when sessions end: the MQTT listener then closes their connections. */
export interface StateListener {
  /** These clients were kicked: connection and session have ended. */
  kicked(clients: readonly StoredClient[]): void;
  /** All clients were kicked. Default: {@link kicked} is called with them. */
  cleared?(): void;
  /** This client's connection has ended; its session stays. */
  disconnected?(client: StoredClient): void;
  /** The API changed this client's subscriptions, as its row in the store now shows. */
  subscriptionsChanged?(client: StoredClient): void;
  /** The API changed this client's keep-alive, as its row in the store now shows. */
  keepaliveChanged?(client: StoredClient): void;
  /** The state was reset. */
  reset(): void;
}

/** One broker's clients and its time. */
export interface BrokerState {
  store: Store;
  readonly clock: AdjustableClock;
  readonly listeners: Set<StateListener>;
  /** The node that the requests are sent to. Default: the first. */
  askedNode?: string | undefined;
  /** The nodes that are not up: stopped, or connected without answering. Default: none. */
  nodeStates?: Map<string, NodeState>;
  /** What an MQTT 5.0 client receives when it is kicked. Default: DISCONNECT 152. */
  readonly kickedMqtt5?: Behaviours['kickedMqtt5'];
  /** When the nodes started, epoch milliseconds; `undefined` before a request asks for it. */
  startedAt?: number | undefined;
  /** ACL caches that were emptied (see endpoints/acl-cache.ts). Default: none. */
  aclCache?: AclCacheState | undefined;
}

/** Which topics the ACL caches of clients no longer hold. */
export interface AclCacheState {
  /** By node and client id. */
  readonly emptied: Map<string, ReadonlySet<string>>;
  /** By node: epoch milliseconds, when the caches of all its clients were emptied. */
  readonly emptiedAt: Map<string, number>;
}

export type NodeState = 'down' | 'hangs';

/** Kicks all clients, in one go; returns how many ids there were. */
export function kickAll(state: BrokerState): number {
  const { store } = state;
  state.store = store.emptied();
  for (const listener of state.listeners) {
    if (listener.cleared) listener.cleared();
    else listener.kicked([...store]);
  }
  return store.ids;
}

/** Kicks the clients of a node, some in each step, also if others replace the store in between. */
export function* kickNode(state: BrokerState, node: string): Steps<void> {
  const { listeners } = state;
  for (let key: number | undefined = 0; key !== undefined;) {
    const { removed, next } = state.store.removeSomeOf(node, key);
    key = next;
    if (!removed) continue;
    if (listeners.size > 0) {
      const clients = removed.rows.map((row) => removed.chunk.row(row, false));
      for (const listener of listeners) listener.kicked(clients);
    }
    yield;
  }
}

/** Ends the connection and the session of a client, on one node or on all; as DELETE does. */
export function kick(state: BrokerState, clientid: string, node?: string): readonly StoredClient[] {
  const kicked = state.store.remove(clientid, node);
  if (kicked.length > 0) for (const listener of state.listeners) listener.kicked(kicked);
  return kicked;
}
