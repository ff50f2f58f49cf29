import type { StoredClient, Subscription } from './client.js';
import { hash32 } from './order.js';

/** The most subscriptions of one client: all of them can be asked for at once. */
export const MAX_SUBSCRIPTIONS = 100_000;

/** Topics of a client of its own, below `devices/ID`. */
const OWN = ['commands', 'config', 'firmware', 'rpc/request/+', 'shadow/delta', 'events/#'];

/** Topics that many clients have in common. */
export const COMMON_TOPICS = [
  'broadcast/all',
  'time/sync',
  'weather/forecast',
  'sites/+/alarms',
  'maintenance/windows',
  'firmware/releases/#',
  'prices/current',
  'fleet/+/position',
] as const;

/** Topics that groups of clients share. */
export const SHARED_TOPICS = [
  'telemetry/+',
  'orders/created',
  'jobs/queue',
  'logs/#',
  'media/uploads',
  'alerts/+/open',
] as const;
export const SHARE_GROUPS = ['workers', 'ingest', 'billing'] as const;

/** Of four generated subscriptions, the second is common and the fourth shared, while there are any. */
const commonBefore = (count: number): number => Math.min((count + 2) >> 2, COMMON_TOPICS.length);
const sharedBefore = (count: number): number => Math.min(count >> 2, SHARED_TOPICS.length);

/** What the subscriptions of a client are generated from. */
export const subscriptionSeed = (clientid: string): number => hash32(clientid, 0x5ab5);

/** A generated subscription, in parts: which common or shared topic it is, or which own one. */
export type SubscriptionKind =
  | { readonly kind: 'common'; readonly topic: number }
  | { readonly kind: 'shared'; readonly topic: number; readonly group: number }
  | { readonly kind: 'own'; readonly number: number };

/** The kind of a client's `index`th generated subscription. */
export function kindOf(seed: number, index: number): SubscriptionKind {
  const round = index >> 2;
  if ((index & 3) === 1 && round < COMMON_TOPICS.length) {
    return { kind: 'common', topic: (seed + round) % COMMON_TOPICS.length };
  }
  if ((index & 3) === 3 && round < SHARED_TOPICS.length) {
    const group = (seed >>> 16) % SHARE_GROUPS.length;
    return { kind: 'shared', topic: ((seed >>> 8) + round) % SHARED_TOPICS.length, group };
  }
  return { kind: 'own', number: index - commonBefore(index) - sharedBefore(index) };
}

/** How many of `count` generated subscriptions are the client's own topics. */
export const ownTopicsOf = (count: number): number =>
  count - commonBefore(count) - sharedBefore(count);

/** Ids with these cannot be a level of a topic. */
const NO_LEVEL = /[/+#\0]/;
export const SUBSTITUTE = /^client-[0-9a-f]{1,8}$/;
const LONGEST_LEVEL = 200;

/** The level of an own topic that names the client: its id, or a substitute. */
export function ownLevelOf(clientid: string): string {
  const isLevel = clientid.length <= LONGEST_LEVEL && !NO_LEVEL.test(clientid);
  return isLevel ? clientid : `client-${subscriptionSeed(clientid).toString(16)}`;
}

function ownTopic(clientid: string, number: number): string {
  return `devices/${ownLevelOf(clientid)}/${OWN[number] ?? `channels/${number}`}`;
}

function generated(clientid: string, seed: number, index: number): Subscription {
  const qos = (seed >>> (index % 24)) % 3;
  const kind = kindOf(seed, index);
  switch (kind.kind) {
    case 'common':
      return { topic: COMMON_TOPICS[kind.topic] ?? '', qos };
    case 'shared': {
      const group = SHARE_GROUPS[kind.group] ?? '';
      return { topic: `$share/${group}/${SHARED_TOPICS[kind.topic] ?? ''}`, qos };
    }
    case 'own':
      return { topic: ownTopic(clientid, kind.number), qos };
  }
}

/**
 * The subscriptions of a client, `subscriptions_cnt` of them, one after the other: those that it
 * was given, or ones that its id alone decides.
 */
export function* subscriptionsOf(client: StoredClient): Generator<Subscription, void> {
  if (client.subscriptions) {
    yield* client.subscriptions;
    return;
  }
  const { clientid, subscriptions_cnt: count } = client;
  const seed = count > 0 ? subscriptionSeed(clientid) : 0;
  for (let index = 0; index < count; index++) yield generated(clientid, seed, index);
}

/** The client with these subscriptions, and so with their number. */
export function withSubscriptions(
  client: StoredClient,
  subscriptions: readonly Subscription[],
): StoredClient {
  return { ...client, subscriptions, subscriptions_cnt: subscriptions.length };
}

/** Subscribes, or changes the QoS of what is subscribed to. */
export function subscribe(client: StoredClient, added: readonly Subscription[]): StoredClient {
  const byTopic = new Map([...subscriptionsOf(client)].map((each) => [each.topic, each]));
  for (const each of added) byTopic.set(each.topic, each);
  return withSubscriptions(client, [...byTopic.values()]);
}

/** Ends the subscription to a topic filter; without one, the client is returned as it is. */
export function unsubscribe(client: StoredClient, topic: string): StoredClient {
  const all = [...subscriptionsOf(client)];
  const left = all.filter((each) => each.topic !== topic);
  return left.length === all.length ? client : withSubscriptions(client, left);
}

/** A subscription's filter without its share group, and the group; as brokers keep it. */
export interface ParsedTopic {
  readonly filter: string;
  readonly group?: string;
}

const SHARED_PARTS = /^\$share\/([^/]*)\/(.*)$/s;
const QUEUE = '$queue/';

/** Splits `$share/GROUP/FILTER` and `$queue/FILTER`. */
export function parseTopic(topic: string): ParsedTopic {
  if (!topic.startsWith('$')) return { filter: topic };
  if (topic.startsWith(QUEUE)) return { filter: topic.slice(QUEUE.length), group: '$queue' };
  const [, group, filter] = SHARED_PARTS.exec(topic) ?? [];
  return group === undefined || filter === undefined ? { filter: topic } : { filter, group };
}

/** Bytes of the longest topic filter that a broker takes. */
const MAX_TOPIC = 65_535;

/**
 * Whether a broker's API takes a topic filter: `#` is the last level only, and `+` a whole level
 * (MQTT 5.0, 4.7.1). Share groups are not looked at.
 */
export function isFilter(topic: string): boolean {
  if (topic === '' || new TextEncoder().encode(topic).length > MAX_TOPIC) return false;
  const levels = topic.split('/');
  return levels.every((level, index) => {
    if (level === '#') return index === levels.length - 1;
    return level === '+' || !/[+#\0]/.test(level);
  });
}

/** Whether a topic is in what a filter asks for, level by level; `+` of a topic is a plain text. */
export function isMatch(topic: string, filter: string): boolean {
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false;
  const [levels, wanted] = [topic.split('/'), filter.split('/')];
  for (const [index, level] of wanted.entries()) {
    if (level === '#' && index === wanted.length - 1) return true;
    if (index >= levels.length) return false;
    if (level !== '+' && level !== levels[index]) return false;
  }
  return levels.length === wanted.length;
}

const EXPECTED_LIST = 'a list of subscriptions, each such as {"topic": "t/1", "qos": 1}';

/**
 * Reads subscriptions as callers and files give them.
 * @returns what was expected, if they are not well formed.
 */
export function parseSubscriptions(value: unknown): readonly Subscription[] | string {
  if (!Array.isArray(value)) return EXPECTED_LIST;
  if (value.length > MAX_SUBSCRIPTIONS) return `at most ${MAX_SUBSCRIPTIONS} subscriptions`;
  const topics = new Set<string>();
  const read: Subscription[] = [];
  for (const item of value as readonly unknown[]) {
    const { topic, qos = 0 } = Object(item) as Readonly<Record<'qos' | 'topic', unknown>>;
    if (typeof topic !== 'string' || !topic.isWellFormed()) return EXPECTED_LIST;
    if (!isFilter(topic)) return `topics that can be subscribed to, which ${short(topic)} cannot`;
    if (typeof qos !== 'number' || !Number.isInteger(qos) || qos < 0 || qos > 255) {
      return 'a qos of 0, 1 or 2';
    }
    if (topics.has(topic)) return `each topic once, and ${short(topic)} is there twice`;
    topics.add(topic);
    read.push({ topic, qos });
  }
  return read;
}

const short = (topic: string): string => JSON.stringify(topic.slice(0, 80));
