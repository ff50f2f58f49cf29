import { OUTCOMES, type Outcome, type RuleResult } from '../runner/rule-result.js';
import { GROUPS, type Group } from '../rule/rule.js';
import { countOutcomes } from './report.js';

/** One line of the table by group. */
export interface GroupRow {
  readonly group: Group;
  readonly results: readonly RuleResult[];
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly requests: number;
  readonly ms: number;
}

export function rowsByGroup(all: readonly RuleResult[]): readonly GroupRow[] {
  return GROUPS.map((group) => {
    const results = all.filter(({ rule }) => rule.group === group);
    const requests = results.reduce((sum, each) => sum + each.requests, 0);
    const ms = results.reduce((sum, each) => sum + each.ms, 0);
    return { group, results, counts: countOutcomes(results), requests, ms };
  }).filter(({ results }) => results.length > 0);
}

const MEANINGS = {
  known: 'the broker breaks the rule, as the profile lists it',
  fixed: 'the profile lists a deviation that no longer shows: remove the entry',
  error: 'the kit could not judge the rule: this says nothing about the broker',
} as const;

/** What the outcomes mean that a name does not explain, for those that occur. */
export function legendOf(
  counts: Readonly<Record<Outcome, number>>,
): readonly (readonly [outcome: Outcome, meaning: string])[] {
  return (['known', 'fixed', 'error'] as const)
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => [outcome, MEANINGS[outcome]] as const);
}

/** `60 pass, 2 known, 1 skip` */
export function countsText(counts: Readonly<Record<Outcome, number>>): string {
  const shown = OUTCOMES.filter((outcome) => counts[outcome] > 0 || outcome === 'fail');
  return shown.map((outcome) => `${counts[outcome]} ${outcome}`).join(', ');
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
