import type { Report, Rule } from '../../contracts/index.js';
import { checkInProcess } from '../support/in-process/check.js';
import { createEngine } from '../support/in-process/engine.js';
import type { Mutant } from './mutant.js';

/** The gate's report on a broken broker. */
export async function runMutant(mutant: Mutant, rules?: readonly Rule[]): Promise<Report> {
  const engine = createEngine({ clients: mutant.clients ?? 41 });
  const handle = mutant.breaks?.(engine) ?? engine.honest;
  return checkInProcess(engine, handle, {
    ...(rules && { rules }),
    ...(mutant.faults && { faults: mutant.faults }),
  });
}

/** One rule that accuses a mutant, and in which words. */
export interface Kill {
  readonly rule: string;
  readonly messages: readonly string[];
}

export function killsOf(report: Report): readonly Kill[] {
  return report.results
    .filter((result) => result.outcome === 'fail')
    .map(({ rule, deviations }) => ({
      rule: rule.id,
      messages: deviations.map(({ message }) => message),
    }));
}
