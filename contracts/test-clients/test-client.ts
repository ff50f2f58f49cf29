import type { ClientRow } from '../shared/json.js';

/** Levels of the MQTT protocol: 3.1, 3.1.1 and 5.0. */
export type MqttVersion = 3 | 4 | 5;

/** What one MQTT client connects with. */
export interface MqttClientSpec {
  readonly clientid: string;
  /** Absent: no user name, which the API shows as the text `undefined`. */
  readonly username?: string;
  readonly password?: string;
  readonly version: MqttVersion;
  /** Clean session (3.x), clean start (5.0). */
  readonly clean: boolean;
  /** Session expiry interval in seconds; 5.0 only. */
  readonly expiry?: number;
  /** Seconds. */
  readonly keepalive: number;
  /** Source address; only where the broker is on loopback. */
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
  /** Settles when either side has ended the connection. */
  readonly closed: Promise<Closing>;
  /** Sends DISCONNECT; settles when the connection has ended. */
  disconnect(): Promise<void>;
}

/** The broker refused a client. */
export class MqttRefused extends Error {
  override readonly name: string = 'MqttRefused';
}

/** A client cannot connect from the source address that it should have. */
export class SourceAddressRefused extends MqttRefused {
  override readonly name = 'SourceAddressRefused';
}

/** Connects MQTT clients: over the network, or in tests in the same process. */
export interface FixtureDriver {
  /** Whether clients may choose a source address of 127.0.0.0/8. */
  readonly onLoopback: boolean;
  /** @throws MqttRefused where the broker refused the client */
  connect(this: void, spec: MqttClientSpec): Promise<MqttConnection>;
  /**
   * Connects once, without a session. Absent where no network is between.
   * @throws MqttUnreachable BrokerUnreachable where nothing listens, or what listens is not MQTT
   */
  probe?(this: void, spec: MqttClientSpec): Promise<void>;
  /** Ends what is still open. */
  close(): Promise<void>;
}

/**
 * A test client, with the values that the API must show. Times, address, zone and node are taken
 * from the API: only the broker knows its clock and its view of the network.
 */
export interface FixtureClient {
  /** Unique, without the run's prefix, e.g. `alice-1`. */
  readonly name: string;
  readonly clientid: string;
  readonly username: string | undefined;
  readonly version: MqttVersion;
  /** `proto_name`: `MQIsdp` for 3.1, else `MQTT` (decisions.md: MQTT 3.1 clients). */
  readonly protoName: 'MQIsdp' | 'MQTT';
  readonly clean: boolean;
  /** Seconds; 5.0 only. */
  readonly expiry: number | undefined;
  readonly keepalive: number;
  readonly subscriptions: readonly string[];
  readonly connState: 'connected' | 'disconnected';
  /** 1, 2 or 3: batches connect seconds apart. */
  readonly batch: 1 | 2 | 3;
  /** Disconnected and connected again: `created_at` is of batch 1, `connected_at` of batch 3. */
  readonly returned: boolean;
  /** Unix seconds. `NaN` where the API did not show the client, or not in the documented form. */
  readonly createdAt: number;
  readonly connectedAt: number;
  /** As the API shows it; else `undefined`. */
  readonly ipAddress: string | undefined;
  readonly zone: string | undefined;
  readonly node: string | undefined;
  /** As the API showed it; `undefined` where it never did. */
  readonly row: ClientRow | undefined;
}

/** The test clients of a run. */
export interface Fixtures {
  /** Start of every client id of the run; only such clients may be kicked. */
  readonly prefix: string;
  readonly clients: readonly FixtureClient[];
  /** Connected clients that the API never showed. */
  readonly missing: readonly FixtureClient[];
  /**
   * @throws RuleSkipped where the broker refused this client
   * @throws Error where no client has that name: the rule is wrong, not the broker
   */
  named(name: string): FixtureClient;
  where(this: void, test: (client: FixtureClient) => boolean): readonly FixtureClient[];
  /** The distinct values of `created_at`, as Unix seconds, ascending. */
  readonly createdSeconds: readonly number[];
  /** The distinct values of `connected_at`, likewise. */
  readonly connectedSeconds: readonly number[];
}

/** What a rule may choose of a throwaway client. */
export interface ThrowawaySpec {
  /** Appended to the prefix. Default: a number. */
  readonly name?: string;
  /** The id of an earlier throwaway client, to connect under it again. */
  readonly again?: string;
  /** `null`: none. Default: `spawned` after the prefix. */
  readonly username?: string | null;
  /** Default 4. */
  readonly version?: MqttVersion;
  /** Default true. */
  readonly clean?: boolean;
  /** Default 7200 where `clean` is false and the version is 5. */
  readonly expiry?: number;
  /** Topic filters, after the run's prefix. Default none. */
  readonly subscriptions?: readonly string[];
  /** Disconnect at once after connecting; needs `clean: false`. Default false. */
  readonly offline?: boolean;
}

/** A client of one rule: connected on demand, removed when the rule ends. */
export interface ThrowawayClient {
  readonly clientid: string;
  readonly username: string | undefined;
  readonly connection: MqttConnection;
  /** As the API first showed it in its state. */
  readonly row: ClientRow;
}
