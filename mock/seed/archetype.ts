/**
 * What a family of clients has in common: the thermostats of Berlin, one billing service, one
 * person's tool. Plain data. {@link ./archetypes.ts} makes such families from the OpenAPI schema;
 * whoever can not carry a schema faker (a browser bundle) may hand in its own.
 */
export interface Archetype {
  /** What every client id of the family begins with, dash included: `thermostat-berlin-`. */
  readonly stem: string;
  /** How an id ends: a padded number (`00042`) or six hexadecimal digits (`7f3a91`). */
  readonly ending: 'number' | 'hex';
  readonly account: Account;
  readonly protocol: Protocol;
  readonly zone: string;
  readonly mountpoint: string;
  readonly is_bridge: boolean;
  /** Seconds; 0 turns the keep-alive off. */
  readonly keepalive: number;
  /** Seconds that a session outlives its connection; 0 means a clean start: it does not. */
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

/** Whose user name a client of the family gives: none, its own id, or one that the family shares. */
export type Account =
  | { readonly kind: 'none' }
  | { readonly kind: 'own' }
  | { readonly kind: 'shared'; readonly name: string };

/** A protocol as the API names it, with what the broker allows its sessions. */
export interface Protocol {
  readonly proto_name: string;
  readonly proto_ver: number;
  /** MQTT itself, not one of the protocols that reach the broker through a gateway. */
  readonly mqtt: boolean;
  /** Whether a session may outlive its connection; CoAP and LwM2M know no such sessions. */
  readonly persistent: boolean;
  /** Share of the fleet, in per cent. */
  readonly share: number;
}

/**
 * The mix of a fleet. Names and versions as real brokers send them: MQTT 3.1 is MQIsdp 3
 * (decisions.md #29), the three gateways' protocols are version 1.
 */
export const PROTOCOLS: readonly Protocol[] = [
  { proto_name: 'MQTT', proto_ver: 4, mqtt: true, persistent: true, share: 50 },
  { proto_name: 'MQTT', proto_ver: 5, mqtt: true, persistent: true, share: 28 },
  { proto_name: 'MQIsdp', proto_ver: 3, mqtt: true, persistent: true, share: 6 },
  { proto_name: 'MQTT-SN', proto_ver: 1, mqtt: false, persistent: true, share: 6 },
  { proto_name: 'CoAP', proto_ver: 1, mqtt: false, persistent: false, share: 6 },
  { proto_name: 'LwM2M', proto_ver: 1, mqtt: false, persistent: false, share: 4 },
];

/** The protocol at a share (0 ≤ share < 1) of the wheel that {@link PROTOCOLS} makes. */
export function protocolAt(share: number): Protocol {
  let rest = share * 100;
  for (const protocol of PROTOCOLS) {
    rest -= protocol.share;
    if (rest < 0) return protocol;
  }
  throw new RangeError(`Failed to choose a protocol: expected a share below 1 but got ${share}.`);
}
