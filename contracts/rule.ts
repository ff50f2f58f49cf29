import type { Exchange } from './exchange.js';
import type { RuleContext } from './rule-context.js';

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

/**
 * What a rule can not do without. The runner skips the rule, with the reason, where it is missing.
 * - `fixtures`: clients of our own that the API shows, hence known truth
 * - `mqtt`: clients of our own are connected, whether the API shows them or not
 * - `kick`: the user allowed DELETE of the run's own clients; comes with `mqtt`
 * - `usernames`: fixtures chose their own user names (not so where one login is demanded)
 * - `mqtt-3.1`, `mqtt-5`: the broker took clients of that version
 * - `persistent`: the broker took sessions that outlive their connection, and shows them
 * - `several-addresses`: the API shows fixtures under at least two addresses
 * - `credentials`: the user gave credentials
 * - `utc-offset`: the broker's time zone is known, from the user or from a fixture
 */
export const NEEDS = [
  'fixtures',
  'mqtt',
  'kick',
  'usernames',
  'mqtt-3.1',
  'mqtt-5',
  'persistent',
  'several-addresses',
  'credentials',
  'utc-offset',
] as const;
export type Need = (typeof NEEDS)[number];

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
  readonly needs: readonly Need[];
  /**
   * Judges. Returns normally: whatever was recorded with `ctx.deviate` or `ctx.expect…` counts,
   * and if nothing was, the rule passes. It is run a second time when it found deviations, and
   * only those found in both runs are reported; so it must be repeatable.
   */
  run(ctx: RuleContext): Promise<void>;
}

/** One way in which the broker breaks a rule. */
export interface Deviation {
  /** Names it within the rule, in kebab case, e.g. `count-is-minus-one`. Profiles refer to it. */
  readonly deviation: string;
  /** One sentence that says what is wrong, for people. */
  readonly message: string;
  readonly expected: unknown;
  readonly got: unknown;
  /** The first differing row or field, e.g. `meta.count` or `data[3].connected_at`. */
  readonly at?: string;
  /** The exchange that shows it. Default: the rule's last one. */
  readonly exchange?: Exchange;
}

/** Thrown by `ctx.fail`: the rule can not go on, its deviations are recorded. */
export class RuleFailed extends Error {
  override readonly name = 'RuleFailed';
}

/** Thrown by `ctx.skip`: the rule can not judge this broker, and that is not the broker's fault. */
export class RuleSkipped extends Error {
  override readonly name = 'RuleSkipped';
}
