import type { Retried } from '../http/retry.js';
import type { Profile } from '../profiles/profile.js';
import type { UsageMatrix } from '../usage/matrix.js';
import { OUTCOMES, type Outcome, type RuleResult } from '../runner/rule-result.js';

/** Why a run ended before all its rules were judged. */
export interface EarlyEnd {
  readonly reason: 'interrupted' | 'broker gone' | 'time limit';
  /** What happened, how many rules were not judged, and what to do. */
  readonly message: string;
}

/** The result of a run. */
export interface Report {
  /** The base URL, without credentials. */
  readonly target: string;
  /** The command line that repeats the run; `--only` and a rule's id after it run that rule. */
  readonly command: string;
  /** The profile, where one was used. */
  readonly profile?: Profile;
  /** Where the run was of what applications use: what it means for each. */
  readonly usage?: UsageMatrix;
  /** The start of every client id of the run. */
  readonly prefix: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly ms: number;
  readonly requests: number;
  /** Milliseconds that the broker took for all requests. */
  readonly costMs: number;
  /** Requests that needed more than one try, in order. */
  readonly retried: readonly Retried[];
  /** Absent where the run came to its end. The rules that were not judged are skipped. */
  readonly ended?: EarlyEnd;
  /** In the order of the rules. */
  readonly results: readonly RuleResult[];
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Why the run is not clean: sessions left on the broker, no client connected, nothing judged. */
  readonly warnings: readonly string[];
  /** 0: success; 1: a rule failed or a known deviation is fixed; 3: the kit could not judge. */
  readonly exitCode: 0 | 1 | 3;
}

export function countOutcomes(results: readonly RuleResult[]): Record<Outcome, number> {
  const count = (wanted: Outcome): number =>
    results.filter(({ outcome }) => outcome === wanted).length;
  return Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count(outcome)])) as Record<
    Outcome,
    number
  >;
}

/**
 * An error outweighs a failure: a broken run must not look like a verdict. SHOULD rules count like
 * MUST rules; level `must` leaves them out.
 */
export function exitCodeOf(counts: Readonly<Record<Outcome, number>>, unclean: boolean): 0 | 1 | 3 {
  if (counts.error > 0 || unclean) return 3;
  return counts.fail + counts.fixed > 0 ? 1 : 0;
}
