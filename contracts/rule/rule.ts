import type { Capability } from './capability.js';
import type { RuleContext } from './rule-context.js';

export { RuleFailed, RuleSkipped, type Deviation } from './deviation.js';
export { CAPABILITIES, type Capability } from './capability.js';

export const GROUPS = [
  'auth',
  'list',
  'paging',
  'filters',
  'times',
  'lookup',
  'kick',
  'errors',
  // What an application uses beyond the rules of the contract; see contracts/usage.
  'usage',
] as const;
export type Group = (typeof GROUPS)[number];

export const LEVELS = ['MUST', 'SHOULD'] as const;
export type Level = (typeof LEVELS)[number];

/** An application that relies on a rule. */
export interface UsedBy {
  readonly application: string;
  /** The names of its tests; empty where they had none. */
  readonly tests: readonly string[];
  /** How many different requests of these tests rely on it. */
  readonly requests: number;
}

/** One rule of the contract, and the code that checks it. */
export interface Rule {
  /** `group/name`, e.g. `filters/clientid-exact`. Stable: profiles refer to it. */
  readonly id: string;
  readonly group: Group;
  /** A sentence in the present tense: what a broker that keeps the rule does. */
  readonly title: string;
  readonly level: Level;
  /** Its source: table and row of the documents, or `decisions.md #6`. */
  readonly clause: string;
  readonly needs: readonly Capability[];
  /** The applications that rely on it, where the run is of what applications use. */
  readonly usedBy?: readonly UsedBy[];
  /**
   * Records deviations with `ctx.deviate` or `ctx.expect`; without any, the rule passes. A rule
   * that finds deviations runs again, and only those of both runs count: it must be repeatable.
   */
  run(ctx: RuleContext): Promise<void>;
}
