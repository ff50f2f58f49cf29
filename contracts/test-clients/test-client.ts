import type { ClientRow } from '../shared/client-row.js';

/** Levels of the MQTT protocol: 3.1, 3.1.1 and 5.0. */
export const MQTT_VERSIONS = [3, 4, 5] as const;
export type MqttVersion = (typeof MQTT_VERSIONS)[number];

/** What one MQTT client is told to be. */
export interface MqttClientSpec {
  readonly clientid: string;
  /** Absent: the client gives no user name, and the API shows the text `undefined`. */
  readonly username?: string;
  readonly password?: string;
  readonly version: MqttVersion;
  /** Clean session (3.x), clean start (5.0). */
  readonly clean: boolean;
  /** Session expiry interval in seconds; only 5.0 can ask for one. */
  readonly expiry?: number;
  /** Seconds. */
  readonly keepalive: number;
  /** Source address to connect from; only where the broker is on loopback. */
  readonly localAddress?: string;
  readonly subscriptions: readonly string[];
}

/** How a connection ended. */
export interface Closing {
  /** The reason code of the broker's DISCONNECT (5.0 only): 152 is an administrative action. */
  readonly reasonCode?: number;
}

/** One MQTT connection that the kit holds. */
export interface MqttConnection {
  readonly clientid: string;
  readonly isOpen: boolean;
  /** Settles when the connection has ended, whoever ended it. */
  readonly closed: Promise<Closing>;
  /** Leaves with a DISCONNECT; settles when the connection has ended. */
  disconnect(): Promise<void>;
}

/** Why a broker would not take a client. */
export type Refusal = 'login' | 'version' | 'clientid' | 'address' | 'other';

export class MqttRefused extends Error {
  override readonly name = 'MqttRefused';

  constructor(
    readonly refusal: Refusal,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Connects MQTT clients: over the network in earnest, in the same process in tests. */
export interface FixtureDriver {
  /** Whether clients may choose a source address of 127.0.0.0/8. */
  readonly onLoopback: boolean;
  /** @throws MqttRefused where the broker answered with a refusal. */
  connect(spec: MqttClientSpec): Promise<MqttConnection>;
  /** Ends what is still open. */
  close(): Promise<void>;
}

/**
 * One client of which the kit knows the truth, because it made it. Times, address, zone and node
 * are as the API shows them: nobody else knows the broker's clock and its view of the network.
 */
export interface FixtureClient {
  /** Its part in the play, e.g. `alice-1`; unique, without the run's prefix. */
  readonly name: string;
  readonly clientid: string;
  readonly username: string | undefined;
  readonly version: MqttVersion;
  /** What `proto_name` must be: `MQIsdp` for 3.1, else `MQTT`. */
  readonly protoName: 'MQIsdp' | 'MQTT';
  readonly clean: boolean;
  /** Seconds, where 5.0 asked for it. */
  readonly expiry: number | undefined;
  readonly keepalive: number;
  readonly subscriptions: readonly string[];
  readonly connState: 'connected' | 'disconnected';
  /** 1, 2 or 3: batches connect seconds apart. */
  readonly batch: 1 | 2 | 3;
  /**
   * True for the clients that left and came back: their `created_at` is of batch 1 and their
   * `connected_at` of batch 3.
   */
  readonly returned: boolean;
  /** Unix seconds. `NaN` where the API has not shown the client, or not in the documented form. */
  readonly createdAt: number;
  readonly connectedAt: number;
  /** As shown; `undefined` where it is not. */
  readonly ipAddress: string | undefined;
  readonly zone: string | undefined;
  readonly node: string | undefined;
  /** The row that the API showed first; `undefined` where it has never shown this client. */
  readonly row: ClientRow | undefined;
}

/** The known truth of a run. */
export interface Fixtures {
  /** Every client id of the run starts with it; nothing else may be kicked. */
  readonly prefix: string;
  readonly clients: readonly FixtureClient[];
  /** The clients that the API never showed, though they are connected. */
  readonly missing: readonly FixtureClient[];
  /**
   * @throws RuleSkipped where the broker did not take this client
   * @throws Error where there is none of that name: the rule is wrong, not the broker
   */
  named(name: string): FixtureClient;
  where(this: void, test: (client: FixtureClient) => boolean): readonly FixtureClient[];
  /** Unix seconds that the batches' clients show as `created_at`, ascending, without doubles. */
  readonly createdSeconds: readonly number[];
  /** The same of `connected_at`. */
  readonly connectedSeconds: readonly number[];
}

/** What a rule may ask of a throwaway client; the rest has defaults. */
export interface ThrowawaySpec {
  /** Appended to the prefix. Default: a number. */
  readonly name?: string;
  /** The id of a throwaway client that has gone: connect under it once more. */
  readonly again?: string;
  /** `null`: none. Default: one of the run's own. */
  readonly username?: string | null;
  /** Default 4. */
  readonly version?: MqttVersion;
  /** Default true. */
  readonly clean?: boolean;
  /** Default 7200 where `clean` is false and the version is 5. */
  readonly expiry?: number;
  /** Default none. */
  readonly subscriptions?: readonly string[];
  /** Leave at once after connecting; needs `clean: false`. Default false. */
  readonly offline?: boolean;
}

/** A throwaway client of one rule: made on demand, removed when the rule ends. */
export interface ThrowawayClient {
  readonly clientid: string;
  readonly username: string | undefined;
  readonly connection: MqttConnection;
  /** As the API first showed it. */
  readonly row: ClientRow;
}
