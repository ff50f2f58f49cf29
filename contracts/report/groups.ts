import { OUTCOMES, type Outcome, type RuleResult } from '../runner/rule-result.js';
import { GROUPS, type Group } from '../rule/rule.js';

/** One line of the table by group. */
export interface GroupRow {
  readonly group: Group;
  readonly rules: number;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly requests: number;
  readonly ms: number;
}

export function rowsByGroup(results: readonly RuleResult[]): readonly GroupRow[] {
  return GROUPS.map((group) => {
    const own = results.filter(({ rule }) => rule.group === group);
    const counts = Object.fromEntries(
      OUTCOMES.map((outcome) => [outcome, own.filter((each) => each.outcome === outcome).length]),
    ) as Record<Outcome, number>;
    const requests = own.reduce((sum, each) => sum + each.requests, 0);
    const ms = own.reduce((sum, each) => sum + each.ms, 0);
    return { group, rules: own.length, counts, requests, ms };
  }).filter(({ rules }) => rules > 0);
}

/** `60 pass, 2 known, 1 skip` */
export function countsText(counts: Readonly<Record<Outcome, number>>): string {
  const shown = OUTCOMES.filter((outcome) => counts[outcome] > 0 || outcome === 'fail');
  return shown.map((outcome) => `${counts[outcome]} ${outcome}`).join(', ');
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
