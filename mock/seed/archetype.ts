/**
 * What a family of clients has in common, such as the thermostats of Berlin or a billing service.
 * seed-clients.ts generates families from the OpenAPI schema; a browser bundle, for which the schema
 * faker is too large, has its own.
 */
export interface Archetype {
  /** The beginning of every client id of the family, with its dash: `thermostat-berlin-`. */
  readonly stem: string;
  /** The end of every client id: a padded number (`00042`) or six hexadecimal digits (`7f3a91`). */
  readonly ending: 'number' | 'hex';
  readonly account: Account;
  readonly protocol: Protocol;
  readonly zone: string;
  readonly mountpoint: string;
  readonly is_bridge: boolean;
  /** Seconds; 0 turns the keep-alive off. */
  readonly keepalive: number;
  /** Seconds that a session outlives its connection; 0: a clean start. */
  readonly expiry_interval: number;
  readonly subscriptions_cnt: number;
  /** 0 means no limit; otherwise at least `subscriptions_cnt`. */
  readonly max_subscriptions: number;
  readonly max_inflight: number;
  readonly max_mqueue: number;
  readonly max_awaiting_rel: number;
  /** PUBLISH packets an hour, from the client and to it. */
  readonly publishesPerHour: number;
  readonly deliveriesPerHour: number;
  /** Bytes of a typical payload. */
  readonly payload: number;
}

/** The user names of a family: none, each client's own id, or a shared name. */
export type Account =
  | { readonly kind: 'none' }
  | { readonly kind: 'own' }
  | { readonly kind: 'shared'; readonly name: string };

/** A protocol as the API names it. */
export interface Protocol {
  readonly proto_name: string;
  readonly proto_ver: number;
  /** Whether it is MQTT, and not a protocol of one of the broker's gateways. */
  readonly mqtt: boolean;
  /** Whether a session can outlive its connection; not in CoAP and LwM2M. */
  readonly persistent: boolean;
  /** Share of the fleet, in percent. */
  readonly share: number;
}

/**
 * The protocols of a fleet, with names and versions as real brokers send them: MQTT 3.1 is MQIsdp 3
 * (decisions.md #29), the three gateways' protocols have version 1.
 */
export const PROTOCOLS: readonly Protocol[] = [
  { proto_name: 'MQTT', proto_ver: 4, mqtt: true, persistent: true, share: 50 },
  { proto_name: 'MQTT', proto_ver: 5, mqtt: true, persistent: true, share: 28 },
  { proto_name: 'MQIsdp', proto_ver: 3, mqtt: true, persistent: true, share: 6 },
  { proto_name: 'MQTT-SN', proto_ver: 1, mqtt: false, persistent: true, share: 6 },
  { proto_name: 'CoAP', proto_ver: 1, mqtt: false, persistent: false, share: 6 },
  { proto_name: 'LwM2M', proto_ver: 1, mqtt: false, persistent: false, share: 4 },
];

/** The protocol at a point (0 ≤ share < 1) of the cumulative distribution of {@link PROTOCOLS}. */
export function protocolAt(share: number): Protocol {
  let rest = share * 100;
  for (const protocol of PROTOCOLS) {
    rest -= protocol.share;
    if (rest < 0) return protocol;
  }
  throw new RangeError(`Failed to choose a protocol: expected a share below 1 but got ${share}.`);
}
