import { runningNodes } from '../nodes.js';
import type { BrokerState } from '../broker-state.js';
import type { StoredClient } from '../client.js';
import { OWN_ROOT, ownLevelOf, SUBSTITUTE } from '../generated-subscriptions.js';
import { subscriptionsOf } from '../subscriptions.js';
import { dataOf, type Endpoint } from './endpoint.js';
import { figuresOf, figuresOfChunk, figuresOfNode } from './figures.js';
import { answerPage, type Rows } from './paging.js';

/** A topic filter that clients of the node subscribe to; one route for each share group. */
interface NodeRoute {
  readonly topic: string;
  readonly node: string;
}

/** How many routes the cluster has. */
export function countRoutes(state: BrokerState): number {
  const all = figuresOf(state.store);
  return runningNodes(state)
    .map((node) => figuresOfNode(all, node))
    .reduce((sum, { routes, ownRoutes }) => sum + routes.size + ownRoutes, 0);
}

/** The routes of all nodes, walked from any of them without making those before it. */
function routesOf(state: BrokerState): Rows<NodeRoute> {
  return {
    count: countRoutes(state),
    *from(start) {
      let skip = start;
      const all = figuresOf(state.store);
      for (const node of runningNodes(state)) {
        const { routes, ownRoutes } = figuresOfNode(all, node);
        if (skip < routes.size) {
          for (const { topic } of [...routes.values()].slice(skip)) yield { topic, node };
        }
        skip = Math.max(0, skip - routes.size);
        if (skip >= ownRoutes) {
          skip -= ownRoutes;
          continue;
        }
        yield* ownRoutesOf(state, node, skip);
        skip = 0;
      }
    },
  };
}

function* ownRoutesOf(state: BrokerState, node: string, start: number): Generator<NodeRoute, void> {
  let skip = start;
  for (const chunk of state.store.chunks) {
    const { ownRoutes } = figuresOfNode(figuresOfChunk(chunk), node);
    if (skip >= ownRoutes) {
      skip -= ownRoutes;
      continue;
    }
    for (const client of chunk) {
      if (client.node !== node || client.subscriptions) continue;
      for (const { topic } of subscriptionsOf(client)) {
        if (!isOwn(topic)) continue;
        if (skip > 0) skip--;
        else yield { topic, node };
      }
    }
  }
}

/** Whether a generated topic is its client's own. */
const isOwn = (topic: string): boolean => topic.startsWith(`${OWN_ROOT}/`);

/** The routes of one topic filter. */
function lookup(state: BrokerState, topic: string): NodeRoute[] {
  const all = figuresOf(state.store);
  const found: NodeRoute[] = [];
  for (const node of runningNodes(state)) {
    const { routes } = figuresOfNode(all, node);
    for (const route of routes.values()) if (route.topic === topic) found.push({ topic, node });
  }
  for (const client of ownersOf(state, topic)) {
    const { node } = client;
    if (client.subscriptions || !runningNodes(state).includes(node)) continue;
    const has = [...subscriptionsOf(client)].some(({ topic: own }) => own === topic);
    const isKnown = found.some((route) => route.node === node);
    if (has && !isKnown) found.push({ topic, node });
  }
  return found;
}

/** The clients whose own topic this could be. */
function ownersOf({ store }: BrokerState, topic: string): readonly StoredClient[] {
  const level = isOwn(topic) ? (topic.split('/')[1] ?? '') : '';
  const named = store.get(level);
  if (!SUBSTITUTE.test(level)) return named;
  return [...named, ...[...store].filter(({ clientid }) => ownLevelOf(clientid) === level)];
}

const show = ({ topic, node }: NodeRoute) => ({ topic, node });

export const ROUTE_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: 'routes',
    readsFigures: true,
    asks: 'none',
    isList: true,
    answer: (call) => answerPage(call, routesOf(call.state), show),
  },
  {
    method: 'GET',
    path: 'routes/:value',
    readsFigures: true,
    asks: 'none',
    answer: ({ state, value }) => dataOf(lookup(state, value).map(show)),
  },
];
