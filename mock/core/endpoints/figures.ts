import type { Chunk } from '../chunk/chunk.js';
import { isConnected, type StoredClient } from '../client.js';
import type { Steps } from '../steps.js';
import {
  COMMON_TOPICS,
  commonTopicAt,
  generatedCounts,
  SHARE_GROUPS,
  SHARED_TOPICS,
  sharedTopicAt,
  shareGroupOf,
  subscriptionSeed,
} from '../generated-subscriptions.js';
import { parseTopic } from '../subscriptions.js';

/** Sums of traffic that a node's metrics show. */
const TRAFFIC = ['recv_oct', 'send_oct', 'recv_pkt', 'send_pkt', 'recv_msg', 'send_msg'] as const;
type Traffic = Readonly<Record<(typeof TRAFFIC)[number], number>>;

/** Figures of the clients of one node. */
export interface Figures {
  readonly sessions: number;
  readonly connected: number;
  readonly subscriptions: number;
  /** Subscriptions with a share group. */
  readonly shared: number;
  /** Routes of topics that clients have for themselves. */
  readonly ownRoutes: number;
  /** The other routes: what is subscribed to, and by which group if it is shared. */
  readonly routes: ReadonlyMap<string, Route>;
  readonly traffic: Traffic;
  /** Epoch milliseconds of the oldest session; `Infinity` without one. */
  readonly oldest: number;
}

export interface Route {
  readonly topic: string;
  readonly group?: string | undefined;
}

const NO_TRAFFIC: Traffic = {
  recv_oct: 0,
  send_oct: 0,
  recv_pkt: 0,
  send_pkt: 0,
  recv_msg: 0,
  send_msg: 0,
};
const NONE: Figures = {
  sessions: 0,
  connected: 0,
  subscriptions: 0,
  shared: 0,
  ownRoutes: 0,
  routes: new Map(),
  traffic: NO_TRAFFIC,
  oldest: Infinity,
};

/**
 * The figures of each node. Chunks never change, so that each is read once: a change of one client
 * costs the figures of one chunk.
 */
export function* readFigures(chunks: readonly Chunk[]): Steps<ReadonlyMap<string, Figures>> {
  const nodes = new Map<string, Tally>();
  for (const chunk of chunks) {
    for (const [node, figures] of figuresOfChunk(chunk)) {
      const tally = nodes.get(node) ?? new Tally();
      nodes.set(node, tally);
      tally.addFigures(figures);
    }
    yield;
  }
  return nodes;
}

/** The figures of one node; zeros if it has no clients. */
export const figuresOfNode = (all: ReadonlyMap<string, Figures>, node: string): Figures =>
  all.get(node) ?? NONE;

const kept = new WeakMap<Chunk, ReadonlyMap<string, Figures>>();

/** The figures of a chunk's clients, by node. */
export function figuresOfChunk(chunk: Chunk): ReadonlyMap<string, Figures> {
  const known = kept.get(chunk);
  if (known) return known;
  const nodes = new Map<string, Tally>();
  for (const client of chunk) {
    let tally = nodes.get(client.node);
    if (!tally) nodes.set(client.node, (tally = new Tally()));
    tally.addClient(client);
  }
  kept.set(chunk, nodes);
  return nodes;
}

class Tally implements Figures {
  sessions = 0;
  connected = 0;
  subscriptions = 0;
  shared = 0;
  ownRoutes = 0;
  readonly routes = new Map<string, Route>();
  readonly traffic = { ...NO_TRAFFIC };
  oldest = Infinity;
  /** Generated topics that have a route already, one bit each: most clients have the same few. */
  #common = 0;
  #shared = 0;

  addClient(client: StoredClient): void {
    this.sessions++;
    if (isConnected(client)) this.connected++;
    this.subscriptions += client.subscriptions_cnt;
    if (client.created_at < this.oldest) this.oldest = client.created_at;
    // Written out: a loop over the names takes ten times as long.
    const { traffic } = this;
    traffic.recv_oct += client.recv_oct;
    traffic.send_oct += client.send_oct;
    traffic.recv_pkt += client.recv_pkt;
    traffic.send_pkt += client.send_pkt;
    traffic.recv_msg += client.recv_msg;
    traffic.send_msg += client.send_msg;
    if (client.subscriptions) {
      for (const { topic } of client.subscriptions) {
        const { filter, group } = parseTopic(topic);
        if (group !== undefined) this.shared++;
        this.#addRoute({ topic: filter, group });
      }
    } else if (client.subscriptions_cnt > 0) this.#addGenerated(client);
  }

  addFigures(other: Figures): void {
    this.sessions += other.sessions;
    this.connected += other.connected;
    this.subscriptions += other.subscriptions;
    this.shared += other.shared;
    this.ownRoutes += other.ownRoutes;
    this.oldest = Math.min(this.oldest, other.oldest);
    for (const name of TRAFFIC) this.traffic[name] += other.traffic[name];
    for (const [key, route] of other.routes) this.routes.set(key, route);
  }

  #addRoute(route: Route): void {
    this.routes.set(`${route.group ?? ''}\n${route.topic}`, route);
  }

  #addGenerated({ clientid, subscriptions_cnt: count }: StoredClient): void {
    const { common, shared, own } = generatedCounts(count);
    this.ownRoutes += own;
    if (common === 0) return;
    const seed = subscriptionSeed(clientid);
    for (let round = 0; round < common; round++) {
      const topic = commonTopicAt(seed, round);
      const bit = 1 << topic;
      if ((this.#common & bit) === 0) this.#addRoute({ topic: COMMON_TOPICS[topic] ?? '' });
      this.#common |= bit;
    }
    this.shared += shared;
    const group = shareGroupOf(seed);
    for (let round = 0; round < shared; round++) {
      const topic = sharedTopicAt(seed, round);
      const bit = 1 << (group * SHARED_TOPICS.length + topic);
      if ((this.#shared & bit) === 0) {
        this.#addRoute({ topic: SHARED_TOPICS[topic] ?? '', group: SHARE_GROUPS[group] });
      }
      this.#shared |= bit;
    }
  }
}
