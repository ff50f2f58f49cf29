import type { Capability } from '../rule/rule.js';

/** A known way in which a broker breaks the contract. */
export interface KnownDeviation {
  /** Id of the rule. */
  readonly rule: string;
  /** Name of the deviation within the rule. Absent: every deviation of the rule. */
  readonly deviation?: string;
  /** The versions that deviate, as text, e.g. `4.3.12 to 4.4.19`. */
  readonly versions?: string;
  /** Why it is tolerated. Required. */
  readonly reason: string;
  /** Where it was seen, e.g. the id of a recorded exchange. */
  readonly evidence?: string;
  /** It does not show in every run: its absence is not `fixed`. Default false. */
  readonly sometimes?: boolean;
  /** Capabilities without which it cannot show: its absence is not `fixed`. Default none. */
  readonly needs?: readonly Capability[];
}

/** The known deviations of a broker or a family of brokers. */
export interface Profile {
  readonly name: string;
  /** The brokers, e.g. `EMQX 4.3.22 and 4.4.19`. */
  readonly description?: string;
  readonly known: readonly KnownDeviation[];
}

/** Returns a function that lists the deviations of one cause, with the recording that shows it. */
export const seenIn =
  (versions: string, recording: string) =>
  (
    reason: string,
    exchange: string,
    deviations: readonly (readonly [rule: string, deviation: string])[],
    needs?: readonly Capability[],
  ): KnownDeviation[] =>
    deviations.map(([rule, deviation]) => ({
      rule,
      deviation,
      versions,
      reason,
      evidence: `recording ${recording}, ${exchange}`,
      ...(needs && { needs }),
    }));
