import { Context, type ContextOptions } from '../rule/context.js';
import { Interrupted, messageOf } from '../shared/errors.js';
import { redactDeviation } from '../http/redact.js';
import { MqttRefused } from '../test-clients/test-client.js';
import type { Verdict } from './rule-result.js';
import { type Deviation, type Rule, RuleFailed, RuleSkipped } from '../rule/rule.js';

/**
 * Runs a rule. Where it finds deviations it runs once more, and only those count that show both
 * times: clients of others come and go, and an accusation must not rest on their timing.
 * @param isKnown deviations that the profile expects: they accuse nobody, and alone they are not
 *   looked for again
 * @throws Interrupted
 */
export async function runRule(
  rule: Rule,
  options: ContextOptions,
  isKnown: (deviation: Deviation) => boolean = () => false,
): Promise<Verdict> {
  const reason = rule.needs
    .map((need) => options.missingCapabilities.get(need))
    .find((unmet) => unmet !== undefined);
  if (reason !== undefined) return { kind: 'skip', reason, deviations: [] };
  const first = await runOnce(rule, options);
  if (first.deviations.every(isKnown)) return first;
  const second = await runOnce(rule, options);
  const again = new Set(second.deviations.map(({ deviation }) => deviation));
  const deviations = first.deviations.filter((each) => isKnown(each) || again.has(each.deviation));
  return { ...second, deviations };
}

async function runOnce(rule: Rule, options: ContextOptions): Promise<Verdict> {
  const ctx = new Context(options);
  const found = (): Deviation[] =>
    distinct(ctx.deviations).map((each) =>
      redactDeviation(each, (text) => options.api.redact(text)),
    );
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

/** One of each name, the first: the same fault at ten places is one finding. */
function distinct(deviations: readonly Deviation[]): Deviation[] {
  const byName = new Map<string, Deviation>();
  for (const each of deviations) {
    if (!byName.has(each.deviation)) byName.set(each.deviation, each);
  }
  return [...byName.values()];
}
