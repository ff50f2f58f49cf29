import type { BrokerState } from '../core/broker-state.js';
import type { ClientsQuery } from '../core/query/query-types.js';
import type { Steps } from '../core/steps.js';
import { Random } from '../seed/random.js';
import { type EventContext, msOf, type Scenario, type ScenarioEvent } from './scenario.js';

/**
 * How many missed ticks of an event happen when the clock jumps: the latest ones. Earlier ones are
 * left out, so that no jump can block the mock.
 */
export const MAX_TICKS = 1000;

/** A scenario that has begun: which of its events have happened. */
export class ScenarioRun {
  readonly #random: Random;
  #requests = 0;
  readonly #counts = new Map<ScenarioEvent, number>();
  /** Events that the clock has passed and that have not happened, the latest first. */
  #due: { readonly at: number; readonly event: ScenarioEvent; readonly times: number }[] = [];
  /** The event that the clock has passed and that is happening. */
  #acting: Steps<void> | undefined;

  constructor(
    readonly scenario: Scenario,
    readonly seed: number,
    /** Epoch milliseconds, by the mock's clock. */
    readonly startedAt: number,
    /** How many clients there were then. */
    readonly clients: number,
  ) {
    this.#random = new Random(seed, 1);
  }

  /** The node that a load balancer sends the next request to; `undefined`: there is none. */
  nextNode(): string | undefined {
    const { balancedNodes: nodes = [] } = this.scenario;
    return nodes[this.#requests++ % nodes.length];
  }

  /** How often each event has happened, in the order of the scenario's. */
  get happened(): readonly number[] {
    return (this.scenario.events ?? []).map((event) => {
      const count = this.#countOf(event);
      return event.before === 'list' ? Number(count >= event.nth) : count;
    });
  }

  /**
   * Applies the next event that waits for a request, without the request.
   * @returns what happened; `undefined` if no event waits for one.
   */
  *step(state: BrokerState): Steps<string | undefined> {
    const next = this.scenario.events?.find(
      (event) => event.before === 'list' && this.#countOf(event) < event.nth,
    );
    if (next?.before !== 'list') return undefined;
    this.#counts.set(next, next.nth);
    yield* next.act(this.#context(state, state.clock.now(), 0));
    return next.what;
  }

  /** The next event that waits for the clock, and for how many milliseconds; `undefined`: none does. */
  nextDue(now: number): { readonly what: string; readonly inMs: number } | undefined {
    const due = (this.scenario.events ?? []).flatMap((event) => {
      if (event.before === 'list') return [];
      const done = this.#countOf(event);
      if (event.before === 'time' && done > 0) return [];
      const step = msOf(event);
      return [{ what: event.what, inMs: this.startedAt + (done + 1) * step - now }];
    });
    return due.sort((a, b) => a.inMs - b.inMs)[0];
  }

  /**
   * Applies a step of the next event that the clock has passed, in the order of time, or ends sessions
   * that ended before it.
   * @returns whether there may be more.
   */
  catchUpSome(state: BrokerState): boolean {
    if (!this.#acting) {
      if (this.#due.length === 0) this.#findDue(state.clock.now());
      const next = this.#due.at(-1);
      if (!next) return false;
      if (state.store.expireSome(next.at)) return true;
      this.#due.pop();
      this.#acting = next.event.act(this.#context(state, next.at, next.times));
    }
    if (this.#acting.next().done === true) this.#acting = undefined;
    return true;
  }

  /** Finds the events that the clock has passed, the latest first. */
  #findDue(now: number): void {
    for (const event of this.scenario.events ?? []) {
      if (event.before === 'list') continue;
      const done = this.#countOf(event);
      const step = msOf(event);
      const passed = Math.floor((now - this.startedAt) / step);
      const until = event.before === 'time' ? Math.min(passed, 1) : passed;
      for (let times = Math.max(done, until - MAX_TICKS); times < until; times++) {
        this.#due.push({ at: this.startedAt + (times + 1) * step, event, times });
      }
      this.#counts.set(event, Math.max(done, until));
    }
    if (this.#due.length > 1) this.#due.reverse().sort((a, b) => b.at - a.at);
  }

  /**
   * Applies the events that this list request triggers, before it is answered.
   * @param isAnswered whether the search succeeds; called only for a query that matches.
   * @returns what happened.
   */
  *applyEvents(
    query: ClientsQuery,
    state: BrokerState,
    isAnswered: () => Steps<boolean>,
  ): Steps<string[]> {
    const happened: string[] = [];
    for (const event of this.scenario.events ?? []) {
      if (event.before !== 'list' || !event.matches(query)) continue;
      if (this.#countOf(event) >= event.nth || !(yield* isAnswered())) continue;
      // Other requests may have been counted while this one was searched.
      const count = this.#countOf(event) + 1;
      if (count > event.nth) continue;
      this.#counts.set(event, count);
      if (count < event.nth) continue;
      yield* event.act(this.#context(state, state.clock.now(), 0));
      happened.push(event.what);
    }
    return happened;
  }

  #countOf(event: ScenarioEvent): number {
    return this.#counts.get(event) ?? 0;
  }

  #context(state: BrokerState, now: number, times: number): EventContext {
    return { state, random: this.#random, now, times, clients: this.clients };
  }
}
