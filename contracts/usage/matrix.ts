import { deviationsOf, type RuleResult } from '../runner/rule-result.js';
import { reasonOf, type UsagePlan } from './plan.js';

/** How a finding concerns an application: `-`: it does not use this. */
export type Concern = 'fails' | 'accepted' | 'error' | '-';

/** What a run found, for each application that it was about. */
export interface UsageMatrix {
  readonly applications: readonly string[];
  readonly findings: readonly {
    /** The rule's id. */
    readonly rule: string;
    readonly title: string;
    /** One for each application, in their order. */
    readonly concerns: readonly Concern[];
  }[];
  /** One line for each application, e.g. for its README: whether it works with this broker. */
  readonly verdicts: readonly string[];
}

/** @param brokerName in the verdicts, e.g. `EMQX 4.3.22` */
export function usageMatrix(
  { applications }: UsagePlan,
  results: readonly RuleResult[],
  brokerName: string,
  release: string | undefined,
): UsageMatrix {
  const names = applications.map(({ name }) => name);
  const concernOf = (result: RuleResult, index: number): Concern => {
    const application = applications[index];
    const uses = result.rule.usedBy?.some((each) => each.application === application?.name);
    if (!application || uses !== true) return '-';
    if (result.outcome === 'error') return 'error';
    const isAccepted = deviationsOf(result).every(
      (found) => reasonOf(application, result.rule, found, release) !== undefined,
    );
    return isAccepted ? 'accepted' : 'fails';
  };
  const findings = results
    .filter(({ outcome }) => ['fail', 'known', 'error'].includes(outcome))
    .map((result) => ({
      rule: result.rule.id,
      title: result.rule.title,
      concerns: names.map((_, index) => concernOf(result, index)),
    }));
  const verdicts = names.map((name, index) => {
    const own = results.filter(({ rule }) =>
      rule.usedBy?.some(({ application }) => application === name),
    );
    const skipped = own.filter(({ outcome }) => outcome === 'skip').length;
    const broken = findings.filter(({ concerns }) => concerns[index] === 'fails');
    const errors = findings.filter(({ concerns }) => concerns[index] === 'error').length;
    const left = skipped + errors;
    const judged = left > 0 ? ` (${left} of ${own.length} rules not judged)` : '';
    if (broken.length > 0) {
      const except = broken.map(({ rule }) => rule).join(', ');
      return `${name} works with ${brokerName}, except ${except}${judged}`;
    }
    // What was not judged may be what fails.
    return left > 0
      ? `${name} may work with ${brokerName}: nothing fails${judged}`
      : `${name} works with ${brokerName}`;
  });
  return { applications: names, findings, verdicts };
}
