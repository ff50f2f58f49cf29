import { deviationsOf, isBad } from '../../contracts/index.js';
import { DIALECT_NAMES, type DialectName } from '../../mock/core/dialects/dialect.js';
import { checkInProcess } from '../support/in-process/check.js';
import { createEngine } from '../support/in-process/engine.js';
import { CONDITIONS } from './conditions.js';

/** The profile that knows how a dialect's broker deviates; the documents' own needs none. */
export const PROFILES: Readonly<Record<DialectName, string | undefined>> = {
  documented: undefined,
  'emqx-4.3.0': 'emqx-4.3.0',
  'emqx-4.3': 'emqx-4',
  'emqx-4.4': 'emqx-4',
};

/** An unbroken broker, and what it goes through. */
export interface HonestBroker {
  readonly dialect: DialectName;
  readonly clients: number;
  readonly seed: number;
  readonly condition: string;
}

export const POPULATIONS = [0, 1, 2, 41, 1000, 12_000] as const;

/** Every dialect with every population and seed, each in one condition, turn by turn; or in all. */
export function honestBrokers(
  populations: readonly number[],
  seeds: readonly number[],
  conditions: 'each' | 'all' = 'each',
): readonly HonestBroker[] {
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

export const nameOf = ({ dialect, clients, seed, condition }: HonestBroker): string =>
  `${dialect}, ${clients} clients, seed ${seed}, ${condition}`;

/** Every accusation of an honest broker: each one is false. */
export interface Accusations {
  readonly accusations: readonly string[];
  readonly requests: number;
  /** Rules that came to a verdict. */
  readonly judged: number;
  readonly skipped: readonly string[];
}

export async function accuse(broker: HonestBroker): Promise<Accusations> {
  const condition = CONDITIONS.find(({ name }) => name === broker.condition);
  if (!condition) throw new Error(`There is no condition "${broker.condition}".`);
  const engine = createEngine(broker);
  const { mqtt } = condition;
  const report = await checkInProcess(engine, condition.answering(engine), {
    mqtt,
    profile: PROFILES[broker.dialect],
  });
  const skipped = report.results.filter((result) => result.outcome === 'skip');
  return {
    accusations: report.results.filter(isBad).map((result) => {
      const why = 'reason' in result ? [result.reason] : [];
      for (const { deviation, message, known } of deviationsOf(result)) {
        if (!known) why.push(`${deviation} – ${message}`);
      }
      if (result.outcome === 'fixed') {
        why.push(...result.fixed.map(({ deviation = 'any' }) => `fixed: ${deviation}`));
      }
      return `${result.rule.id}: ${result.outcome}: ${why.join('; ')}`;
    }),
    requests: report.requests,
    judged: report.results.length - skipped.length,
    skipped: skipped.map(({ rule, reason }) => `${rule.id}: ${reason}`),
  };
}
