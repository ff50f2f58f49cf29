import type { Api } from '../http/api-client.js';
import { poll } from '../shared/poll.js';
import { findUtcOffset } from '../shared/broker-time.js';
import { Interrupted } from '../shared/errors.js';
import type { Need } from '../rule/rule.js';
import type { Clock } from '../http/target.js';
import { fixturesOf, isAsTold, type Login, type Player, specOf } from './client-state.js';
import { type FixtureDriver, type Fixtures, MqttRefused } from './test-client.js';
import { unmetNeeds } from './missing-capabilities.js';
import { population } from './client-definitions.js';
import { type LeftBehind, Sessions } from './sessions.js';
import { Shower } from './client-visibility.js';

export interface StageOptions {
  readonly driver: FixtureDriver;
  readonly api: Api;
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
export class Stage {
  readonly sessions: Sessions;
  readonly shower: Shower;
  readonly players: readonly Player[];
  /** Why a need is not met; needs that are met are not in it. */
  readonly unmet = new Map<Need, string>();
  utcOffsetMinutes = 0;
  /** Throwaway clients so far. */
  spawned = 0;
  #shownElsewhere: string | undefined;
  #fixtures: Fixtures | undefined;

  constructor(readonly options: StageOptions) {
    const { driver, api, prefix, clock, login } = options;
    this.sessions = new Sessions(driver, clock);
    this.shower = new Shower(api, prefix);
    this.players = population(prefix.length).map((part) => ({
      part,
      spec: specOf(part, prefix, driver.onLoopback, login),
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
      await this.#enter(this.players.filter(({ part }) => part.batch === batch));
      if (batch === 3) {
        await this.#enter(returning);
        await this.#leave(this.players.filter(({ part }) => part.offline === true));
      }
    }
    if (this.players.some(({ refused }) => refused === undefined)) await this.#waitUntilShown();
    this.#findOffset();
    this.#fixtures = fixturesOf(this.players, this.options.prefix, this.utcOffsetMinutes);
    for (const [need, reason] of unmetNeeds(this.players, this.#shownElsewhere, this.options)) {
      this.unmet.set(need, reason);
    }
  }

  /** Ends every client and every session; says which it could not end. */
  async close(): Promise<readonly LeftBehind[]> {
    return this.sessions.end();
  }

  #returning(): Player[] {
    return this.players.filter(({ part, refused }) => part.returns === true && !refused);
  }

  async #pause(): Promise<void> {
    const { clock, signal } = this.options;
    const until = clock.now() + BATCH_GAP_MS;
    await poll(clock, BATCH_GAP_MS, async () => signal?.aborted === true || clock.now() >= until);
    if (signal?.aborted === true) throw new Interrupted();
  }

  async #enter(players: readonly Player[]): Promise<void> {
    await Promise.all(players.map(async (player) => this.#connect(player)));
  }

  async #connect(player: Player): Promise<void> {
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

  async #leave(players: readonly Player[]): Promise<void> {
    await Promise.all(players.map(async ({ connection }) => connection?.disconnect()));
  }

  async #waitUntilShown(): Promise<void> {
    const { clock, timeoutMs, onProgress } = this.options;
    const cast = this.players.filter(({ refused }) => refused === undefined);
    let polls = 0;
    await poll(clock, timeoutMs, async () => {
      polls += 1;
      take(cast, await this.shower.listOwn());
      // The lookups cost a request each: not before the list has had its chance, then rarely.
      if (!cast.every(isAsTold) && (polls === PATIENCE || polls % 8 === 0))
        await this.#lookUp(cast);
      onProgress?.(cast.filter(isAsTold).length, cast.length);
      return cast.every(isAsTold) || this.#shownElsewhere !== undefined;
    });
    if (cast.some(({ row }) => !row)) await this.#lookUp(cast);
    if (cast.some(({ row }) => !row)) take(cast, await this.shower.listPlain(), true);
  }

  async #lookUp(cast: readonly Player[]): Promise<void> {
    for (const player of cast.filter((each) => !isAsTold(each))) {
      if (this.#shownElsewhere !== undefined) return;
      const shown = await this.shower.lookup(player.spec.clientid);
      if (shown?.kind === 'row') player.row = shown.row;
      else if (shown) this.#shownElsewhere = shown.member;
    }
  }

  #findOffset(): void {
    const { api, clock, utcOffsetMinutes } = this.options;
    const latest = this.players.find(({ part, row }) => part.batch === 3 && row)?.row;
    // The broker's now: its clock may be far off without any harm but to this.
    const now = clock.now() + api.skewMs;
    const found = utcOffsetMinutes ?? findUtcOffset(latest?.['connected_at'], now);
    this.utcOffsetMinutes = found ?? 0;
    if (found === undefined) {
      this.unmet.set(
        'utc-offset',
        latest === undefined
          ? 'the API shows no client of ours to find the time zone from: give --utc-offset'
          : 'the times that the API shows fit no time zone: check the clocks, or give --utc-offset',
      );
    }
  }
}

function take(
  cast: readonly Player[],
  rows: ReadonlyMap<string, NonNullable<Player['row']>>,
  onlyNew = false,
): void {
  for (const player of cast) {
    const row = rows.get(player.spec.clientid);
    if (row && !(onlyNew && player.row)) player.row = row;
  }
}
