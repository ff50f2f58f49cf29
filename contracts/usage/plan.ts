import type { FoundDeviation, KnownFinding, RuleResult } from '../runner/rule-result.js';
import type { Rule, UsedBy } from '../rule/rule.js';
import { isAcceptedIn, requestsOf, type Use } from '../../openapi/usage/usage.js';
import type { Application } from './applications.js';
import { isDeviationOf } from './deviations.js';
import { replayRules } from './replay-rules.js';
import { concerns, rulesOfOrders, rulesOfUse } from './rules-of-use.js';

/** The rules that applications rely on. */
export interface UsagePlan {
  readonly applications: readonly Application[];
  /** Each a MUST, in the order of the kit's rules; then what they use beyond them. */
  readonly rules: readonly Rule[];
  /** Whether a difference is accepted for some releases only. */
  readonly needsRelease: boolean;
  /** A result, with what all applications that rely on the rule accept as known. */
  accept(this: void, result: RuleResult, release: string | undefined): RuleResult;
}

/** Which tests of an application rely on a rule, and with how many requests. */
interface Reliance {
  readonly tests: Set<string>;
  readonly uses: Set<Use>;
}

/** Chooses the rules that the usage of the applications touches. */
export function planUsage(applications: readonly Application[], rules: readonly Rule[]): UsagePlan {
  const relied = new Map<string, Map<string, Reliance>>();
  const rely = (id: string, { name }: Application): Reliance => {
    const byApplication = relied.get(id) ?? new Map<string, Reliance>();
    relied.set(id, byApplication);
    const reliance = byApplication.get(name) ?? { tests: new Set(), uses: new Set() };
    byApplication.set(name, reliance);
    return reliance;
  };
  const note = (id: string, application: Application, uses: readonly Use[]): void => {
    const { tests, uses: known } = rely(id, application);
    for (const use of uses) {
      known.add(use);
      for (const test of use.tests.keys()) tests.add(test);
    }
  };
  const replays = new Map<string, Rule>();
  for (const application of applications) {
    const { uses } = application.usage;
    for (const use of uses) for (const id of rulesOfUse(use)) note(id, application, [use]);
    for (const { rules: ids, tests } of rulesOfOrders(uses)) {
      for (const id of ids) for (const test of tests) rely(id, application).tests.add(test);
      if (tests.length === 0) for (const id of ids) rely(id, application);
    }
    for (const { rule, uses: own } of replayRules(uses)) {
      replays.set(rule.id, rule);
      note(rule.id, application, own);
    }
  }
  const usedBy = (id: string): readonly UsedBy[] =>
    [...(relied.get(id) ?? [])].map(([application, { tests, uses }]) => ({
      application,
      tests: [...tests].sort(),
      requests: [...uses].reduce((sum, use) => sum + requestsOf(use), 0),
    }));
  return {
    applications,
    rules: [...rules, ...replays.values()]
      .filter(({ id }) => relied.has(id))
      .map((rule) => ({ ...rule, level: 'MUST', usedBy: usedBy(rule.id) })),
    needsRelease: applications.some(({ usage }) =>
      usage.accepted.some(({ releases }) => releases !== undefined),
    ),
    accept: (result, release) =>
      acceptResult(
        withoutOthers(result, [...(relied.get(result.rule.id)?.values() ?? [])]),
        applications,
        release,
      ),
  };
}

/**
 * Why an application accepts a deviation of a rule; `undefined`: it does not.
 * @param release of the broker, e.g. `4.3.22`; without one, an entry for some releases does not apply
 */
export function reasonOf(
  { usage }: Application,
  { id }: Rule,
  { deviation }: FoundDeviation,
  release: string | undefined,
): string | undefined {
  const isOf = (difference: string): boolean =>
    [id, `${id}:${deviation}`].includes(difference) || isDeviationOf(difference, id, deviation);
  return usage.accepted.find((entry) => isAcceptedIn(entry, release) && isOf(entry.difference))
    ?.reason;
}

/** A result without the deviations that concern no use. */
function withoutOthers(result: RuleResult, reliances: readonly Reliance[]): RuleResult {
  if (result.outcome !== 'fail') return result;
  const { rule, requests, retries, rechecks, ms } = result;
  const uses = reliances.flatMap((each) => [...each.uses]);
  const deviations = result.deviations.filter(
    ({ deviation }) => uses.length === 0 || uses.some((use) => concerns(use, rule.id, deviation)),
  );
  if (deviations.length > 0) return { ...result, deviations };
  return { outcome: 'pass', rule, requests, retries, rechecks, ms };
}

function acceptResult(
  result: RuleResult,
  applications: readonly Application[],
  release: string | undefined,
): RuleResult {
  if (result.outcome !== 'fail') return result;
  const { rule } = result;
  const names = rule.usedBy?.map(({ application }) => application) ?? [];
  const relying = applications.filter(({ name }) => names.includes(name));
  const deviations = result.deviations.map((found): FoundDeviation => {
    const reasons = relying.map((each) => reasonOf(each, rule, found, release));
    if (reasons.length === 0 || reasons.includes(undefined)) return found;
    const reason = `accepted: ${[...new Set(reasons)].join('; ')}`;
    // That it no longer shows is no failure.
    const known = { rule: rule.id, deviation: found.deviation, reason, sometimes: true };
    return { ...found, known };
  });
  return deviations.every(isKnown)
    ? { ...result, outcome: 'known', deviations }
    : { ...result, deviations };
}

const isKnown = (found: FoundDeviation): found is KnownFinding => found.known !== undefined;
