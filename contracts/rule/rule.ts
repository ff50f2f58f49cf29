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
] as const;
export type Group = (typeof GROUPS)[number];

export const LEVELS = ['MUST', 'SHOULD'] as const;
export type Level = (typeof LEVELS)[number];

/** One law of the contract, and how to tell whether a broker keeps it. */
export interface Rule {
  /** `group/name`, e.g. `filters/clientid-exact`. Stable: profiles refer to it. */
  readonly id: string;
  readonly group: Group;
  /** A sentence in the present tense: what a broker that keeps the rule does. */
  readonly title: string;
  readonly level: Level;
  /** Where it is written: the documents' table and row, or `decisions.md #6`. */
  readonly clause: string;
  readonly needs: readonly Capability[];
  /**
   * Judges. Returns normally: whatever was recorded with `ctx.deviate` or `ctx.expect…` counts,
   * and if nothing was, the rule passes. It is run a second time when it found deviations, and
   * only those found in both runs are reported; so it must be repeatable.
   */
  run(ctx: RuleContext): Promise<void>;
}
