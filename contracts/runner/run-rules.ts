import type { ContextOptions } from '../rule/context.js';
import { runRule } from './run-rule.js';
import { entryMatches, type RuleResult, applyProfile } from './rule-result.js';
import type { KnownDeviation, Profile } from '../profiles/profile.js';
import type { Rule } from '../rule/rule.js';

export interface RunOptions extends ContextOptions {
  readonly rules: readonly Rule[];
  readonly profile?: Profile | undefined;
  /** End after the first rule that fails, is fixed or errs. Default false. */
  readonly bail?: boolean | undefined;
  onStart?(rule: Rule, index: number, total: number): void;
  onResult?(result: RuleResult): void;
}

/** Runs the rules one after the other: two at once would disturb each other. */
export async function runRules(options: RunOptions): Promise<readonly RuleResult[]> {
  const { rules, bail = false } = options;
  const results: RuleResult[] = [];
  for (const [index, rule] of rules.entries()) {
    options.onStart?.(rule, index, rules.length);
    const result = await checkRule(rule, options);
    results.push(result);
    options.onResult?.(result);
    if (bail && ['fail', 'fixed', 'error'].includes(result.outcome)) break;
  }
  return results;
}

/** Runs one rule and weighs its verdict with the profile. */
export async function checkRule(
  rule: Rule,
  options: ContextOptions & Pick<RunOptions, 'profile'>,
): Promise<RuleResult> {
  const { api, clock } = options;
  const [requests, start] = [api.count, clock.now()];
  const entries = entriesOf(rule, options);
  const verdict = await runRule(rule, options, (deviation) =>
    entries.some((entry) => entryMatches(entry, deviation)),
  );
  return {
    rule,
    ...applyProfile(verdict, entries),
    requests: api.count - requests,
    ms: clock.now() - start,
  };
}

/** The profile's entries for the rule, as far as they can show in this run. */
function entriesOf(
  rule: Rule,
  { profile, missingCapabilities }: ContextOptions & Pick<RunOptions, 'profile'>,
): readonly KnownDeviation[] {
  const entries = profile?.known.filter((entry) => entry.rule === rule.id) ?? [];
  return entries.map((entry) =>
    entry.needs?.some((need) => missingCapabilities.has(need)) === true
      ? { ...entry, sometimes: true }
      : entry,
  );
}
