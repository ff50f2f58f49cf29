import type { BrokerState } from '../core/broker-state.js';
import type { ClientsQuery } from '../core/query/query-types.js';
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
      const count = this.#counts.get(event) ?? 0;
      return event.before === 'list' ? Number(count >= event.nth) : count;
    });
  }

  /**
   * Applies the next event that waits for a request, without the request.
   * @returns what happened; `undefined` if no event waits for one.
   */
  step(state: BrokerState): string | undefined {
    const next = this.scenario.events?.find(
      (event) => event.before === 'list' && (this.#counts.get(event) ?? 0) < event.nth,
    );
    if (next?.before !== 'list') return undefined;
    this.#counts.set(next, next.nth);
    next.act(this.#context(state, state.clock.now(), 0));
    return next.what;
  }

  /** The next event that waits for the clock, and for how many milliseconds; `undefined`: none does. */
  nextDue(now: number): { readonly what: string; readonly inMs: number } | undefined {
    const due = (this.scenario.events ?? []).flatMap((event) => {
      if (event.before === 'list') return [];
      const done = this.#counts.get(event) ?? 0;
      if (event.before === 'time' && done > 0) return [];
      const step = msOf(event);
      return [{ what: event.what, inMs: this.startedAt + (done + 1) * step - now }];
    });
    return due.sort((a, b) => a.inMs - b.inMs)[0];
  }

  /** Applies all events that the clock has passed, in the order of time. */
  catchUp(state: BrokerState): void {
    const now = state.clock.now();
    const due: { at: number; event: ScenarioEvent; times: number }[] = [];
    for (const event of this.scenario.events ?? []) {
      if (event.before === 'list') continue;
      const done = this.#counts.get(event) ?? 0;
      const step = msOf(event);
      const passed = Math.floor((now - this.startedAt) / step);
      const until = event.before === 'time' ? Math.min(passed, 1) : passed;
      for (let times = Math.max(done, until - MAX_TICKS); times < until; times++) {
        due.push({ at: this.startedAt + (times + 1) * step, event, times });
      }
      this.#counts.set(event, Math.max(done, until));
    }
    due.sort((a, b) => a.at - b.at);
    for (const { at, event, times } of due) {
      state.store.expire(at);
      event.act(this.#context(state, at, times));
    }
  }

  /**
   * Applies the events that this list request triggers, before it is answered.
   * @param isAnswered whether the search succeeds; called only for a query that matches.
   * @returns what happened.
   */
  applyEvents(query: ClientsQuery, state: BrokerState, isAnswered: () => boolean): string[] {
    const happened: string[] = [];
    for (const event of this.scenario.events ?? []) {
      if (event.before !== 'list' || !event.matches(query)) continue;
      const before = this.#counts.get(event) ?? 0;
      if (before >= event.nth || !isAnswered()) continue;
      this.#counts.set(event, before + 1);
      if (before + 1 < event.nth) continue;
      event.act(this.#context(state, state.clock.now(), 0));
      happened.push(event.what);
    }
    return happened;
  }

  #context(state: BrokerState, now: number, times: number): EventContext {
    return { state, random: this.#random, now, times, clients: this.clients };
  }
}
