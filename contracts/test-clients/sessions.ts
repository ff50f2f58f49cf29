import { messageOf, MqttUnreachable } from '../shared/errors.js';
import type { Clock } from '../http/target.js';
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

/** All of a clean-up, so that a broker that has died can not hold the user for ever. */
const CLEAN_UP_MS = 20_000;

/**
 * Every MQTT connection of a run, and every session that can outlive its connection. A session is
 * noted before its client dials, so that there is no moment in which an end could forget it.
 */
export class MqttSessions {
  readonly #persistent = new Map<string, MqttClientSpec>();
  readonly #open = new Set<MqttConnection>();
  readonly #dialling = new Set<Promise<unknown>>();

  constructor(
    private readonly driver: FixtureDriver,
    private readonly clock: Clock,
  ) {}

  /** @throws MqttRefused Unreachable */
  async connect(spec: MqttClientSpec): Promise<MqttConnection> {
    if (!spec.clean) this.#persistent.set(spec.clientid, spec);
    const dialling = this.driver.connect(spec);
    this.#dialling.add(dialling);
    try {
      const connection = await dialling;
      this.#open.add(connection);
      return connection;
    } catch (error) {
      const nothingMade = error instanceof MqttRefused || error instanceof MqttUnreachable;
      if (nothingMade) this.#persistent.delete(spec.clientid);
      throw error;
    } finally {
      this.#dialling.delete(dialling);
    }
  }

  /** Ends some clients, or all, and their sessions. Never throws; says what it could not end. */
  async end(clientids?: ReadonlySet<string>): Promise<readonly LeftSession[]> {
    if (!clientids) await Promise.allSettled(this.#dialling);
    const concerned = (id: string): boolean => clientids?.has(id) ?? true;
    const connections = [...this.#open].filter(({ clientid }) => concerned(clientid));
    const specs = [...this.#persistent.values()].filter(({ clientid }) => concerned(clientid));
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
    ]).then(() => {
      done = true;
    });
    await Promise.race([work, poll(this.clock, CLEAN_UP_MS, async () => done)]);
    for (const connection of connections) this.#open.delete(connection);
    return [...left].map(([clientid, reason]) => ({ clientid, reason }));
  }

  /** Connects clean under the same id, which ends the session, and leaves. */
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
