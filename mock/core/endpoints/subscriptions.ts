import type { JsonValue } from '../client.js';
import { answeringNode, runningNodes } from '../nodes.js';
import { BrokerCrash } from '../query/query-types.js';
import type { Steps } from '../steps.js';
import { readInteger } from '../query/parse.js';
import { parseTopic } from '../subscriptions.js';
import { dataOf, NODE_DOWN, parameterOf } from './endpoint.js';
import type { Endpoint, EndpointAnswer, EndpointCall } from './endpoint.js';
import { figuresOfNode } from './figures.js';
import { answerPage, startOf } from './paging.js';
import { conditionOf, searchRows, topicCondition } from './subscription-search.js';
import type { Condition, Search, SubscriptionRow } from './subscription-search.js';

/** A broker joins the parts of a shared topic as parts of a path (Erlang's `filename:join`). */
function shownTopic(topic: string): string {
  const { filter, group } = parseTopic(topic);
  if (group === undefined) return topic;
  if (filter.startsWith('/')) return filter;
  return `$share/${group}/${filter}`.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
}

function show({ clientid, node, topic, qos }: SubscriptionRow, isBroker: boolean): JsonValue {
  return { topic: isBroker ? shownTopic(topic) : topic, qos, node, clientid };
}

function countAll({ figures }: EndpointCall, nodes: readonly string[]): number {
  return nodes.reduce((sum, node) => sum + figuresOfNode(figures, node).subscriptions, 0);
}

function* list(call: EndpointCall): Steps<EndpointAnswer> {
  const { dialect, pairs, node } = call;
  const nodes = nodesAsked(call);
  const filters = dialect.subscriptionFilters;
  if (filters.length === 0) {
    // As brokers page their tables.
    const rows = {
      count: countAll(call, nodes),
      from: (start: number) => searchRows({ ...placesOf(call), nodes, conditions: [] }, start),
    };
    return yield* answerPage(call, rows, (row) => show(row, true));
  }
  const isBroker = dialect.query.reading === 'broker';
  const topic = parameterOf(pairs, 'topic');
  if (isBroker && topic !== undefined && dialect.topicSearch !== 'none') {
    return yield* listTopic(call, topic, node === undefined ? nodes : [node]);
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
    ...placesOf(call),
    nodes,
    ...(only?.kind === 'text' && { clientid: only.value }),
    conditions: query.filters.filter((filter) => filter !== only).map(conditionOf),
  };
  const start = startOf(query);
  const data: JsonValue[] = [];
  const isPlain = query.filters.length === 0;
  let found = isPlain ? start : 0;
  for (const row of searchRows(asked, isPlain ? start : 0)) {
    if (!row) {
      yield;
      continue;
    }
    if (found >= start && found < start + query.limit) data.push(show(row, isBroker));
    found++;
    if (found > start + query.limit && (isPlain || !isCounted)) break;
  }
  const { page, limit } = query.echo;
  return dataOf(data, {
    page,
    limit,
    ...(dialect.hasnext === 'sent' && { hasnext: found > start + query.limit }),
    count: isPlain ? countAll(call, nodes) : isCounted ? found : -1,
  });
}

const placesOf = ({
  state: { store },
  chunks,
}: EndpointCall): Pick<Search, 'store' | 'chunks'> => ({
  store,
  chunks,
});

/** The nodes whose subscriptions a list has. */
function nodesAsked({ state, dialect, node }: EndpointCall): readonly string[] {
  if (node !== undefined) return [node];
  if (dialect.listScope === 'asked node') return [answeringNode(state)];
  return dialect.nodeOrder === 'sorted' ? [...runningNodes(state)].sort() : runningNodes(state);
}

/** What a broker answers to `topic=`: the rows of that filter, in each release in its own way. */
function* listTopic(
  call: EndpointCall,
  topic: JsonValue,
  nodes: readonly string[],
): Steps<EndpointAnswer> {
  const { dialect, pairs, decodeValue } = call;
  if (typeof topic !== 'string') throw new BrokerCrash('Failed to decode a topic.');
  const wanted = decodeValue(topic);
  const conditions = [topicCondition(wanted)];
  if (dialect.topicSearch === 'filtered') conditions.push(...otherConditions(pairs));
  const rows = yield* gather(searchRows({ ...placesOf(call), nodes, conditions }, 0));
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

const condition = (accepts: Condition['accepts']): Condition => ({ accepts });

/** The filters beside `topic=`, as lists of rows are filtered: the first of each name counts. */
function otherConditions(pairs: EndpointCall['pairs']): Condition[] {
  const [qos, clientid, share] = ['qos', 'clientid', 'share'].map((name) => {
    return parameterOf(pairs, name);
  });
  const number = qos === undefined ? undefined : readNumber(pairs, 'qos', 0);
  return [
    ...(number === undefined ? [] : [condition(({ qos: given }) => given === number)]),
    ...(clientid === undefined ? [] : [condition(({ clientid: given }) => given === clientid)]),
    ...(typeof share === 'string'
      ? [condition(({ topic }) => shownTopic(topic).startsWith(`$share/${share}`))]
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

function* gather<T>(found: Iterable<T | undefined>): Steps<T[]> {
  const rows: T[] = [];
  for (const row of found) {
    if (row === undefined) yield;
    else rows.push(row);
  }
  return rows;
}

/** All subscriptions of a client, on every node or on one. */
function* lookup(call: EndpointCall): Steps<EndpointAnswer> {
  const { state, dialect, value, node } = call;
  const isBroker = dialect.query.reading === 'broker';
  const nodes =
    node !== undefined
      ? [node]
      : dialect.subscriptionFilters.length === 0
        ? [answeringNode(state)]
        : runningNodes(state);
  const asked: Search = { ...placesOf(call), nodes, clientid: value, conditions: [] };
  const rows = yield* gather(searchRows(asked, 0));
  return dataOf(rows.map((row) => show(row, isBroker)));
}

const downLookup: NonNullable<Endpoint['ifDown']> = (_node, { downSubscriptions }) => {
  if (downSubscriptions === 'no content') return { kind: 'no content' };
  throw new BrokerCrash('Failed to show the subscriptions of a node that has stopped.');
};

/** Subscriptions: of the cluster, a node or a client (recording beside/emqx-4.3.22). */
export const SUBSCRIPTION_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: 'subscriptions',
    asks: 'all nodes',
    isList: true,
    readsFigures: true,
    answer: list,
  },
  { method: 'GET', path: 'subscriptions/:value', asks: 'all nodes', answer: lookup },
  {
    method: 'GET',
    path: 'nodes/:node/subscriptions',
    readsFigures: true,
    asks: 'node',
    isList: true,
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
