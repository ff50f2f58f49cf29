import { rules } from '../../contracts/index.js';
import type { Mutant } from './mutant.js';
import { type Kill, killsOf, runMutant } from './run-mutant.js';

/** What became of one mutant before the whole gate. */
export interface MutantOutcome {
  readonly mutant: string;
  /** Ids of the rules that accuse it, in the gate's order. */
  readonly kills: readonly string[];
  /** The accusation that names the fault best, by a rule that finds it alone, too. */
  readonly best: { readonly rule: string; readonly message: string } | undefined;
  readonly requests: number;
  /** Rules that could not judge, which none must. */
  readonly errors: readonly string[];
}

/** Runs every rule on a mutant. */
export async function judgeMutant(mutant: Mutant): Promise<MutantOutcome> {
  const report = await runMutant(mutant);
  const kills = killsOf(report);
  return {
    mutant: mutant.name,
    kills: kills.map(({ rule }) => rule),
    best: await bestOf(mutant, kills),
    requests: report.requests,
    errors: report.results
      .filter((result) => result.outcome === 'error')
      .map(({ rule, reason }) => `${rule.id}: ${reason}`),
  };
}

async function bestOf(mutant: Mutant, kills: readonly Kill[]): Promise<MutantOutcome['best']> {
  for (const { rule, messages } of kills) {
    if (!messages.some((message) => mutant.named.test(message))) continue;
    const message = await accusation(mutant, rule);
    if (message !== undefined) return { rule, message };
  }
  return undefined;
}

/** What one rule, run alone, says of the mutant in words that name it; `undefined`: nothing. */
export async function accusation(mutant: Mutant, rule: string): Promise<string | undefined> {
  const messages = await messagesOf(mutant, rule);
  return messages.find((message) => mutant.named.test(message));
}

/** All that one rule, run alone, says of the mutant. */
export async function messagesOf(mutant: Mutant, rule: string): Promise<readonly string[]> {
  const report = await runMutant(
    mutant,
    rules.filter(({ id }) => id === rule),
  );
  return killsOf(report).flatMap(({ messages }) => messages);
}
