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

/** `60 pass, 2 known, 1 skip` */
export function countsText(counts: Readonly<Record<Outcome, number>>): string {
  const shown = OUTCOMES.filter((outcome) => counts[outcome] > 0 || outcome === 'fail');
  return shown.map((outcome) => `${counts[outcome]} ${outcome}`).join(', ');
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
