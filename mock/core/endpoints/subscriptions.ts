import type { JsonValue, StoredClient, Subscription } from '../client.js';
import { answeringNode, runningNodes } from '../nodes.js';
import type { BrokerState } from '../broker-state.js';
import { BrokerCrash, type Filter } from '../query/query-types.js';
import { readInteger } from '../query/parse.js';
import { isMatch, parseTopic, subscriptionsOf } from '../subscriptions.js';
import { dataOf, NODE_DOWN, parameterOf } from './endpoint.js';
import type { Endpoint, EndpointAnswer, EndpointCall } from './endpoint.js';
import { figuresOf, figuresOfNode } from './figures.js';
import { answerPage, startOf } from './paging.js';

interface Row extends Subscription {
  readonly clientid: string;
  readonly node: string;
}

const rowOf = ({ clientid, node }: StoredClient, { topic, qos }: Subscription): Row => ({
  clientid,
  node,
  topic,
  qos,
});

/** A broker joins the parts of a shared topic as parts of a path (Erlang's `filename:join`). */
function shownTopic(topic: string): string {
  const { filter, group } = parseTopic(topic);
  if (group === undefined) return topic;
  if (filter.startsWith('/')) return filter;
  return `$share/${group}/${filter}`.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
}

function show({ clientid, node, topic, qos }: Row, isBroker: boolean): JsonValue {
  return { topic: isBroker ? shownTopic(topic) : topic, qos, node, clientid };
}

/** Which rows are asked for: of which nodes, of which clients, which of theirs. */
interface Search {
  readonly nodes: readonly string[];
  /** Default: every client. */
  readonly clientid?: string | undefined;
  readonly accepts: readonly ((row: Row) => boolean)[];
}

/** The clients of these nodes, node after node. */
function* clientsOf(
  { store }: BrokerState,
  { nodes, clientid }: Search,
): Generator<StoredClient, void> {
  if (clientid !== undefined) {
    for (const client of store.get(clientid)) if (nodes.includes(client.node)) yield client;
    return;
  }
  const [only] = nodes;
  const isAll = nodes.length === 1 && store.knownNodes.length <= 1 && only === store.knownNodes[0];
  if (isAll) {
    yield* store;
    return;
  }
  for (const node of nodes) for (const client of store) if (client.node === node) yield client;
}

/** The rows of a search, from one of them on; a client whose rows are skipped makes none. */
function* search(state: BrokerState, asked: Search, start: number): Generator<Row, void> {
  let skip = start;
  const isPlain = asked.accepts.length === 0;
  for (const client of clientsOf(state, asked)) {
    if (isPlain && skip >= client.subscriptions_cnt) {
      skip -= client.subscriptions_cnt;
      continue;
    }
    for (const subscription of subscriptionsOf(client)) {
      const row = rowOf(client, subscription);
      if (!asked.accepts.every((accepts) => accepts(row))) continue;
      if (skip > 0) skip--;
      else yield row;
    }
  }
}

function countAll({ store }: BrokerState, nodes: readonly string[]): number {
  const all = figuresOf(store);
  return nodes.reduce((sum, node) => sum + figuresOfNode(all, node).subscriptions, 0);
}

/** The predicate of a filter, `topic` and `clientid` left out. */
function acceptanceOf({ parameter, kind, value }: Filter): (row: Row) => boolean {
  if (kind === 'any') return () => true;
  switch (parameter.name) {
    case 'qos':
      return ({ qos }) => qos === value;
    case 'share':
      return ({ topic }) => parseTopic(topic).group === value;
    case 'clientid':
      return ({ clientid }) => clientid === value;
    case '_match_topic': {
      if (kind !== 'text') throw new BrokerCrash('Failed to match a topic that is no text.');
      return ({ topic }) => isMatch(parseTopic(topic).filter, value);
    }
    default:
      return ({ topic }) => parseTopic(topic).filter === value || topic === value;
  }
}

function list(call: EndpointCall): EndpointAnswer {
  const { state, dialect, pairs, node } = call;
  const nodes = nodesAsked(call);
  const filters = dialect.subscriptionFilters;
  if (filters.length === 0) {
    // As brokers page their tables.
    const rows = {
      count: countAll(state, nodes),
      from: (start: number) => search(state, { nodes, accepts: [] }, start),
    };
    return answerPage(call, rows, (row) => show(row, true));
  }
  const isBroker = dialect.query.reading === 'broker';
  const topic = parameterOf(pairs, 'topic');
  if (isBroker && topic !== undefined && dialect.topicSearch !== 'none') {
    return listTopic(call, topic, node === undefined ? nodes : [node]);
  }
  const parsed = call.parsePairs(pairs, { ...dialect.query, filters });
  if (!parsed.ok) {
    if (isBroker && parsed.problems[0].broker) throw new BrokerCrash('Failed to read a filter.');
    return { kind: 'bad query', problems: parsed.problems };
  }
  const { query } = parsed;
  const isCounted = query.filters.length === 0 || dialect.countUnderFilter !== -1;
  const only = query.filters.findLast(({ parameter }) => parameter.name === 'clientid');
  const asked: Search = {
    nodes,
    ...(only?.kind === 'text' && { clientid: only.value }),
    accepts: query.filters.filter((filter) => filter !== only).map(acceptanceOf),
  };
  const start = startOf(query);
  const data: JsonValue[] = [];
  const isPlain = query.filters.length === 0;
  let found = isPlain ? start : 0;
  for (const row of search(state, asked, isPlain ? start : 0)) {
    if (found >= start && found < start + query.limit) data.push(show(row, isBroker));
    found++;
    if (found > start + query.limit && (isPlain || !isCounted)) break;
  }
  const { page, limit } = query.echo;
  return dataOf(data, {
    page,
    limit,
    ...(dialect.hasnext === 'sent' && { hasnext: found > start + query.limit }),
    count: isPlain ? countAll(state, nodes) : isCounted ? found : -1,
  });
}

/** The nodes whose subscriptions a list has. */
function nodesAsked({ state, dialect, node }: EndpointCall): readonly string[] {
  if (node !== undefined) return [node];
  if (dialect.listScope === 'asked node') return [answeringNode(state)];
  return dialect.nodeOrder === 'sorted' ? [...runningNodes(state)].sort() : runningNodes(state);
}

/** What a broker answers to `topic=`: the rows of that filter, in each release in its own way. */
function listTopic(
  { state, dialect, pairs, decodeValue }: EndpointCall,
  topic: JsonValue,
  nodes: readonly string[],
): EndpointAnswer {
  if (typeof topic !== 'string') throw new BrokerCrash('Failed to decode a topic.');
  const wanted = decodeValue(topic);
  const accepts = [({ topic: given }: Row) => parseTopic(given).filter === wanted];
  if (dialect.topicSearch === 'filtered') accepts.push(...otherFilters(pairs));
  const rows = [...search(state, { nodes, accepts }, 0)];
  if (dialect.topicSearch === 'without meta') return dataOf(rows.map((row) => show(row, true)));
  const page = readNumber(pairs, '_page', 1);
  const limit = readNumber(pairs, '_limit', 10_000);
  const start = (page - 1) * limit;
  if (start < 0 || limit < 0) throw new BrokerCrash('Failed to cut a page out of a list.');
  return dataOf(
    rows.slice(start, start + limit).map((row) => show(row, true)),
    {
      page: String(page),
      limit: String(limit),
      hasnext: start + limit < rows.length,
      count: rows.length,
    },
  );
}

/** The filters beside `topic=`, as lists of rows are filtered: the first of each name counts. */
function otherFilters(pairs: EndpointCall['pairs']): ((row: Row) => boolean)[] {
  const [qos, clientid, share] = ['qos', 'clientid', 'share'].map((name) => {
    return parameterOf(pairs, name);
  });
  const number = qos === undefined ? undefined : readNumber(pairs, 'qos', 0);
  return [
    ...(number === undefined ? [] : [(row: Row) => row.qos === number]),
    ...(clientid === undefined ? [] : [(row: Row) => row.clientid === clientid]),
    ...(typeof share === 'string'
      ? [(row: Row) => shownTopic(row.topic).startsWith(`$share/${share}`)]
      : []),
  ];
}

/** @throws {BrokerCrash} for a text that is not an integer. */
function readNumber(pairs: EndpointCall['pairs'], name: string, missing: number): number {
  const value = parameterOf(pairs, name);
  if (value === undefined) return missing;
  const integer = readInteger(value) ?? (name === 'qos' && Number.isInteger(value) ? value : null);
  if (integer === null) throw new BrokerCrash(`Failed to read ${name} as an integer.`);
  return Number(integer);
}

/** All subscriptions of a client, on every node or on one. */
function lookup(call: EndpointCall): EndpointAnswer {
  const { state, dialect, value, node } = call;
  const isBroker = dialect.query.reading === 'broker';
  const nodes =
    node !== undefined
      ? [node]
      : dialect.subscriptionFilters.length === 0
        ? [answeringNode(state)]
        : runningNodes(state);
  const rows = search(state, { nodes, clientid: value, accepts: [] }, 0);
  return dataOf([...rows].map((row) => show(row, isBroker)));
}

const downLookup: NonNullable<Endpoint['ifDown']> = (_node, { downSubscriptions }) => {
  if (downSubscriptions === 'no content') return { kind: 'no content' };
  throw new BrokerCrash('Failed to show the subscriptions of a node that has stopped.');
};

/** Subscriptions: of the cluster, a node or a client (recording beside/emqx-4.3.22). */
export const SUBSCRIPTION_ENDPOINTS: readonly Endpoint[] = [
  { method: 'GET', path: 'subscriptions', asks: 'all nodes', answer: list },
  { method: 'GET', path: 'subscriptions/:value', asks: 'all nodes', answer: lookup },
  {
    method: 'GET',
    path: 'nodes/:node/subscriptions',
    asks: 'node',
    answer: list,
    ifDown: () => NODE_DOWN,
  },
  {
    method: 'GET',
    path: 'nodes/:node/subscriptions/:value',
    asks: 'node',
    answer: lookup,
    ifDown: downLookup,
  },
];
