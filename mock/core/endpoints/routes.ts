import { runningNodes } from '../nodes.js';
import type { Chunk } from '../chunk/chunk.js';
import type { StoredClient } from '../client.js';
import { OWN_ROOT, ownLevelOf, SUBSTITUTE } from '../generated-subscriptions.js';
import type { Steps } from '../steps.js';
import { subscriptionsOf } from '../subscriptions.js';
import { dataOf, type Endpoint, type EndpointCall } from './endpoint.js';
import { figuresOfChunk, figuresOfNode } from './figures.js';
import { answerPage, type Rows } from './paging.js';

/** A topic filter that clients of the node subscribe to; one route for each share group. */
interface NodeRoute {
  readonly topic: string;
  readonly node: string;
}

/** How many routes the cluster has. */
export function countRoutes({ state, figures }: EndpointCall): number {
  return runningNodes(state)
    .map((node) => figuresOfNode(figures, node))
    .reduce((sum, { routes, ownRoutes }) => sum + routes.size + ownRoutes, 0);
}

/** The routes of all nodes, walked from any of them without making those before it. */
function routesOf(call: EndpointCall): Rows<NodeRoute> {
  const { state, chunks, figures } = call;
  return {
    count: countRoutes(call),
    *from(start) {
      let skip = start;
      for (const node of runningNodes(state)) {
        const { routes, ownRoutes } = figuresOfNode(figures, node);
        if (skip < routes.size) {
          for (const { topic } of [...routes.values()].slice(skip)) yield { topic, node };
        }
        skip = Math.max(0, skip - routes.size);
        if (skip >= ownRoutes) {
          skip -= ownRoutes;
          continue;
        }
        yield* ownRoutesOf(chunks, node, skip);
        skip = 0;
      }
    },
  };
}

function* ownRoutesOf(
  chunks: readonly Chunk[],
  node: string,
  start: number,
): Generator<NodeRoute | undefined, void> {
  let skip = start;
  for (const chunk of chunks) {
    yield undefined;
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
function* lookup(call: EndpointCall, topic: string): Steps<NodeRoute[]> {
  const { state, figures } = call;
  const found: NodeRoute[] = [];
  for (const node of runningNodes(state)) {
    const { routes } = figuresOfNode(figures, node);
    for (const route of routes.values()) if (route.topic === topic) found.push({ topic, node });
  }
  for (const client of yield* ownersOf(call, topic)) {
    const { node } = client;
    if (client.subscriptions || !runningNodes(state).includes(node)) continue;
    const has = [...subscriptionsOf(client)].some(({ topic: own }) => own === topic);
    const isKnown = found.some((route) => route.node === node);
    if (has && !isKnown) found.push({ topic, node });
  }
  return found;
}

/** The clients whose own topic this could be. */
function* ownersOf(
  { state: { store }, chunks }: EndpointCall,
  topic: string,
): Steps<readonly StoredClient[]> {
  const level = isOwn(topic) ? (topic.split('/')[1] ?? '') : '';
  const owners = store.get(level);
  if (!SUBSTITUTE.test(level)) return owners;
  for (const chunk of chunks) {
    for (const [row, clientid] of chunk.values('clientid').entries()) {
      if (ownLevelOf(clientid) === level && clientid !== level) owners.push(chunk.row(row));
    }
    yield;
  }
  return owners;
}

const show = ({ topic, node }: NodeRoute) => ({ topic, node });

export const ROUTE_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: 'routes',
    readsFigures: true,
    asks: 'none',
    isList: true,
    answer: (call) => answerPage(call, routesOf(call), show),
  },
  {
    method: 'GET',
    path: 'routes/:value',
    readsFigures: true,
    asks: 'none',
    *answer(call) {
      return dataOf((yield* lookup(call, call.value)).map(show));
    },
  },
];
