import { poll } from '../shared/poll.js';
import type { ClientRow } from '../rule/rule-context.js';
import type { MqttClientSpec, ThrowawayClient, ThrowawaySpec } from './test-client.js';
import type { TestClientPool } from './test-client-pool.js';

/** A throwaway client that the API never showed as it is. */
export class ClientNotShown extends Error {
  override readonly name = 'NeverShown';

  constructor(
    readonly clientid: string,
    readonly state: 'connected' | 'disconnected',
    readonly row: ClientRow | undefined,
  ) {
    super(
      `client "${clientid}" is ${state === 'connected' ? 'connected over MQTT' : 'a session that its client left'}, but the API shows ${row ? `it with connected ${JSON.stringify(row['connected'])}` : 'no such client'}`,
    );
  }
}

/** Makes the throwaway clients of one rule, and removes them. */
export class ThrowawayClients {
  readonly #stage: TestClientPool;
  readonly #made = new Set<string>();

  constructor(stage: TestClientPool) {
    this.#stage = stage;
  }

  /** @throws NeverShown MqttRefused */
  async spawn(spec: ThrowawaySpec = {}): Promise<ThrowawayClient> {
    const { options, sessions } = this.#stage;
    this.#stage.throwaways += 1;
    const told = specOf(spec, options.prefix, this.#stage.throwaways, this.#stage);
    this.#made.add(told.clientid);
    const connection = await sessions.connect(told);
    if (spec.offline === true) await connection.disconnect();
    const row = await this.#shown(told.clientid, spec.offline !== true);
    return { clientid: told.clientid, username: told.username, connection, row };
  }

  /** Removes what was made. */
  async end(): Promise<void> {
    if (this.#made.size > 0) await this.#stage.sessions.end(this.#made);
    this.#made.clear();
  }

  async #shown(clientid: string, connected: boolean): Promise<ClientRow> {
    const { options, finder } = this.#stage;
    let row: ClientRow | undefined;
    const fits = await poll(options.clock, options.timeoutMs, async () => {
      const shown = await finder.lookup(clientid);
      row = shown?.kind === 'row' ? shown.row : (await finder.listOwn()).get(clientid);
      return row !== undefined && (row['connected'] === true) === connected;
    });
    if (!row || !fits) {
      throw new ClientNotShown(clientid, connected ? 'connected' : 'disconnected', row);
    }
    return row;
  }
}

function specOf(
  spec: ThrowawaySpec,
  prefix: string,
  number: number,
  stage: TestClientPool,
): MqttClientSpec {
  const { version = 4, clean = true, subscriptions = [] } = spec;
  if (spec.offline === true && clean) {
    throw new Error('A throwaway client that is to be offline needs `clean: false`.');
  }
  const expiry = spec.expiry ?? (version === 5 && !clean ? 7200 : undefined);
  const { login } = stage.options;
  const username =
    login?.username ?? (spec.username === null ? undefined : (spec.username ?? `${prefix}spawned`));
  return {
    clientid: spec.again ?? `${prefix}${spec.name ?? 'spawned'}-${number}`,
    ...(username === undefined ? {} : { username }),
    ...(login?.password === undefined ? {} : { password: login.password }),
    version,
    clean,
    ...(expiry === undefined ? {} : { expiry }),
    keepalive: 60,
    subscriptions,
  };
}
