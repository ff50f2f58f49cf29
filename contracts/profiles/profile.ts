import type { Capability } from '../rule/rule.js';

/** One way in which a broker is known to break the contract. */
export interface KnownDeviation {
  /** Id of the rule. */
  readonly rule: string;
  /** Name of the deviation within the rule. Absent: any deviation of the rule is known. */
  readonly deviation?: string;
  /** The versions that deviate, in words, e.g. `4.3.12 to 4.4.19`. */
  readonly versions?: string;
  /** Why it is tolerated. Required: a profile is a list of decisions, not of excuses. */
  readonly reason: string;
  /** Where it was seen, e.g. the id of a recorded exchange. */
  readonly evidence?: string;
  /**
   * It shows only at times, or only with some populations: its absence is not `fixed`.
   * Default false.
   */
  readonly sometimes?: boolean;
  /** What a run needs for it to show; without it, its absence is not `fixed`. Default none. */
  readonly needs?: readonly Capability[];
}

/** The known deviations of a broker, or of a family of brokers. */
export interface Profile {
  readonly name: string;
  /** What it is a profile of. */
  readonly description?: string;
  readonly known: readonly KnownDeviation[];
}
