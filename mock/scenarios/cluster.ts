import { nodeNames } from '../seed/names.js';
import { createFleet } from './fleet.js';
import type { PopulationSettings, Scenario } from './scenario.js';

/** A cluster of two nodes, as it was seen with EMQX 4.3.22. */
const NODES = nodeNames(2) as [string, string];
const [, OTHER] = NODES;

const cluster = {
  clients: { defaultCount: 100, adjustable: true },
  createClients: (settings: PopulationSettings) => createFleet(settings, NODES.length),
} as const;

export const loadBalanced: Scenario = {
  ...cluster,
  name: 'load-balanced',
  description:
    'Two nodes answer in turn, and each lists its own clients first: pages repeat some clients and miss others, except from EMQX 4.4.15 on.',
  balancedNodes: NODES,
};

export const nodeHangs: Scenario = {
  ...cluster,
  name: 'node-hangs',
  description:
    'One of two nodes does not answer: lists, lookups and kicks hang until the caller gives up, but the list of the other node is answered.',
  nodeStates: new Map([[OTHER, 'hangs']]),
};
