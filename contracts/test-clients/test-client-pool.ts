import type { ApiClient } from '../http/api-client.js';
import { poll } from '../shared/poll.js';
import { findUtcOffset } from '../shared/broker-time.js';
import { Interrupted } from '../shared/errors.js';
import type { Capability } from '../rule/rule.js';
import type { Clock } from '../http/target.js';
import {
  fixturesOf,
  isShownAsDefined,
  type Login,
  type ClientState,
  specOf,
} from './client-state.js';
import { type FixtureDriver, type Fixtures, MqttRefused } from './test-client.js';
import { findMissingCapabilities } from './missing-capabilities.js';
import { clientDefinitions } from './client-definitions.js';
import { type LeftSession, MqttSessions } from './sessions.js';
import { ClientFinder } from './client-visibility.js';

export interface TestClientPoolOptions {
  readonly driver: FixtureDriver;
  readonly api: ApiClient;
  readonly prefix: string;
  readonly clock: Clock;
  readonly login?: Login | undefined;
  /** Minutes east of UTC, where the user said so. */
  readonly utcOffsetMinutes?: number | undefined;
  /** How long the API may take to show the clients. Milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((shown: number, total: number) => void) | undefined;
}

/**
 * More than two whole seconds between batches: times are shown in whole seconds, and there must be
 * one between any two batches in which nothing happened.
 */
const BATCH_GAP_MS = 2100;

/** Polls without success before the single lookups start. */
const PATIENCE = 3;

/** The kit's own clients on the broker under test, from their entrance to their removal. */
export class TestClientPool {
  readonly sessions: MqttSessions;
  readonly finder: ClientFinder;
  readonly clients: readonly ClientState[];
  /** Why a need is not met; needs that are met are not in it. */
  readonly missingCapabilities = new Map<Capability, string>();
  utcOffsetMinutes = 0;
  /** Throwaway clients so far. */
  throwaways = 0;
  #shownElsewhere: string | undefined;
  #fixtures: Fixtures | undefined;

  constructor(readonly options: TestClientPoolOptions) {
    const { driver, api, prefix, clock, login } = options;
    this.sessions = new MqttSessions(driver, clock);
    this.finder = new ClientFinder(api, prefix);
    this.clients = clientDefinitions(prefix.length).map((definition) => ({
      definition,
      spec: specOf(definition, prefix, driver.onLoopback, login),
    }));
  }

  get fixtures(): Fixtures {
    if (!this.#fixtures) throw new Error('The fixtures are not on stage.');
    return this.#fixtures;
  }

  /** Connects all clients and waits until the API shows them, or does not. */
  async open(): Promise<void> {
    for (const batch of [1, 2, 3] as const) {
      if (batch > 1) await this.#pause();
      const returning = this.#returning();
      if (batch === 2) await this.#leave(returning);
      await this.#enter(this.clients.filter(({ definition }) => definition.batch === batch));
      if (batch === 3) {
        await this.#enter(returning);
        await this.#leave(this.clients.filter(({ definition }) => definition.offline === true));
      }
    }
    if (this.clients.some(({ refused }) => refused === undefined)) await this.#waitUntilShown();
    this.#findOffset();
    this.#fixtures = fixturesOf(this.clients, this.options.prefix, this.utcOffsetMinutes);
    for (const [need, reason] of findMissingCapabilities(
      this.clients,
      this.#shownElsewhere,
      this.options,
    )) {
      this.missingCapabilities.set(need, reason);
    }
  }

  /** Ends every client and every session; says which it could not end. */
  async close(): Promise<readonly LeftSession[]> {
    return this.sessions.end();
  }

  #returning(): ClientState[] {
    return this.clients.filter(
      ({ definition, refused }) => definition.returns === true && !refused,
    );
  }

  async #pause(): Promise<void> {
    const { clock, signal } = this.options;
    const until = clock.now() + BATCH_GAP_MS;
    await poll(clock, BATCH_GAP_MS, async () => signal?.aborted === true || clock.now() >= until);
    if (signal?.aborted === true) throw new Interrupted();
  }

  async #enter(players: readonly ClientState[]): Promise<void> {
    await Promise.all(players.map(async (player) => this.#connect(player)));
  }

  async #connect(player: ClientState): Promise<void> {
    try {
      player.connection = await this.sessions.connect(player.spec);
    } catch (error) {
      if (!(error instanceof MqttRefused)) throw error;
      const { localAddress, ...spec } = player.spec;
      if (error.refusal === 'address' && localAddress !== undefined) {
        // Not every system has all of 127.0.0.0/8.
        Object.assign(player, { spec });
        await this.#connect(player);
        return;
      }
      player.refused = error.message;
    }
  }

  async #leave(players: readonly ClientState[]): Promise<void> {
    await Promise.all(players.map(async ({ connection }) => connection?.disconnect()));
  }

  async #waitUntilShown(): Promise<void> {
    const { clock, timeoutMs, onProgress } = this.options;
    const cast = this.clients.filter(({ refused }) => refused === undefined);
    let polls = 0;
    await poll(clock, timeoutMs, async () => {
      polls += 1;
      take(cast, await this.finder.listOwn());
      // The lookups cost a request each: not before the list has had its chance, then rarely.
      if (!cast.every(isShownAsDefined) && (polls === PATIENCE || polls % 8 === 0))
        await this.#lookUp(cast);
      onProgress?.(cast.filter(isShownAsDefined).length, cast.length);
      return cast.every(isShownAsDefined) || this.#shownElsewhere !== undefined;
    });
    if (cast.some(({ row }) => !row)) await this.#lookUp(cast);
    if (cast.some(({ row }) => !row)) take(cast, await this.finder.listPlain(), true);
  }

  async #lookUp(cast: readonly ClientState[]): Promise<void> {
    for (const player of cast.filter((each) => !isShownAsDefined(each))) {
      if (this.#shownElsewhere !== undefined) return;
      const shown = await this.finder.lookup(player.spec.clientid);
      if (shown?.kind === 'row') player.row = shown.row;
      else if (shown) this.#shownElsewhere = shown.member;
    }
  }

  #findOffset(): void {
    const { api, clock, utcOffsetMinutes } = this.options;
    const latest = this.clients.find(({ definition, row }) => definition.batch === 3 && row)?.row;
    // The broker's now: its clock may be far off without any harm but to this.
    const now = clock.now() + api.skewMs;
    const found = utcOffsetMinutes ?? findUtcOffset(latest?.['connected_at'], now);
    this.utcOffsetMinutes = found ?? 0;
    if (found === undefined) {
      this.missingCapabilities.set(
        'utc-offset',
        latest === undefined
          ? 'the API shows no client of ours to find the time zone from: give --utc-offset'
          : 'the times that the API shows fit no time zone: check the clocks, or give --utc-offset',
      );
    }
  }
}

function take(
  cast: readonly ClientState[],
  rows: ReadonlyMap<string, NonNullable<ClientState['row']>>,
  onlyNew = false,
): void {
  for (const player of cast) {
    const row = rows.get(player.spec.clientid);
    if (row && !(onlyNew && player.row)) player.row = row;
  }
}
