import type { StoredClient } from '../core/client.js';
import type { Dialect } from '../core/dialects/dialect.js';
import type { MockRequest } from '../core/messages.js';
import type { BrokerState } from '../core/broker-state.js';
import type { Random } from '../seed/random.js';

/** What a scenario's clients depend on. */
export interface Setting {
  /** A whole number, 0 to 4294967295. */
  readonly seed: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** How many clients; the scenario's own number where nobody asked for another. */
  readonly clients: number;
}

/** What a scripted event may look at and change. */
export interface Scene {
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

/** Something that happens by itself. */
export type ScenarioEvent = {
  /** What happens, for the journal: `a client leaves`. */
  readonly what: string;
  act(this: void, scene: Scene): void;
} & (
  | {
      /** Happens before the nth request that matches is answered, counted from 1. */
      readonly before: 'request';
      readonly matches: (request: RequestShape) => boolean;
      readonly nth: number;
    }
  | {
      /** Happens once, so many milliseconds after the start. */
      readonly before: 'time';
      readonly afterMs: number;
    }
  | {
      /** Happens again and again, so many milliseconds apart. */
      readonly before: 'tick';
      readonly everyMs: number;
    }
);

/** A request, as an event's condition reads it. */
export interface RequestShape {
  readonly method: string;
  /** Whether it asks for the list of clients. */
  readonly isList: boolean;
  /** Of a list: `_page`, 1 where it was left out. */
  readonly page: number;
  readonly request: MockRequest;
}

/** Where a scenario's answers differ from the dialect's. */
export interface ScenarioView {
  readonly countUnderFilter?: Dialect['countUnderFilter'];
  /** Minutes east of UTC of a node's clock. */
  readonly utcOffsetMinutes?: (node: string, usual: number) => number;
}

/** A named situation that can be met again: who is there, and what happens. */
export interface Scenario {
  readonly name: string;
  /** One sentence: what a client of the API meets here. */
  readonly story: string;
  readonly clients: {
    readonly usual: number;
    /** Whether another number tells the same story. */
    readonly adjustable: boolean;
  };
  state(this: void, setting: Setting): StoredClient[];
  readonly events?: readonly ScenarioEvent[];
  readonly view?: ScenarioView;
}
