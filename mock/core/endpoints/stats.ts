import type { JsonValue } from '../client.js';
import { runningNodes } from '../nodes.js';
import { dataOf, NODE_DOWN, type Endpoint, type EndpointCall } from './endpoint.js';
import { figuresOfNode } from './figures.js';
import { METRIC_NAMES } from './metric-names.js';
import { countRoutes } from './routes.js';

/** What every broker keeps as retained messages: its version, description and nodes. */
const RETAINED = 3;

/**
 * The current figures. The highest ones since the start, `.max`, are the same: the mock keeps no
 * history.
 */
function statsOf(call: EndpointCall, node: string): JsonValue {
  const { dialect } = call;
  const { sessions, connected, subscriptions, shared } = figuresOfNode(call.figures, node);
  // The table of routes is the same on all nodes.
  const routes = countRoutes(call);
  const counts = {
    channels: sessions,
    sessions,
    connections: dialect.connectionsCount === 'connected' ? connected : sessions,
    ...(dialect.liveStats === 'sent' && { live_connections: connected }),
    subscriptions,
    suboptions: subscriptions,
    subscribers: subscriptions,
    'subscriptions.shared': shared,
    topics: routes,
    routes,
    retained: RETAINED,
  };
  return Object.fromEntries(
    Object.entries(counts).flatMap(([name, count]) => [
      [`${name}.count`, count],
      [`${name}.max`, count],
    ]),
  );
}

/** Sums over the clients that there are; what their rows do not say is 0. */
function metricsOf(call: EndpointCall, node: string): JsonValue {
  const { traffic, connected } = figuresOfNode(call.figures, node);
  return {
    ...Object.fromEntries(METRIC_NAMES.map((name) => [name, 0])),
    'bytes.received': traffic.recv_oct,
    'bytes.sent': traffic.send_oct,
    'packets.received': traffic.recv_pkt,
    'packets.sent': traffic.send_pkt,
    'messages.received': traffic.recv_msg,
    'messages.sent': traffic.send_msg,
    'client.connected': connected,
  };
}

/** Both endpoints of a kind of figures: of all nodes, and of one. */
const endpoints = (
  name: 'metrics' | 'stats',
  figures: (call: EndpointCall, node: string) => JsonValue,
): readonly Endpoint[] => [
  {
    method: 'GET',
    path: name,
    asks: 'all nodes',
    readsFigures: true,
    answer: (call) =>
      dataOf(runningNodes(call.state).map((node) => ({ node, [name]: figures(call, node) }))),
  },
  {
    method: 'GET',
    path: `nodes/:node/${name}`,
    asks: 'node',
    readsFigures: true,
    answer: (call) => dataOf(figures(call, call.node ?? '')),
    ifDown: () => NODE_DOWN,
  },
];

/** Figures of the overview page (recording beside/emqx-4.3.22, stats). */
export const STATS_ENDPOINTS: readonly Endpoint[] = [
  ...endpoints('stats', statsOf),
  ...endpoints('metrics', metricsOf),
];
