import { OUTCOMES, type Outcome, type RuleResult } from '../runner/rule-result.js';

/** What a run found. */
export interface Report {
  /** The base URL, without credentials. */
  readonly target: string;
  /** Name of the profile, where one was used. */
  readonly profile?: string;
  /** What every client id of the run started with. */
  readonly prefix: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly ms: number;
  readonly requests: number;
  /** In the order of the rules. */
  readonly results: readonly RuleResult[];
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Why the run is not clean: sessions that stay, no client that could connect, nothing judged. */
  readonly warnings: readonly string[];
  /** 0 all well; 1 a rule failed or a known deviation is fixed; 3 the kit could not judge. */
  readonly exitCode: 0 | 1 | 3;
}

export function countOutcomes(results: readonly RuleResult[]): Record<Outcome, number> {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<
    Outcome,
    number
  >;
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}

/**
 * An error weighs more than a failure: whoever reads only the code must not take a broken run for
 * a verdict. SHOULD rules count like the others: who does not want them asks for level MUST.
 */
export function exitCodeOf(counts: Readonly<Record<Outcome, number>>, unclean: boolean): 0 | 1 | 3 {
  if (counts.error > 0 || unclean) return 3;
  return counts.fail + counts.fixed > 0 ? 1 : 0;
}
