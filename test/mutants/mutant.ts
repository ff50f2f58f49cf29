import type { DriverFaults } from '../support/in-process/driver.js';
import type { Engine, Handle } from '../support/in-process/engine.js';

/** Makes a broken broker of an honest one: what it answers to a request. */
export type Mutation = (engine: Engine) => Handle;

/** One small fault of a broker, as real ones have it or as is easy to imagine. */
export interface Mutant {
  /** Unique, in kebab case. */
  readonly name: string;
  /** What the broker does wrong: what a reader of the gate's report should guess. */
  readonly description: string;
  /** Words by which a failure's message must name the fault. */
  readonly named: RegExp;
  readonly breaks?: Mutation;
  /** What it does wrong with MQTT clients, which no request shows. */
  readonly faults?: DriverFaults;
  /** Clients of others that it takes for the fault to show. Default 41. */
  readonly clients?: number;
}
