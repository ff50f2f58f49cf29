import { ERROR_CODES } from '../../../openapi/index.js';
import type { BrokerState, AclCacheState } from '../broker-state.js';
import type { JsonValue, StoredClient } from '../client.js';
import { runningNodes } from '../nodes.js';
import { readInteger } from '../query/parse.js';
import { BrokerCrash } from '../query/query-types.js';
import { subscriptionsOf } from '../subscriptions.js';
import { dataOf, parameterOf, SUCCESS } from './endpoint.js';
import type { Endpoint, EndpointAnswer, EndpointCall } from './endpoint.js';

const NOT_FOUND: EndpointAnswer = {
  kind: 'error',
  code: ERROR_CODES.clientOffline,
  message: 'not_found',
};

/** The client of the id in the path: of the first running node that has it. */
function clientOf({ state, value }: EndpointCall): StoredClient | undefined {
  const clients = state.store.get(value);
  return runningNodes(state).flatMap((node) => clients.find((each) => each.node === node) ?? [])[0];
}

const keyOf = ({ clientid, node }: StoredClient): string => `${node}\n${clientid}`;

const emptyCaches = (state: BrokerState): AclCacheState =>
  (state.aclCache ??= { emptied: new Map(), emptiedAt: new Map() });

/** Entries of a stock broker's cache. */
const CACHE_SIZE = 32;

/** What a client may subscribe to, as its cache holds it: the mock allows everything. */
function cacheOf({ aclCache }: BrokerState, client: StoredClient): JsonValue[] {
  const emptied = aclCache?.emptied.get(keyOf(client));
  if (client.connected_at <= (aclCache?.emptiedAt.get(client.node) ?? -Infinity)) return [];
  return [...subscriptionsOf(client)]
    .filter(({ topic }) => !emptied?.has(topic))
    .slice(-CACHE_SIZE)
    .map(({ topic }, index) => ({
      updated_time: client.connected_at + index,
      topic,
      result: 'allow',
      access: 'subscribe',
    }));
}

const emptyNodes = (state: BrokerState, nodes: readonly string[]): EndpointAnswer => {
  for (const node of nodes) emptyCaches(state).emptiedAt.set(node, state.clock.now());
  return SUCCESS;
};

function setKeepalive(call: EndpointCall): EndpointAnswer {
  const { state, pairs, dialect } = call;
  const given = parameterOf(pairs, 'interval');
  if (given === undefined) {
    return { kind: 'error', code: ERROR_CODES.missingParameter, message: 'params_not_found' };
  }
  const isNumber = dialect.keepalive === 'number or text' && Number.isInteger(given);
  const interval = isNumber ? Number(given) : readInteger(given);
  if (interval === undefined) throw new BrokerCrash('Failed to read interval as an integer.');
  if (interval < 0 || interval > 0xffff) {
    const message = 'mqtt3.1.1 specification: keepalive must between 0~65535';
    return { kind: 'error', code: ERROR_CODES.unknownError, message };
  }
  const client = clientOf(call);
  if (!client) return NOT_FOUND;
  const changed = { ...client, keepalive: Number(interval) };
  state.store.put(changed, state.clock.now());
  for (const listener of state.listeners) listener.keepaliveChanged?.(changed);
  return SUCCESS;
}

/** A client's ACL cache and keep-alive (recordings beside/emqx-4.3.22 and beside/emqx-4.4.0). */
export const CLIENT_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: 'clients/:value/acl_cache',
    asks: 'all nodes',
    answer: (call) => {
      const client = clientOf(call);
      return client ? dataOf(cacheOf(call.state, client)) : NOT_FOUND;
    },
  },
  {
    method: 'DELETE',
    path: 'clients/:value/acl_cache',
    asks: 'all nodes',
    answer: (call) => {
      const client = clientOf(call);
      if (!client) return NOT_FOUND;
      const topics = [...subscriptionsOf(client)].map(({ topic }) => topic);
      emptyCaches(call.state).emptied.set(keyOf(client), new Set(topics));
      return SUCCESS;
    },
  },
  {
    method: 'DELETE',
    path: 'acl-cache',
    exists: ({ aclCacheOfAll }) => aclCacheOfAll === 'emptied',
    asks: 'all nodes',
    answer: ({ state }) => emptyNodes(state, runningNodes(state)),
  },
  {
    method: 'DELETE',
    path: 'nodes/:node/acl-cache',
    exists: ({ aclCacheOfAll }) => aclCacheOfAll === 'emptied',
    asks: 'node',
    answer: ({ state, node = '' }) => emptyNodes(state, [node]),
    ifDown: () => ({ kind: 'error', code: ERROR_CODES.rpcError, message: 'nodedown' }),
  },
  {
    method: 'PUT',
    path: 'clients/:value/keepalive',
    exists: ({ keepalive }) => keepalive !== 'absent',
    asks: 'all nodes',
    answer: setKeepalive,
  },
];
