import type {
  Closing,
  FixtureDriver,
  MqttClientSpec,
  MqttConnection,
} from '../../../contracts/index.js';
import type { StoredClient } from '../../../mock/core/client.js';
import { readClient } from '../../../mock/core/client-input.js';
import type { BrokerState } from '../../../mock/core/broker-state.js';

/** Faults of a broker with the kit's MQTT clients. */
export interface DriverFaults {
  /** How the connection of a kicked client ends; `undefined`: it stays open. */
  readonly ends?: (version: number) => Closing | undefined;
  /** What the store keeps of a client that connects; `undefined`: nothing. */
  readonly stores?: (
    client: StoredClient,
    old: StoredClient | undefined,
  ) => StoredClient | undefined;
}

/** MQTT 5.0, 3.14.2.1: administrative action. */
const ADMINISTRATIVE_ACTION = 152;
/** Seconds that EMQX keeps the session of a persistent 3.x client (recording emqx-4.3.22). */
const STOCK_EXPIRY = 7200;

const storesAsEmqx = (client: StoredClient): StoredClient => client;

/** Releases that close without a DISCONNECT: 4.0.0 to 4.3.12, 4.4.0 and 4.4.1. */
const WITHOUT_DISCONNECT = /^emqx-4\.(?:[012]\b|3\.(?:\d|1[012])$|4\.[01]$)/;

/** How the connection of a kicked client ends on a broker of that dialect. */
export const endsAs =
  (dialect: string): NonNullable<DriverFaults['ends']> =>
  (version) =>
    version === 5 && !WITHOUT_DISCONNECT.test(dialect) ? { reasonCode: ADMINISTRATIVE_ACTION } : {};

/**
 * MQTT clients that are rows in the store of the engine: no socket, no waiting. Sessions behave as
 * on a real broker: a clean one ends with its client, a persistent one stays and keeps its
 * `created_at`, a second client of the same id takes over, a kick ends all.
 */
export function createDriver(state: BrokerState, faults: DriverFaults = {}): FixtureDriver {
  const { ends = endsAs('documented'), stores = storesAsEmqx } = faults;
  /** Clients connect to the node that is asked: 4.0 lists no other. */
  const [node = 'emqx@127.0.0.1'] = state.store.knownNodes;
  const open = new Map<string, (closing: Closing) => void>();
  const end = (clientid: string, closing: Closing): void => {
    const close = open.get(clientid);
    open.delete(clientid);
    close?.(closing);
  };
  state.listeners.add({
    kicked(clients) {
      for (const { clientid, proto_ver: version } of clients) {
        const closing = ends(version);
        if (closing) end(clientid, closing);
      }
    },
    reset() {
      for (const clientid of [...open.keys()]) end(clientid, {});
    },
  });

  function store(spec: MqttClientSpec): void {
    const [old] = state.store.get(spec.clientid);
    state.store.remove(spec.clientid);
    const now = state.clock.now();
    const read = readClient(
      {
        node,
        clientid: spec.clientid,
        username: spec.username ?? null,
        proto_name: spec.version === 3 ? 'MQIsdp' : 'MQTT',
        proto_ver: spec.version,
        ip_address: spec.localAddress ?? '127.0.0.1',
        clean_start: spec.clean,
        expiry_interval: spec.expiry ?? (spec.clean ? 0 : STOCK_EXPIRY),
        keepalive: spec.keepalive,
        subscriptions: spec.subscriptions,
      },
      { utcOffsetMinutes: 0, now },
    );
    if (!read.ok) throw new Error(`Failed to connect ${spec.clientid}.`);
    const session = spec.clean ? undefined : old;
    const kept = stores({ ...read.client, created_at: session?.created_at ?? now }, session);
    if (kept) state.store.put(kept, now);
    else state.store.remove(spec.clientid);
  }

  function leave(clientid: string): void {
    const now = state.clock.now();
    for (const client of state.store.get(clientid)) {
      if (client.expiry_interval === 0) state.store.remove(clientid, client.node);
      else {
        state.store.put({ ...client, conn_state: 'disconnected', disconnected_at: now }, now);
      }
    }
  }

  return {
    onLoopback: true,
    async connect(spec): Promise<MqttConnection> {
      const { clientid } = spec;
      end(clientid, {});
      store(spec);
      let isOpen = true;
      const closed = new Promise<Closing>((resolve) => {
        open.set(clientid, (closing) => {
          isOpen = false;
          resolve(closing);
        });
      });
      return {
        clientid,
        get isOpen() {
          return isOpen;
        },
        closed,
        async disconnect() {
          if (isOpen) leave(clientid);
          end(clientid, {});
          await closed;
        },
      };
    },
    async close() {
      for (const clientid of [...open.keys()]) {
        leave(clientid);
        end(clientid, {});
      }
    },
  };
}
