import { DIALECT_NAMES, type DialectName } from '../../mock/core/dialects/dialect.js';
import { checkInProcess } from '../support/in-process/check.js';
import { createEngine } from '../support/in-process/engine.js';
import { CONDITIONS } from './conditions.js';

/** The profile that lists a dialect's known deviations. `documented` has none. */
export const PROFILES: Readonly<Record<DialectName, string | undefined>> = {
  documented: undefined,
  'emqx-4.3.0': 'emqx-4.3.0',
  'emqx-4.3': 'emqx-4',
  'emqx-4.4': 'emqx-4',
};

/** A conforming broker and its condition during the run. */
export interface ConformingBroker {
  readonly dialect: DialectName;
  readonly clients: number;
  readonly seed: number;
  readonly condition: string;
}

export const POPULATIONS = [0, 1, 2, 41, 1000, 12_000] as const;

/** Every dialect with every population and seed, each in one condition (in rotation), or in all. */
export function conformingBrokers(
  populations: readonly number[],
  seeds: readonly number[],
  conditions: 'each' | 'all' = 'each',
): readonly ConformingBroker[] {
  const brokers = DIALECT_NAMES.flatMap((dialect, row) =>
    populations.flatMap((clients, column) =>
      seeds.flatMap((seed, turn) =>
        CONDITIONS.map(({ name }, index) => ({
          broker: { dialect, clients, seed, condition: name },
          isNext: (row + column + turn) % CONDITIONS.length === index,
        })),
      ),
    ),
  );
  return brokers.filter(({ isNext }) => conditions === 'all' || isNext).map(({ broker }) => broker);
}

export const nameOf = ({ dialect, clients, seed, condition }: ConformingBroker): string =>
  `${dialect}, ${clients} clients, seed ${seed}, ${condition}`;

/** What the gate says against a conforming broker: each accusation is false. */
export interface Accusations {
  readonly accusations: readonly string[];
  readonly requests: number;
  /** Number of rules that were not skipped. */
  readonly judged: number;
  readonly skipped: readonly string[];
}

export async function accuse(broker: ConformingBroker): Promise<Accusations> {
  const condition = CONDITIONS.find(({ name }) => name === broker.condition);
  if (!condition) throw new Error(`There is no condition "${broker.condition}".`);
  const engine = createEngine(broker);
  const { mqtt } = condition;
  const report = await checkInProcess(engine, condition.answering(engine), {
    mqtt,
    profile: PROFILES[broker.dialect],
  });
  const skipped = report.results.filter(({ outcome }) => outcome === 'skip');
  return {
    accusations: report.results
      .filter(({ outcome }) => ['fail', 'fixed', 'error'].includes(outcome))
      .map(({ rule, outcome, deviations, fixed, reason }) => {
        const why = [
          ...deviations
            .filter(({ known }) => !known)
            .map((each) => `${each.deviation} – ${each.message}`),
          ...fixed.map(({ deviation = 'any' }) => `fixed: ${deviation}`),
          ...(reason === undefined ? [] : [reason]),
        ];
        return `${rule.id}: ${outcome}: ${why.join('; ')}`;
      }),
    requests: report.requests,
    judged: report.results.length - skipped.length,
    skipped: skipped.map(({ rule, reason = '' }) => `${rule.id}: ${reason}`),
  };
}
