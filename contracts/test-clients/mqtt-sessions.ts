import { messageOf, MqttUnreachable } from '../shared/errors.js';
import type { Clock } from '../shared/clock.js';
import { poll } from '../shared/poll.js';
import {
  type FixtureDriver,
  type MqttClientSpec,
  type MqttConnection,
  MqttRefused,
} from './test-client.js';

/** A session that may still be on the broker, and why. */
export interface LeftSession {
  readonly clientid: string;
  readonly reason: string;
}

/** Limit for the whole clean-up, so that a dead broker cannot block the user. */
const CLEAN_UP_MS = 20_000;

/**
 * Every MQTT connection of a run, and every session that can outlive its connection. A session is
 * recorded before its client connects, so that an interruption at any moment removes it.
 */
export class MqttSessions {
  readonly #persistent = new Map<string, MqttClientSpec>();
  readonly #open = new Set<MqttConnection>();
  readonly #connecting = new Set<Promise<unknown>>();

  constructor(
    private readonly driver: FixtureDriver,
    private readonly clock: Clock,
  ) {}

  /** @throws MqttRefused BrokerUnreachable */
  async connect(spec: MqttClientSpec): Promise<MqttConnection> {
    if (!spec.clean) this.#persistent.set(spec.clientid, spec);
    const connecting = this.driver.connect(spec);
    this.#connecting.add(connecting);
    try {
      const connection = await connecting;
      this.#open.add(connection);
      return connection;
    } catch (error) {
      const hasNoSession = error instanceof MqttRefused || error instanceof MqttUnreachable;
      if (hasNoSession) this.#persistent.delete(spec.clientid);
      throw error;
    } finally {
      this.#connecting.delete(connecting);
    }
  }

  /**
   * Ends the given clients, or all, and their sessions. Never throws; returns what is left.
   * @param limitMs default 20,000
   */
  async end(
    clientids?: ReadonlySet<string>,
    limitMs = CLEAN_UP_MS,
  ): Promise<readonly LeftSession[]> {
    if (!clientids) await Promise.allSettled(this.#connecting);
    const isChosen = (id: string): boolean => clientids?.has(id) ?? true;
    const connections = [...this.#open].filter(({ clientid }) => isChosen(clientid));
    const specs = [...this.#persistent.values()].filter(({ clientid }) => isChosen(clientid));
    const left = new Map<string, string>(
      specs.map(({ clientid }) => [clientid, 'the broker did not answer in time']),
    );
    let done = false;
    const work = Promise.all([
      ...connections
        .filter(({ clientid }) => !left.has(clientid))
        .map(async (connection) => connection.disconnect().catch(() => undefined)),
      ...specs.map(async (spec) => {
        const reason = await this.#removeSession(spec);
        if (reason === undefined) left.delete(spec.clientid);
        else left.set(spec.clientid, reason);
      }),
    ]).then(() => (done = true));
    await Promise.race([work, poll(this.clock, limitMs, async () => done)]);
    for (const connection of connections) this.#open.delete(connection);
    return [...left].map(([clientid, reason]) => ({ clientid, reason }));
  }

  /** Connects clean under the same id, which ends the session, and disconnects. */
  async #removeSession(spec: MqttClientSpec): Promise<string | undefined> {
    const { expiry: _expiry, ...rest } = spec;
    let reason = '';
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      try {
        const connection = await this.driver.connect({ ...rest, clean: true, subscriptions: [] });
        await connection.disconnect();
        this.#persistent.delete(spec.clientid);
        return undefined;
      } catch (error) {
        reason = messageOf(error);
      }
    }
    return reason;
  }
}
