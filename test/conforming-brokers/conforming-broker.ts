import { deviationsOf, isBad } from '../../contracts/index.js';
import { DIALECT_NAMES, type DialectName } from '../../mock/core/releases/releases.js';
import { checkInProcess } from '../support/in-process/check.js';
import { createEngine } from '../support/in-process/engine.js';
import { CONDITIONS } from './conditions.js';

/**
 * The documents, and the releases of EMQX 4 that were seen running: 4.0.13, 4.1.5, 4.2.14, 4.3.0,
 * 4.3.8, 4.3.11, 4.3.22, 4.4.0 and 4.4.19. A line means its newest release.
 */
const SEEN = [
  'documented',
  'emqx-4.0',
  'emqx-4.1',
  'emqx-4.2',
  'emqx-4.3.0',
  'emqx-4.3.8',
  'emqx-4.3.11',
  'emqx-4.3',
  'emqx-4.4.0',
  'emqx-4.4',
];
export const SEEN_DIALECTS = DIALECT_NAMES.filter((name) => SEEN.includes(name));

/** The profile with the known deviations of a dialect; the documented dialect has none. */
export const profileNameOf = (dialect: DialectName): string | undefined =>
  dialect === 'documented' ? undefined : dialect;

/** A broker that conforms, and the condition it works under. */
export interface ConformingBroker {
  readonly dialect: DialectName;
  readonly clients: number;
  readonly seed: number;
  readonly condition: string;
}

/**
 * Every dialect that was seen, with every population and seed, each under `all` conditions, or
 * under `one`: the conditions take turns.
 */
export function conformingBrokers(
  populations: readonly number[],
  seeds: readonly number[],
  conditions: 'one' | 'all' = 'one',
): readonly ConformingBroker[] {
  return SEEN_DIALECTS.flatMap((dialect, row) =>
    populations.flatMap((clients, column) =>
      seeds.flatMap((seed, turn) =>
        CONDITIONS.filter(
          (_, index) => conditions === 'all' || (row + column + turn) % CONDITIONS.length === index,
        ).map(({ name }) => ({ dialect, clients, seed, condition: name })),
      ),
    ),
  );
}

export const nameOf = ({ dialect, clients, seed, condition }: ConformingBroker): string =>
  `${dialect}, ${clients} clients, seed ${seed}, ${condition}`;

/** What the gate reports about a conforming broker. */
export interface ConformingReport {
  /** Rules that fail, which is wrong. */
  readonly falseAlarms: readonly string[];
  readonly requests: number;
  /** Rules that were not skipped. */
  readonly judged: number;
  readonly skipped: readonly string[];
  /** Requests that needed several tries. */
  readonly retried: number;
  readonly warnings: readonly string[];
}

export async function checkConforming(broker: ConformingBroker): Promise<ConformingReport> {
  const condition = CONDITIONS.find(({ name }) => name === broker.condition);
  if (!condition) throw new Error(`There is no condition "${broker.condition}".`);
  const engine = createEngine(broker);
  const handle = condition.handler(engine, broker.seed);
  const { results, requests, retried, warnings, ended } = await checkInProcess(engine, handle, {
    mqtt: condition.mqtt,
    profile: profileNameOf(broker.dialect),
    // A slow broker takes longer than the default.
    timeLimitMs: 3_600_000,
  });
  if (ended) throw new Error(ended.message);
  const skipped = results.filter((result) => result.outcome === 'skip');
  return {
    falseAlarms: results.filter(isBad).map((result) => {
      const why = 'reason' in result ? [result.reason] : [];
      for (const { deviation, message, known } of deviationsOf(result)) {
        if (!known) why.push(`${deviation} – ${message}`);
      }
      if (result.outcome === 'fixed') {
        why.push(...result.fixed.map(({ deviation = 'any' }) => `fixed: ${deviation}`));
      }
      return `${result.rule.id}: ${result.outcome}: ${why.join('; ')}`;
    }),
    requests,
    retried: retried.length,
    warnings,
    judged: results.length - skipped.length,
    skipped: skipped.map(({ rule, reason }) => `${rule.id}: ${reason}`),
  };
}
