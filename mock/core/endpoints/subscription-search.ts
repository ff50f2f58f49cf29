import type { StoredClient, Subscription } from '../client.js';
import type { Chunk } from '../chunk/chunk.js';
import { OWN_ROOT, SUBSTITUTE } from '../generated-subscriptions.js';
import { BrokerCrash, type Filter } from '../query/query-types.js';
import type { Store } from '../store.js';
import { isMatch, parseTopic, subscriptionsOf } from '../subscriptions.js';
import { figuresOfChunk, type Figures, type Route } from './figures.js';

/** A subscription as the API lists it. */
export interface SubscriptionRow extends Subscription {
  readonly clientid: string;
  readonly node: string;
}

/** A condition on rows. */
export interface Condition {
  accepts(this: void, row: SubscriptionRow): boolean;
  /** Whether a route of that kind could be accepted. Default: any could. */
  acceptsRoute?(this: void, route: Route): boolean;
  /** Whether a client's own topic could be accepted. Default: it could. */
  readonly acceptsOwn?: boolean;
  /** The id of the only client whose own topic that is. Default: any client's. */
  readonly owner?: string | undefined;
}

/** Which rows are asked for: of which nodes, of which clients, which of theirs. */
export interface Search {
  /** Where a client is looked up; all of them are those of the chunks. */
  readonly store: Pick<Store, 'get'>;
  readonly chunks: readonly Chunk[];
  readonly nodes: readonly string[];
  /** Default: every client. */
  readonly clientid?: string | undefined;
  readonly conditions: readonly Condition[];
}

/** Subscriptions that are compared in a step. */
const COMPARED = 1024;

/**
 * The rows of a search, from one of them on, node after node. What cannot hold a row is skipped as a
 * whole: a chunk of clients by its figures, a client by the number of its subscriptions.
 * `undefined` ends a step.
 */
export function* searchRows(
  search: Search,
  start: number,
): Generator<SubscriptionRow | undefined, void> {
  let skip = start;
  let compared = 0;
  const { conditions } = search;
  const isPlain = conditions.length === 0;
  for (const clients of groupsOf(search)) {
    if (!clients) {
      yield undefined;
      continue;
    }
    if (isPlain && clients.subscriptions <= skip) {
      skip -= clients.subscriptions;
      continue;
    }
    for (const client of clients.rows) {
      if (client.node !== clients.node) continue;
      if (isPlain && client.subscriptions_cnt <= skip) {
        skip -= client.subscriptions_cnt;
        continue;
      }
      const { clientid, node } = client;
      for (const { topic, qos } of subscriptionsOf(client)) {
        if (++compared % COMPARED === 0) yield undefined;
        const row = { clientid, node, topic, qos };
        if (!conditions.every(({ accepts }) => accepts(row))) continue;
        if (skip > 0) skip--;
        else yield row;
      }
    }
  }
}

/** Clients of one node, and others that are passed over. */
interface Group {
  readonly node: string;
  readonly rows: Iterable<StoredClient>;
  /** Of the clients of the node. */
  readonly subscriptions: number;
}

function* groupsOf({
  store,
  chunks,
  nodes,
  clientid,
  conditions,
}: Search): Generator<Group | undefined, void> {
  for (const node of nodes) {
    if (clientid !== undefined) {
      const rows = store.get(clientid).filter((client) => client.node === node);
      const [only] = rows;
      if (only) yield { node, rows, subscriptions: only.subscriptions_cnt };
      continue;
    }
    for (const chunk of chunks) {
      yield undefined;
      const figures = figuresOfChunk(chunk).get(node);
      if (!figures || !conditions.every((each) => mayHold(chunk, figures, each))) continue;
      yield { node, rows: chunk, subscriptions: figures.subscriptions };
    }
  }
}

function mayHold(
  chunk: Chunk,
  { ownRoutes, routes }: Figures,
  { acceptsOwn = true, acceptsRoute, owner }: Condition,
): boolean {
  if (!acceptsRoute) return true;
  if (acceptsOwn && ownRoutes > 0) {
    if (owner === undefined || chunk.mayContain('clientid', owner)) return true;
  }
  for (const route of routes.values()) if (acceptsRoute(route)) return true;
  return false;
}

/** Whether a topic is one that a client has for itself. */
const isOwn = (topic: string): boolean => topic.startsWith(`${OWN_ROOT}/`);

/** Subscriptions to a filter, by whatever group; or exactly as it is shown. */
export function topicCondition(wanted: string, asShown = false): Condition {
  const { filter } = asShown ? parseTopic(wanted) : { filter: wanted };
  const level = filter.split('/')[1] ?? '';
  return {
    accepts: ({ topic }) => parseTopic(topic).filter === wanted || (asShown && topic === wanted),
    acceptsRoute: ({ topic }) => topic === filter || topic === wanted,
    acceptsOwn: isOwn(wanted),
    ...(!SUBSTITUTE.test(level) && { owner: level }),
  };
}

/** The condition of a filter of `GET /subscriptions`. */
export function conditionOf({ parameter, kind, value }: Filter): Condition {
  if (kind === 'any') return { accepts: () => true };
  switch (parameter.name) {
    case 'qos':
      return { accepts: ({ qos }) => qos === value };
    case 'share':
      return {
        accepts: ({ topic }) => parseTopic(topic).group === value,
        acceptsRoute: ({ group }) => group === value,
        acceptsOwn: false,
      };
    case 'clientid':
      return { accepts: ({ clientid }) => clientid === value };
    case '_match_topic':
      if (kind !== 'text') throw new BrokerCrash('Failed to match a topic that is no text.');
      return {
        accepts: ({ topic }) => isMatch(parseTopic(topic).filter, value),
        acceptsRoute: ({ topic }) => isMatch(topic, value),
        acceptsOwn: ['+', '#', OWN_ROOT].includes(value.split('/')[0] ?? ''),
      };
    default:
      return topicCondition(String(value), true);
  }
}
