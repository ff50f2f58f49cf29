import type { KnownDeviation } from '../profiles/profile.js';
import type { Deviation, Rule } from '../rule/rule.js';

/**
 * - `pass`: the broker keeps the rule
 * - `fail`: the broker breaks it
 * - `known`: it breaks it only in ways that the profile lists
 * - `fixed`: the profile lists a deviation that no longer shows: the entry is out of date
 * - `skip`: this run cannot judge it, with the reason
 * - `error`: the kit itself could not judge
 */
export const OUTCOMES = ['pass', 'fail', 'known', 'fixed', 'skip', 'error'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A deviation, with the profile's entry for it. */
export interface KnownFinding extends Deviation {
  readonly known: KnownDeviation;
}

/** A deviation, with the profile's entry where it has one. */
export type FoundDeviation = Deviation & Partial<Pick<KnownFinding, 'known'>>;

/** The outcome of a rule, with just its members. */
type RuleOutcome =
  | { readonly outcome: 'pass' }
  | { readonly outcome: 'fail'; readonly deviations: readonly FoundDeviation[] }
  | { readonly outcome: 'known'; readonly deviations: readonly KnownFinding[] }
  | {
      readonly outcome: 'fixed';
      /** Known deviations that still show. */
      readonly deviations: readonly KnownFinding[];
      /** Entries of the profile that no longer show. */
      readonly fixed: readonly KnownDeviation[];
    }
  | { readonly outcome: 'skip'; readonly reason: string }
  | { readonly outcome: 'error'; readonly reason: string };

/** The result of one rule. */
export type RuleResult = RuleOutcome & {
  readonly rule: Rule;
  /** Requests that the rule sent. */
  readonly requests: number;
  /** Extra sends that its requests needed because of the way to the broker. */
  readonly retries: number;
  /** How often the rule asked again, or ran again, before accusing the broker. */
  readonly rechecks: number;
  readonly ms: number;
};

/** How one run of a rule ended, before the profile is applied. */
export type Verdict =
  | { readonly kind: 'judged'; readonly deviations: readonly Deviation[] }
  | {
      readonly kind: 'skip' | 'error';
      readonly reason: string;
      readonly deviations: readonly Deviation[];
    };

/** A result for which the run does not end with 0. */
export type BadResult = Extract<RuleResult, { outcome: 'fail' | 'fixed' | 'error' }>;

export function isBad(result: RuleResult): result is BadResult {
  return ['fail', 'fixed', 'error'].includes(result.outcome);
}

/** Whether it passed, but not at the first try: the broker or the way to it is not steady. */
export function isFlaky(result: RuleResult): boolean {
  return result.outcome === 'pass' && result.retries + result.rechecks > 0;
}

export function deviationsOf(result: RuleResult): readonly FoundDeviation[] {
  return 'deviations' in result ? result.deviations : [];
}

/** Turns a verdict into an outcome, given the profile's entries for the rule. */
export function applyProfile(verdict: Verdict, entries: readonly KnownDeviation[]): RuleOutcome {
  const deviations = verdict.deviations.map((deviation): FoundDeviation => {
    const known = entries.find((entry) => entryMatches(entry, deviation));
    return known ? { ...deviation, known } : deviation;
  });
  if (!deviations.every(isKnown)) return { outcome: 'fail', deviations };
  if (verdict.kind === 'error') return { outcome: 'error', reason: verdict.reason };
  if (verdict.kind === 'skip' && deviations.length === 0) {
    return { outcome: 'skip', reason: verdict.reason };
  }
  const fixed = entries.filter(
    (entry) => entry.sometimes !== true && !deviations.some(({ known }) => known === entry),
  );
  if (verdict.kind === 'judged' && fixed.length > 0) return { outcome: 'fixed', deviations, fixed };
  return deviations.length > 0 ? { outcome: 'known', deviations } : { outcome: 'pass' };
}

const isKnown = (deviation: FoundDeviation): deviation is KnownFinding =>
  deviation.known !== undefined;

/** Whether a profile's entry for the rule lists this deviation. */
export function entryMatches(entry: KnownDeviation, deviation: Deviation): boolean {
  return entry.deviation === undefined || entry.deviation === deviation.deviation;
}
