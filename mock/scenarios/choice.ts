import type { FieldProblem } from '../core/client-input.js';
import type { Population } from '../core/chunk/chunk.js';
import { MAX_SEED } from '../seed/random.js';
import { findScenario, SCENARIOS } from './index.js';
import type { Scenario } from './scenario.js';

/** A scenario with its options. */
export interface ScenarioChoice {
  readonly scenario: Scenario;
  /** An integer from 0 to {@link MAX_SEED}. */
  readonly seed: number;
  readonly clients: number;
}

export type ReadChoice =
  | { readonly ok: true; readonly choice: ScenarioChoice }
  | { readonly ok: false; readonly problem: FieldProblem };

/** The most clients of a scenario. */
const MAX_CLIENTS = 1_000_000;

/**
 * Reads a scenario's name and options.
 * @param given `clients` is only accepted if the scenario works with another number.
 */
export function readChoice(given: {
  readonly name: unknown;
  readonly seed: unknown;
  readonly clients?: unknown;
}): ReadChoice {
  const refuse = (field: keyof typeof given, expected: string): ReadChoice => ({
    ok: false,
    problem: { field, value: given[field], expected },
  });
  const scenario = typeof given.name === 'string' ? findScenario(given.name) : undefined;
  if (!scenario) {
    return refuse('name', `one of ${SCENARIOS.map(({ name }) => name).join(', ')}`);
  }
  const { seed, clients = scenario.clients.defaultCount } = given;
  if (!isWhole(seed, MAX_SEED)) return refuse('seed', `an integer from 0 to ${MAX_SEED}`);
  const { defaultCount, adjustable } = scenario.clients;
  if (!adjustable && clients !== defaultCount) {
    return refuse('clients', `${defaultCount} or nothing, as ${scenario.name} needs this number`);
  }
  if (!isWhole(clients, MAX_CLIENTS)) {
    return refuse('clients', `an integer from 0 to ${MAX_CLIENTS}`);
  }
  return { ok: true, choice: { scenario, seed, clients } };
}

/** The clients that a scenario begins with at an instant (epoch milliseconds). */
export function clientsOf({ scenario, seed, clients }: ScenarioChoice, now: number): Population {
  return scenario.createClients({ seed, now, clients });
}

const isWhole = (value: unknown, max: number): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= max;
