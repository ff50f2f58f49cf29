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
  /**
   * Records deviations with `ctx.deviate` or `ctx.expect`; without any, the rule passes. A rule
   * that finds deviations runs again, and only those of both runs count: it must be repeatable.
   */
  run(ctx: RuleContext): Promise<void>;
}
