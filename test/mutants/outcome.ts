import type { Mutant } from './mutant.js';
import { type Finding, findingsAlone, findingsOf, pairOf, runMutant } from './run-mutant.js';

/** The result of the whole gate for one mutant. */
export interface MutantOutcome {
  readonly mutant: string;
  /** Ids of the rules that fail, in the gate's order. */
  readonly kills: readonly string[];
  /** What they find, as `rule: deviation`. */
  readonly found: readonly string[];
  /** The finding that names the fault best, by a rule that finds it alone, too. */
  readonly best: Finding | undefined;
  readonly requests: number;
  /** Rules that could not judge. There must be none. */
  readonly errors: readonly string[];
}

/** Runs every rule on a mutant. */
export async function judgeMutant(mutant: Mutant): Promise<MutantOutcome> {
  const report = await runMutant(mutant);
  const findings = findingsOf(report);
  return {
    mutant: mutant.name,
    kills: [...new Set(findings.map(({ rule }) => rule))],
    found: findings.map(pairOf),
    best: await bestOf(mutant, findings),
    requests: report.requests,
    errors: report.results
      .filter((result) => result.outcome === 'error')
      .map(({ rule, reason }) => `${rule.id}: ${reason}`),
  };
}

async function bestOf(mutant: Mutant, findings: readonly Finding[]): Promise<Finding | undefined> {
  const names = ({ message }: Finding): boolean => mutant.named.test(message);
  for (const rule of new Set(findings.filter(names).map((finding) => finding.rule))) {
    const finding = (await findingsAlone(mutant, rule)).find(names);
    if (finding) return finding;
  }
  return undefined;
}
