import type { Store } from '../core/store.js';
import { clientsOf, type ScenarioChoice } from '../scenarios/choice.js';
import type { StoredClient } from '../core/client.js';

/** How many populations are remembered. */
const KEPT = 4;

/**
 * Makes the populations of scenarios; under a frozen clock, sandboxes that play the same scenario
 * share one, so that a hundred of them cost what they change.
 */
export function createPopulationCache(
  load: (clients: readonly StoredClient[], now: number) => Store,
): (choice: ScenarioChoice, now: number) => Store {
  const kept = new Map<string, Store>();
  return (choice, now) => {
    const key = `${choice.scenario.name} ${choice.seed} ${choice.clients} ${now}`;
    const store = kept.get(key) ?? load(clientsOf(choice, now), now);
    kept.delete(key);
    kept.set(key, store);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return store;
  };
}
