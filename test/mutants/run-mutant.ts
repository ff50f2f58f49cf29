import { type Report, type Rule, rules as allRules } from '../../contracts/index.js';
import { checkInProcess } from '../support/in-process/check.js';
import { createEngine } from '../support/in-process/engine.js';
import type { Mutant } from './mutant.js';

/** The gate's report on a broken broker. */
export async function runMutant(mutant: Mutant, rules?: readonly Rule[]): Promise<Report> {
  const engine = createEngine({ clients: mutant.clients ?? 41 });
  const handle = mutant.breaks?.(engine) ?? engine.handle;
  return checkInProcess(engine, handle, {
    ...(rules && { rules }),
    ...(mutant.faults && { faults: mutant.faults }),
  });
}

/** One deviation that a rule found. */
export interface Finding {
  readonly rule: string;
  readonly deviation: string;
  readonly message: string;
}

/** `rule: deviation` */
export const pairOf = ({ rule, deviation }: Finding): string => `${rule}: ${deviation}`;

export function findingsOf(report: Report): readonly Finding[] {
  return report.results
    .filter((result) => result.outcome === 'fail')
    .flatMap(({ rule, deviations }) =>
      deviations.map(({ deviation, message }) => ({ rule: rule.id, deviation, message })),
    );
}

/** What one rule, run alone, finds in the mutant. */
export async function findingsAlone(mutant: Mutant, rule: string): Promise<readonly Finding[]> {
  return findingsOf(
    await runMutant(
      mutant,
      allRules.filter(({ id }) => id === rule),
    ),
  );
}
