import type { ApiClient } from '../http/api-client.js';
import type { Capability } from '../rule/rule.js';
import type { Clock } from '../shared/clock.js';
import { counted } from '../shared/counted.js';
import { Interrupted } from '../shared/errors.js';
import type { ClientRow } from '../shared/json.js';
import { poll } from '../shared/poll.js';
import { clientDefinitions } from './client-definitions.js';
import { ClientFinder } from './client-finder.js';
import {
  type ClientState,
  fixturesOf,
  isShownAsDefined,
  type Login,
  mqttSpecOf,
} from './client-state.js';
import { findMissingCapabilities } from './missing-capabilities.js';
import { type LeftSession, MqttSessions } from './mqtt-sessions.js';
import {
  type FixtureDriver,
  type Fixtures,
  MqttRefused,
  SourceAddressRefused,
} from './test-client.js';
import { findTimeZone, type TimeZone } from './time-zone.js';

export interface TestClientPoolOptions {
  readonly driver: FixtureDriver;
  readonly api: ApiClient;
  readonly prefix: string;
  readonly clock: Clock;
  readonly login?: Login | undefined;
  /** Minutes east of UTC, where the user gave it. */
  readonly utcOffsetMinutes?: number | undefined;
  /** Limit for the API to show the clients. Milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((shown: number, total: number) => void) | undefined;
}

/**
 * More than two seconds between batches: the API shows whole seconds, and between any two batches
 * there must be one in which no client connects.
 */
const BATCH_GAP_MS = 2100;

/** Connections in a row that fail before no more are tried. */
const FAILURES = 3;

/** Polls without success before the first lookups of single clients. */
const POLLS_BEFORE_LOOKUPS = 3;

/** The kit's test clients on the broker, from their connection to their removal. */
export class TestClientPool {
  readonly sessions: MqttSessions;
  readonly finder: ClientFinder;
  readonly clients: readonly ClientState[];
  /** Capabilities that the clients do not have, each with the reason. */
  readonly missingCapabilities = new Map<Capability, string>();
  /** What a reader of the report should know about the clients. */
  readonly warnings: string[] = [];
  utcOffsetMinutes = 0;
  /** Number of throwaway clients so far. */
  throwaways = 0;
  #shownElsewhere: string | undefined;
  #failures = 0;
  #failure = '';
  #fixtures: Fixtures | undefined;

  constructor(readonly options: TestClientPoolOptions) {
    const { driver, api, prefix, clock, login } = options;
    this.sessions = new MqttSessions(driver, clock);
    this.finder = new ClientFinder(api, prefix);
    this.clients = clientDefinitions(prefix.length).map((definition) => ({
      definition,
      spec: mqttSpecOf(definition, prefix, driver.onLoopback, login),
    }));
  }

  /**
   * Why the clients are no longer what the rules know of them: connections that ended, though the
   * kit did not end them and no kick was sent to them.
   */
  get lostConnections(): string | undefined {
    const lost = this.clients.filter(
      ({ definition, connection }) => definition.offline !== true && connection?.isOpen === false,
    );
    if (lost.length === 0) return undefined;
    return `${counted(lost.length, 'test client')} lost the MQTT connection, for example "${lost[0]?.spec.clientid ?? ''}"`;
  }

  /** Why no more clients can connect: set after several failures in a row. */
  get unreachable(): string | undefined {
    if (this.#failures < FAILURES) return undefined;
    return `the MQTT listener stopped answering: ${this.#failure}`;
  }

  /** Counts connections that the listener did not answer; `undefined` is a success. */
  noteConnect(failure: string | undefined): void {
    this.#failures = failure === undefined ? 0 : this.#failures + 1;
    this.#failure = failure ?? '';
  }

  get fixtures(): Fixtures {
    if (!this.#fixtures) throw new Error('The test clients are not connected yet.');
    return this.#fixtures;
  }

  /** Connects all clients and waits until the API shows them, or the time limit. */
  async open(): Promise<void> {
    await this.#probe();
    for (const batch of [1, 2, 3] as const) {
      if (batch > 1) await this.#pause();
      const returning = this.clients.filter(
        ({ definition, refused }) => definition.returns === true && !refused,
      );
      if (batch === 2) await disconnect(returning);
      await this.#connectAll(this.clients.filter(({ definition }) => definition.batch === batch));
      if (batch === 3) {
        await this.#connectAll(returning);
        await disconnect(this.clients.filter(({ definition }) => definition.offline === true));
      }
    }
    if (this.clients.some(({ refused }) => refused === undefined)) await this.#waitUntilShown();
    await this.#findUtcOffset();
    this.#fixtures = fixturesOf(this.clients, this.options.prefix, this.utcOffsetMinutes);
    const missing = findMissingCapabilities(this.clients, this.#shownElsewhere, this.options);
    for (const [capability, reason] of missing) this.missingCapabilities.set(capability, reason);
  }

  /** Ends every client and session; returns the sessions that it could not end. */
  async close(limitMs?: number): Promise<readonly LeftSession[]> {
    return this.sessions.end(undefined, limitMs);
  }

  /** Connects one client first, so that a wrong address is reported once, and leaves no session. */
  async #probe(): Promise<void> {
    const { driver, prefix } = this.options;
    const [first] = this.clients;
    if (!first) return;
    const { localAddress: _localAddress, ...spec } = first.spec;
    await driver.probe?.({ ...spec, version: 4, clientid: `${prefix}probe` });
  }

  async #pause(): Promise<void> {
    const { clock, signal } = this.options;
    const until = clock.now() + BATCH_GAP_MS;
    await poll(clock, BATCH_GAP_MS, async () => signal?.aborted === true || clock.now() >= until);
    if (signal?.aborted === true) throw new Interrupted();
  }

  async #connectAll(clients: readonly ClientState[]): Promise<void> {
    await Promise.all(clients.map(async (client) => this.#connect(client)));
  }

  async #connect(client: ClientState): Promise<void> {
    try {
      client.connection = await this.sessions.connect(client.spec);
    } catch (error) {
      if (!(error instanceof MqttRefused)) throw error;
      const { localAddress, ...spec } = client.spec;
      if (error instanceof SourceAddressRefused && localAddress !== undefined) {
        // Not every system has all of 127.0.0.0/8.
        Object.assign(client, { spec });
        await this.#connect(client);
        return;
      }
      client.refused = error.message;
    }
  }

  async #waitUntilShown(): Promise<void> {
    const { clock, timeoutMs, onProgress } = this.options;
    const clients = this.clients.filter(({ refused }) => refused === undefined);
    const isComplete = (): boolean => clients.every(isShownAsDefined);
    let polls = 0;
    await poll(clock, timeoutMs, async () => {
      polls += 1;
      setRows(clients, await this.finder.listOwn());
      // Each lookup costs a request: first give the list a chance, then look up rarely.
      if (!isComplete() && (polls === POLLS_BEFORE_LOOKUPS || polls % 8 === 0)) {
        await this.#lookUp(clients);
      }
      onProgress?.(clients.filter(isShownAsDefined).length, clients.length);
      return isComplete() || this.#shownElsewhere !== undefined;
    });
    if (clients.some(({ row }) => !row)) await this.#lookUp(clients);
    const unseen = clients.filter(({ row }) => !row);
    if (unseen.length > 0) setRows(unseen, await this.finder.listPlain());
  }

  async #lookUp(clients: readonly ClientState[]): Promise<void> {
    for (const client of clients.filter((each) => !isShownAsDefined(each))) {
      if (this.#shownElsewhere !== undefined) return;
      const found = await this.finder.lookup(client.spec.clientid);
      if (found?.kind === 'row') client.row = found.row;
      else if (found) this.#shownElsewhere = found.member;
    }
  }

  async #findUtcOffset(): Promise<void> {
    const { api, clock, utcOffsetMinutes } = this.options;
    const latest = this.clients.find(({ definition, row }) => definition.batch === 3 && row)?.row;
    // The broker's time: its clock may differ from this machine's.
    const zone = await this.#timeZone(utcOffsetMinutes, latest, clock.now() + api.skewMs);
    this.utcOffsetMinutes = 'minutes' in zone ? zone.minutes : 0;
    if ('problem' in zone) this.missingCapabilities.set('utc-offset', zone.problem);
    else if (zone.warning !== undefined) this.warnings.push(zone.warning);
  }

  async #timeZone(
    given: number | undefined,
    latest: ClientRow | undefined,
    nowMs: number,
  ): Promise<TimeZone> {
    if (given !== undefined) return { minutes: given };
    if (latest) return findTimeZone(latest, nowMs, this.finder);
    return {
      problem: 'the API shows no test client to find the time zone from: give --utc-offset',
    };
  }
}

async function disconnect(clients: readonly ClientState[]): Promise<void> {
  await Promise.all(clients.map(async ({ connection }) => connection?.disconnect()));
}

function setRows(clients: readonly ClientState[], rows: ReadonlyMap<string, ClientRow>): void {
  for (const client of clients) {
    const row = rows.get(client.spec.clientid);
    if (row) client.row = row;
  }
}
