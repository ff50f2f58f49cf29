import type { DriverFaults } from '../support/in-process/driver.js';
import type { Engine, Handle } from '../support/in-process/engine.js';

/** Turns a conforming broker into a broken one: how it handles a request. */
export type Mutation = (engine: Engine) => Handle;

/** A broker with one small fault, seen on real brokers or easy to imagine. */
export interface Mutant {
  /** Unique, in kebab case. */
  readonly name: string;
  /** What the broker does wrong. A reader of the gate's report should guess it. */
  readonly description: string;
  /** What the message of a failure must match, so that it names the fault. */
  readonly named: RegExp;
  readonly breaks?: Mutation;
  /** What it does wrong with MQTT connections. */
  readonly faults?: DriverFaults;
  /** Clients of others that the broker needs for the fault to show. Default 41. */
  readonly clients?: number;
}

type Row = readonly [
  description: string,
  named: RegExp,
  fault: Mutation | DriverFaults,
  clients?: number,
];

/** Mutants as a table: each row is by the mutant's name, and has what {@link Mutant} lists. */
export const mutantsOf = (rows: Readonly<Record<string, Row>>): readonly Mutant[] =>
  Object.entries(rows).map(([name, [description, named, fault, clients]]) => ({
    name,
    description,
    named,
    ...(typeof fault === 'function' ? { breaks: fault } : { faults: fault }),
    ...(clients !== undefined && { clients }),
  }));
