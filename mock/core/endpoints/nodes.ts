import type { JsonValue } from '../client.js';
import { formatTime } from '../client.js';
import { nodesOf, runningNodes } from '../nodes.js';
import type { BrokerState } from '../broker-state.js';
import { ERROR_CODES } from '../../../openapi/index.js';
import { dataOf, type Endpoint, type EndpointCall } from './endpoint.js';
import { figuresOfNode, type Figures } from './figures.js';

/** Figures of the machine, which the mock's state does not know: those of a small broker. */
const MACHINE = {
  process_used: 275,
  process_available: 2_097_152,
  max_fds: 20_000,
  load1: '0.12',
  load5: '0.10',
  load15: '0.08',
};
const MEMORY_USED = 256 * 1024 * 1024 + 77;
const MEMORY_TOTAL = 4 * 1024 * 1024 * 1024 - 77;

const HOUR = 3_600_000;

/** When the nodes started: before their oldest session began, and the same for every request. */
function startedAt(state: BrokerState, figures: ReadonlyMap<string, Figures>): number {
  const oldest = Math.min(...[...figures.values()].map((each) => each.oldest));
  return (state.startedAt ??= Math.min(oldest, state.clock.now()) - HOUR);
}

/** E.g. `1 hours, 0 minutes, 47 seconds`: no unit is singular, and leading zeros are left out. */
function formatUptime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'days'],
    [Math.floor(seconds / 3600) % 24, 'hours'],
    [Math.floor(seconds / 60) % 60, 'minutes'],
    [seconds % 60, 'seconds'],
  ];
  const first = parts.findIndex(([number]) => number > 0);
  return parts
    .slice(first === -1 ? 3 : first)
    .map(([number, unit]) => `${number} ${unit}`)
    .join(', ');
}

/** E.g. `1.68G`. */
function formatBytes(bytes: number): string {
  const gigabytes = bytes / 1024 ** 3;
  return gigabytes > 1 ? `${gigabytes.toFixed(2)}G` : `${(bytes / 1024 ** 2).toFixed(2)}M`;
}

type Place = 'in a list' | 'alone';

function showNode(call: EndpointCall, node: string, place: Place): JsonValue {
  const { state, dialect } = call;
  const all = call.figures;
  const figures = figuresOfNode(all, node);
  const isText = place === 'in a list' || dialect.nodeMemory === 'text';
  const named = dialect.nodeMember === 'name' ? { name: node } : {};
  return {
    ...MACHINE,
    ...named,
    ...((place === 'in a list' || dialect.nodeMember === 'node') && { node }),
    ...(dialect.liveNodes === 'sent' && {
      live_connections: figures.connected,
    }),
    version: dialect.release,
    uptime: formatUptime(state.clock.now() - startedAt(state, all)),
    otp_release: dialect.otpRelease,
    node_status: 'Running',
    memory_used: isText ? formatBytes(MEMORY_USED) : MEMORY_USED,
    memory_total: isText ? formatBytes(MEMORY_TOTAL) : MEMORY_TOTAL,
    connections: figures.sessions,
  };
}

function showBroker(call: EndpointCall, node: string, place: Place): JsonValue {
  const { state, dialect } = call;
  const now = state.clock.now();
  return {
    ...((place === 'in a list' || dialect.nodeMember === 'node') && { node }),
    version: dialect.release,
    uptime: formatUptime(now - startedAt(state, call.figures)),
    sysdescr: dialect.sysdescr,
    otp_release: dialect.otpRelease,
    node_status: 'Running',
    datetime: formatTime(now, call.utcOffsetMinutes(node)),
  };
}

const nodeOf = ({ node, state }: EndpointCall): string => node ?? nodesOf(state)[0] ?? '';

/** The nodes of the cluster, and the broker on each (recording beside/emqx-4.3.22, nodes). */
export const NODE_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: 'nodes',
    readsFigures: true,
    asks: 'all nodes',
    answer: (call) =>
      dataOf(runningNodes(call.state).map((node) => showNode(call, node, 'in a list'))),
  },
  {
    method: 'GET',
    path: 'nodes/:node',
    readsFigures: true,
    asks: 'node',
    answer: (call) => dataOf(showNode(call, nodeOf(call), 'alone')),
    // The release that words the memory also words this.
    ifDown: (node, { nodeMemory }) =>
      nodeMemory === 'text' ? dataOf({ node, error: 'nodedown' }) : { kind: 'no content' },
  },
  {
    method: 'GET',
    path: 'brokers',
    readsFigures: true,
    asks: 'all nodes',
    answer: (call) =>
      dataOf(runningNodes(call.state).map((node) => showBroker(call, node, 'in a list'))),
  },
  {
    method: 'GET',
    path: 'brokers/:node',
    readsFigures: true,
    asks: 'node',
    answer: (call) => dataOf(showBroker(call, nodeOf(call), 'alone')),
    ifDown: () => ({ kind: 'error', code: ERROR_CODES.unknownError, message: 'nodedown' }),
  },
];
