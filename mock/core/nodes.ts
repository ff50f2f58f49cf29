import type { BrokerState } from './broker-state.js';

/** The node of a broker that has no clients yet. */
export const DEFAULT_NODE = 'emqx@127.0.0.1';

/** Every node of the cluster, in the order of the list; at least one. */
export function nodesOf({ store, askedNode }: BrokerState): readonly string[] {
  const known = store.knownNodes;
  return known.length > 0 ? known : [askedNode ?? DEFAULT_NODE];
}

/** The node that answers a request: the one that was chosen, if it exists; else the first. */
export const answeringNode = ({ store, askedNode }: BrokerState): string =>
  store.answeringNode(askedNode) ?? askedNode ?? DEFAULT_NODE;

/** The nodes that run, the one that answers first: others are silently missing from lists. */
export function runningNodes(state: BrokerState): readonly string[] {
  const first = answeringNode(state);
  const others = nodesOf(state).filter((node) => node !== first);
  return [first, ...others].filter((node) => state.nodeStates?.get(node) !== 'down');
}
