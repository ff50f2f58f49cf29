import type { MockRequest } from '../core/messages.js';
import type { BrokerState } from '../core/broker-state.js';
import { Random } from '../seed/random.js';
import { shapeOf } from './request-shape.js';
import type { Scenario, ScenarioEvent, Scene } from './scenario.js';

/**
 * A clock that leaps makes up for so many ticks of an event, the latest; what lies further back
 * is left out, so that no leap can stall the mock.
 */
export const MAX_TICKS = 1000;

/** A scenario that has begun: which of its events have happened. */
export class ScenarioRun {
  readonly #random: Random;
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

  /** Lets everything happen that the clock has passed, in the order of time. */
  catchUp(state: BrokerState): void {
    const now = state.clock.now();
    const due: { at: number; event: ScenarioEvent; times: number }[] = [];
    for (const event of this.scenario.events ?? []) {
      if (event.before === 'request') continue;
      const done = this.#counts.get(event) ?? 0;
      const step = event.before === 'time' ? event.afterMs : event.everyMs;
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
      event.act(this.#scene(state, at, times));
    }
  }

  /** Lets happen what this request sets off, before it is answered. Returns what that was. */
  meet(request: MockRequest, basePath: string, state: BrokerState): string[] {
    const { events = [] } = this.scenario;
    if (events.length === 0) return [];
    const shape = shapeOf(request, basePath);
    const happened: string[] = [];
    for (const event of events) {
      if (event.before !== 'request' || !event.matches(shape)) continue;
      const count = (this.#counts.get(event) ?? 0) + 1;
      this.#counts.set(event, count);
      if (count !== event.nth) continue;
      event.act(this.#scene(state, state.clock.now(), 0));
      happened.push(event.what);
    }
    return happened;
  }

  #scene(state: BrokerState, now: number, times: number): Scene {
    return { state, random: this.#random, now, times, clients: this.clients };
  }
}
