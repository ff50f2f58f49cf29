import type { Population } from '../core/chunk/chunk.js';
import type { StoredClient } from '../core/client.js';
import { PROTOCOLS, type Archetype, type Protocol } from '../seed/archetype.js';
import { exampleClient } from '../seed/example.js';
import { openFleet } from '../seed/fleet.js';
import type { PopulationSettings } from './scenario.js';

/** 30 days: no session expires during a test. */
const LONG = 2_592_000;

const [mqtt4, mqtt5] = PROTOCOLS as readonly [Protocol, Protocol];

const common = {
  zone: 'external',
  mountpoint: 'undefined',
  is_bridge: false,
  keepalive: 60,
  subscriptions_cnt: 2,
  max_subscriptions: 0,
  max_inflight: 32,
  max_mqueue: 1000,
  max_awaiting_rel: 100,
  payload: 64,
} as const;

/** Written by hand, so that scenarios need no schema to generate their clients. */
const FAMILIES: readonly Archetype[] = [
  {
    ...common,
    stem: 'thermostat-berlin-',
    ending: 'number',
    account: { kind: 'shared', name: 'fleet-berlin' },
    protocol: mqtt4,
    expiry_interval: 0,
    publishesPerHour: 60,
    deliveriesPerHour: 2,
  },
  {
    ...common,
    stem: 'meter-lyon-',
    ending: 'number',
    account: { kind: 'own' },
    protocol: mqtt5,
    expiry_interval: LONG,
    publishesPerHour: 4,
    deliveriesPerHour: 1,
  },
  {
    ...common,
    stem: 'gw-',
    ending: 'hex',
    account: { kind: 'none' },
    protocol: mqtt5,
    expiry_interval: LONG,
    publishesPerHour: 600,
    deliveriesPerHour: 90,
  },
  {
    ...common,
    stem: 'svc-billing-',
    ending: 'number',
    account: { kind: 'shared', name: 'svc-billing' },
    protocol: mqtt5,
    expiry_interval: 0,
    publishesPerHour: 30,
    deliveriesPerHour: 900,
  },
];

/** An ordinary fleet on three nodes, or another number; the first client is the documents' example. */
export function createFleet(
  { seed, now, clients }: PopulationSettings,
  nodes = 3,
): Required<Population> {
  return openFleet(FAMILIES, { count: clients, seed, now, nodes });
}

/** The same clients with changes. @param change gives the same for the same client. */
export function changedFleet(
  fleet: Required<Population>,
  change: (client: StoredClient, index: number) => StoredClient,
): Required<Population> {
  return {
    make: (index) => change(fleet.make(index), index),
    *[Symbol.iterator]() {
      let index = 0;
      for (const client of fleet) yield change(client, index++);
    },
  };
}

/** One client: the documents' example, connected a minute ago, with changes. */
export function clientOf(
  clientid: string,
  now: number,
  changes: Partial<StoredClient> = {},
): StoredClient {
  const connected_at = changes.connected_at ?? now - 60_000;
  return {
    ...exampleClient(now),
    username: null,
    created_at: connected_at,
    connected_at,
    ...changes,
    clientid,
  };
}

/** The fields of a client that left a session some minutes ago. */
export function offlineSince(
  now: number,
  minutes: number,
): Pick<
  StoredClient,
  | 'conn_state'
  | 'clean_start'
  | 'expiry_interval'
  | 'proto_ver'
  | 'connected_at'
  | 'disconnected_at'
> {
  return {
    conn_state: 'disconnected',
    clean_start: false,
    expiry_interval: LONG,
    proto_ver: 5,
    connected_at: now - (minutes + 60) * 60_000,
    disconnected_at: now - minutes * 60_000,
  };
}
