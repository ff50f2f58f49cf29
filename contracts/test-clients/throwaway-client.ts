import type { ClientRow } from '../shared/json.js';
import { poll } from '../shared/poll.js';
import type { TestClientPool } from './test-client-pool.js';
import type { MqttClientSpec, ThrowawayClient, ThrowawaySpec } from './test-client.js';

/** A throwaway client that the API never showed in its state. */
export class ClientNotShown extends Error {
  override readonly name = 'ClientNotShown';

  constructor(
    readonly clientid: string,
    readonly state: 'connected' | 'disconnected',
    readonly row: ClientRow | undefined,
  ) {
    const is = state === 'connected' ? 'connected over MQTT' : 'an offline session';
    const shown = row ? `it with connected ${JSON.stringify(row['connected'])}` : 'no such client';
    super(`client "${clientid}" is ${is}, but the API shows ${shown}`);
  }
}

/** Connects the throwaway clients of one rule, and removes them. */
export class ThrowawayClients {
  readonly #ids = new Set<string>();

  constructor(private readonly pool: TestClientPool) {}

  /** @throws ClientNotShown MqttRefused */
  async connect(spec: ThrowawaySpec = {}): Promise<ThrowawayClient> {
    const mqtt = this.#mqttSpec(spec);
    const { clientid, username } = mqtt;
    this.#ids.add(clientid);
    const connection = await this.pool.sessions.connect(mqtt);
    this.pool.noteConnect(undefined);
    if (spec.offline === true) await connection.disconnect();
    const row = await this.#waitUntilShown(clientid, spec.offline !== true);
    return { clientid, username, connection, row };
  }

  /** Removes the clients and their sessions. */
  async end(): Promise<void> {
    if (this.#ids.size > 0) await this.pool.sessions.end(this.#ids);
    this.#ids.clear();
  }

  async #waitUntilShown(clientid: string, connected: boolean): Promise<ClientRow> {
    const { options, finder } = this.pool;
    let row: ClientRow | undefined;
    const shown = await poll(options.clock, options.timeoutMs, async () => {
      const found = await finder.lookup(clientid);
      row = found?.kind === 'row' ? found.row : (await finder.listOwn()).get(clientid);
      return row !== undefined && (row['connected'] === true) === connected;
    });
    if (row && shown) return row;
    throw new ClientNotShown(clientid, connected ? 'connected' : 'disconnected', row);
  }

  #mqttSpec(spec: ThrowawaySpec): MqttClientSpec {
    const { prefix, login } = this.pool.options;
    const { version = 4, clean = true, subscriptions = [] } = spec;
    if (spec.offline === true && clean) {
      throw new Error('An offline throwaway client needs `clean: false`.');
    }
    this.pool.throwaways += 1;
    const expiry = spec.expiry ?? (version === 5 && !clean ? 7200 : undefined);
    const username = login?.username ?? spec.username ?? `${prefix}spawned`;
    const nameless = login === undefined && spec.username === null;
    return {
      clientid: spec.again ?? `${prefix}${spec.name ?? 'spawned'}-${this.pool.throwaways}`,
      ...(!nameless && { username }),
      ...(login?.password !== undefined && { password: login.password }),
      version,
      clean,
      ...(expiry !== undefined && { expiry }),
      keepalive: 60,
      subscriptions: subscriptions.map((topic) => prefix + topic),
    };
  }
}
