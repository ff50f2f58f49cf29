import type { Store } from '../core/store.js';
import { clientsOf, type ScenarioChoice } from '../scenarios/choice.js';
import type { Population } from '../core/chunk/chunk.js';
import type { Steps } from '../core/steps.js';

/** How many populations are kept. */
const KEPT = 4;

/**
 * Creates the populations of scenarios. Under a frozen clock, sandboxes of the same scenario share
 * one, so that each costs only what it changes.
 */
export function createPopulationCache(
  load: (clients: Population, now: number) => Steps<Store>,
): (choice: ScenarioChoice, now: number) => Steps<Store> {
  const kept = new Map<string, Store>();
  return function* (choice, now) {
    const key = `${choice.scenario.name} ${choice.seed} ${choice.clients} ${now}`;
    const store = kept.get(key) ?? (yield* load(clientsOf(choice, now), now));
    kept.delete(key);
    kept.set(key, store);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return store;
  };
}
