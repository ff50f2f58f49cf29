import type { ApiClient } from '../http/api-client.js';
import { redactDeviation } from '../http/redact.js';
import type { KnownDeviation, Profile } from '../profiles/profile.js';
import { Context, type RuleEnvironment } from '../rule/context.js';
import { type Deviation, type Rule, RuleFailed, RuleSkipped } from '../rule/rule.js';
import {
  BrokerUnreachable,
  Interrupted,
  messageOf,
  NoAnswer,
  RunEnded,
  WayFailed,
} from '../shared/errors.js';
import { MqttRefused } from '../test-clients/test-client.js';
import { applyProfile, entryMatches, type RuleResult, type Verdict } from './rule-result.js';

/** Runs one rule and applies the profile to its verdict. */
export async function checkRule(
  rule: Rule,
  environment: RuleEnvironment,
  profile?: Profile,
): Promise<RuleResult> {
  const { api, clock } = environment;
  const [requests, retried, start] = [api.count, api.retried.length, clock.now()];
  const entries = entriesOf(rule, environment, profile);
  const tally = { rechecks: 0 };
  api.rule = rule.id;
  try {
    const isKnown = (deviation: Deviation): boolean =>
      entries.some((entry) => entryMatches(entry, deviation));
    const verdict = await runRule(rule, environment, isKnown, tally);
    return {
      rule,
      // A deviation may not show where examples were left out.
      ...applyProfile(
        redacted(verdict, api),
        api.load.leftOut.has(rule.id)
          ? entries.map((entry) => ({ ...entry, sometimes: true }))
          : entries,
      ),
      requests: api.count - requests,
      retries: api.retried.slice(retried).reduce((sum, { tries }) => sum + tries - 1, 0),
      rechecks: tally.rechecks,
      ms: clock.now() - start,
    };
  } finally {
    api.rule = undefined;
  }
}

/** The result of a rule that was left out. */
export const skipped = (rule: Rule, reason: string): RuleResult => ({
  rule,
  outcome: 'skip',
  reason,
  requests: 0,
  retries: 0,
  rechecks: 0,
  ms: 0,
});

/** A reason may quote what the broker sent, or whom a rule asked for. */
function redacted(verdict: Verdict, api: ApiClient): Verdict {
  if (verdict.kind === 'judged') return verdict;
  return { ...verdict, reason: api.redact(verdict.reason) };
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

/** Counts how often a rule asks or runs again. */
interface Tally {
  rechecks: number;
}

/**
 * Runs a rule. If it finds deviations, it runs again, and only those that show both times count:
 * clients of others come and go, and an accusation must not rest on their timing.
 * @param isKnown whether the profile lists a deviation; a rule that finds only such runs once
 * @throws Interrupted RunEnded
 */
export async function runRule(
  rule: Rule,
  environment: RuleEnvironment,
  isKnown: (deviation: Deviation) => boolean = () => false,
  tally: Tally = { rechecks: 0 },
): Promise<Verdict> {
  const reason = rule.needs
    .map((need) => environment.missingCapabilities.get(need))
    .find((missing) => missing !== undefined);
  const unreachable = rule.needs.includes('kick')
    ? environment.testClients?.unreachable
    : undefined;
  const why = reason ?? unreachable;
  if (why !== undefined) return { kind: 'skip', reason: why, deviations: [] };
  const first = await runUndisturbed(rule, environment, tally);
  if (first.deviations.every(isKnown)) return first;
  tally.rechecks += 1;
  const second = await runUndisturbed(rule, environment, tally);
  const again = new Set(second.deviations.map(({ deviation }) => deviation));
  const deviations = first.deviations.filter((each) => isKnown(each) || again.has(each.deviation));
  const lost = rule.needs.includes('kick') ? undefined : environment.testClients?.lostConnections;
  if (lost !== undefined && usesFixtures(rule) && !deviations.every(isKnown)) {
    return { kind: 'skip', reason: `${lost}: what they show is unknown`, deviations: [] };
  }
  return { ...second, deviations };
}

/** Whether a rule compares answers with what the test clients are; these groups do if they can. */
const usesFixtures = ({ needs, group }: Rule): boolean =>
  needs.includes('fixtures') || ['list', 'paging', 'lookup', 'times'].includes(group);

/** Runs a rule until the way to the broker does not fail, within limits. */
async function runUndisturbed(
  rule: Rule,
  environment: RuleEnvironment,
  tally: Tally,
): Promise<Verdict> {
  for (let run = 0; ; run += 1) {
    try {
      return await runOnce(rule, environment, tally);
    } catch (error) {
      if (!(error instanceof WayFailed)) throw error;
      // What the rule has found by then may be of the way too.
      if (run >= error.reruns || environment.testClients?.unreachable !== undefined) {
        return { kind: 'error', reason: error.message, deviations: [] };
      }
      tally.rechecks += 1;
    }
  }
}

async function runOnce(rule: Rule, environment: RuleEnvironment, tally: Tally): Promise<Verdict> {
  const { api } = environment;
  const ctx = new Context(environment);
  api.load.startRule();
  const found = (): Deviation[] =>
    distinct(ctx.deviations).map((each) => redactDeviation(each, (text) => api.redact(text)));
  try {
    await rule.run(ctx);
    return { kind: 'judged', deviations: found() };
  } catch (error) {
    const deviations = found();
    if (endsRun(error) || error instanceof WayFailed) throw error;
    if (error instanceof RuleFailed) return { kind: 'judged', deviations };
    if (error instanceof RuleSkipped) return { kind: 'skip', reason: error.message, deviations };
    if (error instanceof MqttRefused) {
      return { kind: 'skip', reason: `the broker ${error.message}`, deviations };
    }
    if (error instanceof BrokerUnreachable || error instanceof NoAnswer) {
      if (error instanceof BrokerUnreachable) environment.testClients?.noteConnect(error.message);
      throw new WayFailed(messageOf(error), 1, { cause: error });
    }
    return { kind: 'error', reason: messageOf(error), deviations };
  } finally {
    tally.rechecks += ctx.rechecks;
    // What is left is removed at the end of the run.
    if (!api.gone) await ctx.end();
  }
}

/** Whether no rule can be judged after this error. */
export const endsRun = (error: unknown): error is Interrupted | RunEnded =>
  error instanceof Interrupted || error instanceof RunEnded;

/** The first deviation of each name: the same fault at ten places is one finding. */
function distinct(deviations: readonly Deviation[]): Deviation[] {
  const byName = new Map<string, Deviation>();
  for (const each of deviations) {
    if (!byName.has(each.deviation)) byName.set(each.deviation, each);
  }
  return [...byName.values()];
}
