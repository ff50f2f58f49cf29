import type { Fault } from '../broker.js';

/** A way to break a broker, and what the rules must say about it. */
export interface BrokenBroker {
  readonly name: string;
  readonly fault: Fault;
  /** `rule: deviation`, among others. */
  readonly finds: string;
  /** What some message says. */
  readonly says?: RegExp;
  /** Whether the run has clients of its own. Default true. */
  readonly mqtt?: boolean;
  /** Clients of others; default 41. */
  readonly clients?: number;
}
