import type { BrokerState, NodeState } from '../core/broker-state.js';
import type { Population } from '../core/chunk/chunk.js';
import type { Dialect } from '../core/releases/dialect.js';
import type { ClientsQuery } from '../core/query/query-types.js';
import type { Steps } from '../core/steps.js';
import type { Random } from '../seed/random.js';

/** What a scenario's clients depend on. */
export interface PopulationSettings {
  /** An integer from 0 to 4294967295. */
  readonly seed: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** How many clients. */
  readonly clients: number;
}

/** What an event reads and changes. */
export interface EventContext {
  readonly state: BrokerState;
  /** Seeded: the same events happen in every run. */
  readonly random: Random;
  /** When the event happens, by the mock's clock: epoch milliseconds. */
  readonly now: number;
  /** How often this event has happened before. */
  readonly times: number;
  /** How many clients there were at the start. */
  readonly clients: number;
}

/** A change that no request asks for. */
export type ScenarioEvent = {
  /** What happens, for the journal, e.g. `a client leaves`. */
  readonly what: string;
  /** In steps, between which requests are answered. */
  act(this: void, context: EventContext): Steps<void>;
} & (
  | {
      /** Happens before the nth matching list request is answered, counted from 1. */
      readonly before: 'list';
      /** The requests that match, e.g. `a page after page 1`. */
      readonly request: string;
      readonly matches: (query: ClientsQuery) => boolean;
      readonly nth: number;
    }
  | {
      /** Happens once, this many milliseconds after the start. */
      readonly before: 'time';
      readonly afterMs: number;
    }
  | {
      /** Happens repeatedly, this many milliseconds apart. */
      readonly before: 'tick';
      readonly everyMs: number;
    }
);

/** What happens in an event of one step. */
export const atOnce = (act: (context: EventContext) => void): ScenarioEvent['act'] =>
  function* (context) {
    act(context);
    yield;
  };

/** Milliseconds until an event that waits for the clock happens, and until it happens again. */
export const msOf = (event: Exclude<ScenarioEvent, { before: 'list' }>): number =>
  event.before === 'time' ? event.afterMs : event.everyMs;

/** How a scenario's responses differ from the dialect's. */
export interface ScenarioView {
  readonly countUnderFilter?: Dialect['countUnderFilter'];
  /** Minutes east of UTC of a node's clock. */
  readonly utcOffsetMinutes?: (node: string, defaultOffset: number) => number;
}

/** A named, repeatable situation: clients, and what happens to them. */
export interface Scenario {
  readonly name: string;
  /** One sentence: what a caller of the API experiences. */
  readonly description: string;
  readonly clients: {
    readonly defaultCount: number;
    /** Whether the scenario works with another number. */
    readonly adjustable: boolean;
  };
  createClients(this: void, settings: PopulationSettings): Population;
  readonly events?: readonly ScenarioEvent[];
  readonly view?: ScenarioView;
  /** The nodes behind a load balancer: requests are sent to them in turn. */
  readonly balancedNodes?: readonly string[];
  /** Nodes that are not up from the start. */
  readonly nodeStates?: ReadonlyMap<string, NodeState>;
}
