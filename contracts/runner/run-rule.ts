import { redactDeviation } from '../http/redact.js';
import type { KnownDeviation, Profile } from '../profiles/profile.js';
import { Context, type RuleEnvironment } from '../rule/context.js';
import { type Deviation, type Rule, RuleFailed, RuleSkipped } from '../rule/rule.js';
import { Interrupted, messageOf } from '../shared/errors.js';
import { MqttRefused } from '../test-clients/test-client.js';
import { applyProfile, entryMatches, type RuleResult, type Verdict } from './rule-result.js';

/** Runs one rule and applies the profile to its verdict. */
export async function checkRule(
  rule: Rule,
  environment: RuleEnvironment,
  profile?: Profile,
): Promise<RuleResult> {
  const { api, clock } = environment;
  const [requests, start] = [api.count, clock.now()];
  const entries = entriesOf(rule, environment, profile);
  const verdict = await runRule(rule, environment, (deviation) =>
    entries.some((entry) => entryMatches(entry, deviation)),
  );
  return {
    rule,
    ...applyProfile(verdict, entries),
    requests: api.count - requests,
    retries: 0,
    rechecks: 0,
    ms: clock.now() - start,
  };
}

/** The profile's entries for the rule; one that cannot show in this run need not show. */
function entriesOf(
  rule: Rule,
  { missingCapabilities }: RuleEnvironment,
  profile: Profile | undefined,
): readonly KnownDeviation[] {
  const entries = profile?.known.filter((entry) => entry.rule === rule.id) ?? [];
  return entries.map((entry) =>
    entry.needs?.some((need) => missingCapabilities.has(need)) === true
      ? { ...entry, sometimes: true }
      : entry,
  );
}

/**
 * Runs a rule. If it finds deviations, it runs again, and only those that show both times count:
 * clients of others come and go, and an accusation must not rest on their timing.
 * @param isKnown whether the profile lists a deviation; a rule that finds only such runs once
 * @throws Interrupted
 */
export async function runRule(
  rule: Rule,
  environment: RuleEnvironment,
  isKnown: (deviation: Deviation) => boolean = () => false,
): Promise<Verdict> {
  const reason = rule.needs
    .map((need) => environment.missingCapabilities.get(need))
    .find((missing) => missing !== undefined);
  if (reason !== undefined) return { kind: 'skip', reason, deviations: [] };
  const first = await runOnce(rule, environment);
  if (first.deviations.every(isKnown)) return first;
  const second = await runOnce(rule, environment);
  const again = new Set(second.deviations.map(({ deviation }) => deviation));
  const deviations = first.deviations.filter((each) => isKnown(each) || again.has(each.deviation));
  return { ...second, deviations };
}

async function runOnce(rule: Rule, environment: RuleEnvironment): Promise<Verdict> {
  const { api } = environment;
  const ctx = new Context(environment);
  const found = (): Deviation[] =>
    distinct(ctx.deviations).map((each) => redactDeviation(each, (text) => api.redact(text)));
  try {
    await rule.run(ctx);
    return { kind: 'judged', deviations: found() };
  } catch (error) {
    const deviations = found();
    if (error instanceof Interrupted) throw error;
    if (error instanceof RuleFailed) return { kind: 'judged', deviations };
    if (error instanceof RuleSkipped) return { kind: 'skip', reason: error.message, deviations };
    if (error instanceof MqttRefused) {
      return { kind: 'skip', reason: `the broker ${error.message}`, deviations };
    }
    return { kind: 'error', reason: messageOf(error), deviations };
  } finally {
    await ctx.end();
  }
}

/** The first deviation of each name: the same fault at ten places is one finding. */
function distinct(deviations: readonly Deviation[]): Deviation[] {
  const byName = new Map<string, Deviation>();
  for (const each of deviations) {
    if (!byName.has(each.deviation)) byName.set(each.deviation, each);
  }
  return [...byName.values()];
}
