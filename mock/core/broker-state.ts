import type { StoredClient } from './client.js';
import type { AdjustableClock } from './clock.js';
import type { Behaviours } from './releases/behaviours.js';
import type { Store } from './store.js';

/** Called when sessions end: the MQTT listener then closes their connections. */
export interface StateListener {
  /** These clients were kicked: connection and session have ended. */
  kicked(clients: readonly StoredClient[]): void;
  /** This client's connection has ended; its session stays. */
  disconnected?(client: StoredClient): void;
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
}

export type NodeState = 'down' | 'hangs';

/** Ends the connection and the session of a client, on one node or on all; as DELETE does. */
export function kick(state: BrokerState, clientid: string, node?: string): readonly StoredClient[] {
  const kicked = state.store.remove(clientid, node);
  if (kicked.length > 0) for (const listener of state.listeners) listener.kicked(kicked);
  return kicked;
}
