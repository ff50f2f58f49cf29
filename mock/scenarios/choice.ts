import type { FieldProblem } from '../core/client-input.js';
import type { StoredClient } from '../core/client.js';
import { MAX_SEED } from '../seed/random.js';
import { findScenario, SCENARIOS } from './index.js';
import type { Scenario } from './scenario.js';

/** A scenario, and what its clients depend on. */
export interface ScenarioChoice {
  readonly scenario: Scenario;
  /** A whole number, 0 to {@link MAX_SEED}. */
  readonly seed: number;
  readonly clients: number;
}

export type ReadChoice =
  | { readonly ok: true; readonly choice: ScenarioChoice }
  | { readonly ok: false; readonly problem: FieldProblem };

/** Most clients of a scenario. */
const MAX_CLIENTS = 1_000_000;

/**
 * Reads a choice of scenario as somebody wrote it.
 * @param given `clients` may only be given where another number tells the same story.
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
  const { seed, clients = scenario.clients.usual } = given;
  if (!isWhole(seed, MAX_SEED)) return refuse('seed', `an integer from 0 to ${MAX_SEED}`);
  const { usual, adjustable } = scenario.clients;
  if (!adjustable && clients !== usual) {
    return refuse('clients', `${usual} or nothing, as that is what ${scenario.name} is about`);
  }
  if (!isWhole(clients, MAX_CLIENTS)) {
    return refuse('clients', `an integer from 0 to ${MAX_CLIENTS}`);
  }
  return { ok: true, choice: { scenario, seed, clients } };
}

/** The clients that a scenario begins with at an instant (epoch milliseconds). */
export function clientsOf(
  { scenario, seed, clients }: ScenarioChoice,
  now: number,
): StoredClient[] {
  return scenario.state({ seed, now, clients });
}

const isWhole = (value: unknown, max: number): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= max;
