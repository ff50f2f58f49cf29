import type { Matrix } from './matrix.js';
import type { Mutant } from './mutant.js';
import { findingsAlone } from './run-mutant.js';

/** Few enough pairs to be checked on every change; each holds with the one rule run alone. */
export interface Killers {
  /** For each mutant the rule and the deviation that name its fault, as `rule: deviation`. */
  readonly ofMutant: Readonly<Record<string, string>>;
  /** For each rule a mutant that it catches. */
  readonly ofRule: Readonly<Record<string, string>>;
}

export async function chooseKillers(
  { rules, outcomes }: Matrix,
  mutants: readonly Mutant[],
): Promise<Killers> {
  const ofMutant: Record<string, string> = {};
  const ofRule: Record<string, string> = {};
  for (const { mutant, best } of outcomes.values()) {
    if (!best) continue;
    ofMutant[mutant] = `${best.rule}: ${best.deviation}`;
    ofRule[best.rule] ??= mutant;
  }
  for (const { id } of rules) {
    if (ofRule[id] !== undefined) continue;
    for (const mutant of mutants) {
      if (outcomes.get(mutant.name)?.kills.includes(id) !== true) continue;
      if ((await findingsAlone(mutant, id)).length === 0) continue;
      ofRule[id] = mutant.name;
      break;
    }
  }
  const inOrder = Object.fromEntries(rules.map(({ id }) => [id, ofRule[id] ?? '']));
  return { ofMutant, ofRule: inOrder };
}
