import { churn } from './churn.js';
import { loadBalanced, nodeHangs } from './cluster.js';
import { oddIds } from './odd-ids.js';
import { large, pageBoundaries } from './page-boundaries.js';
import type { Scenario } from './scenario.js';
import { sameSecond, twins, unusualFields } from './unusual-clients.js';
import { views } from './views.js';
import { nodeDown, whilePaging } from './while-paging.js';

/** Every scenario, in the order in which they are listed. */
export const SCENARIOS: readonly Scenario[] = [
  ...pageBoundaries,
  large,
  ...whilePaging,
  churn,
  nodeDown,
  nodeHangs,
  loadBalanced,
  twins,
  oddIds,
  ...unusualFields,
  sameSecond,
  ...views,
];

export function findScenario(name: string): Scenario | undefined {
  return SCENARIOS.find((scenario) => scenario.name === name);
}
