import type { Matrix } from './matrix.js';
import type { Mutant } from './mutant.js';
import { findingsAlone, pairOf } from './run-mutant.js';

/** What is checked on every change: each pair holds with the one rule run alone. */
interface Killers {
  /** For each mutant the rule and the deviation that name its fault, as `rule: deviation`. */
  readonly ofMutant: Readonly<Record<string, string>>;
  /** For each other `rule: deviation` a mutant that has it. */
  readonly ofDeviation: Readonly<Record<string, string>>;
}

export async function chooseKillers(
  { rules, outcomes }: Matrix,
  mutants: readonly Mutant[],
): Promise<Killers> {
  const ofMutant: Record<string, string> = {};
  const found: Record<string, string> = {};
  for (const { mutant, best } of outcomes.values()) if (best) ofMutant[mutant] = pairOf(best);
  const named = new Set(Object.values(ofMutant));
  for (const { id } of rules) {
    for (const mutant of mutants) {
      const isNew = (pair: string): boolean =>
        pair.startsWith(`${id}: `) && !named.has(pair) && found[pair] === undefined;
      if (outcomes.get(mutant.name)?.found.some(isNew) !== true) continue;
      const pairs = (await findingsAlone(mutant, id)).map(pairOf);
      for (const pair of pairs.filter(isNew)) found[pair] = mutant.name;
    }
  }
  const inOrder = Object.keys(found).sort();
  const ofDeviation = Object.fromEntries(inOrder.map((pair) => [pair, found[pair] ?? '']));
  return { ofMutant, ofDeviation };
}
