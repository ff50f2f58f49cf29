import type { Exchange } from '../http/exchange.js';

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

/** Thrown by `ctx.fail`: the rule cannot continue; its deviations are recorded. */
export class RuleFailed extends Error {
  override readonly name = 'RuleFailed';
}

/** Thrown by `ctx.skip`: the rule cannot judge this broker, which is not the broker's fault. */
export class RuleSkipped extends Error {
  override readonly name = 'RuleSkipped';
}
