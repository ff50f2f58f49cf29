import type { KnownDeviation } from '../profiles/profile.js';
import type { Deviation, Rule } from '../rule/rule.js';

/**
 * - `pass`: the broker keeps the rule
 * - `fail`: the broker breaks it
 * - `known`: it breaks it in just the ways that the profile lists
 * - `fixed`: the profile lists a deviation that does not show: the profile is stale
 * - `skip`: this run can not judge it, with the reason
 * - `error`: the kit itself could not judge
 */
export const OUTCOMES = ['pass', 'fail', 'known', 'fixed', 'skip', 'error'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A deviation that was found, and what the profile says about it. */
export interface FoundDeviation extends Deviation {
  readonly known?: KnownDeviation;
}

/** What became of one rule. */
export interface RuleResult {
  readonly rule: Rule;
  readonly outcome: Outcome;
  readonly deviations: readonly FoundDeviation[];
  /** Entries of the profile for this rule that did not show, though they should have. */
  readonly fixed: readonly KnownDeviation[];
  /** Of a skip or an error. */
  readonly reason?: string;
  /** Requests that it took. */
  readonly requests: number;
  readonly ms: number;
}

/** How one run of a rule ended, before the profile is looked at. */
export type Verdict =
  | { readonly kind: 'judged'; readonly deviations: readonly Deviation[] }
  | {
      readonly kind: 'skip' | 'error';
      readonly reason: string;
      readonly deviations: readonly Deviation[];
    };

/** Weighs a verdict with the profile's entries for the rule. */
export function applyProfile(
  verdict: Verdict,
  entries: readonly KnownDeviation[],
): Pick<RuleResult, 'outcome' | 'deviations' | 'fixed' | 'reason'> {
  const deviations = verdict.deviations.map((deviation): FoundDeviation => {
    const known = entries.find((entry) => entryMatches(entry, deviation));
    return known ? { ...deviation, known } : deviation;
  });
  if (deviations.some(({ known }) => !known)) return { outcome: 'fail', deviations, fixed: [] };
  if (verdict.kind === 'error') {
    return { outcome: 'error', deviations, fixed: [], reason: verdict.reason };
  }
  if (verdict.kind === 'skip') {
    return deviations.length > 0
      ? { outcome: 'known', deviations, fixed: [] }
      : { outcome: 'skip', deviations, fixed: [], reason: verdict.reason };
  }
  const fixed = entries.filter(
    (entry) => entry.sometimes !== true && !deviations.some(({ known }) => known === entry),
  );
  if (fixed.length > 0) return { outcome: 'fixed', deviations, fixed };
  return { outcome: deviations.length > 0 ? 'known' : 'pass', deviations, fixed };
}

/** Whether the entry of a profile, for the same rule, means this deviation. */
export function entryMatches(entry: KnownDeviation, deviation: Deviation): boolean {
  return entry.deviation === undefined || entry.deviation === deviation.deviation;
}
