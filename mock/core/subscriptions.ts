import type { StoredClient, Subscription } from './client.js';
import { generateSubscription, subscriptionSeed } from './generated-subscriptions.js';

/** The most subscriptions of one client: all of them can be asked for at once. */
export const MAX_SUBSCRIPTIONS = 100_000;

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
  for (let index = 0; index < count; index++) yield generateSubscription(clientid, seed, index);
}

/** The client with these subscriptions, and so with their number. */
function withSubscriptions(
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

const encoder = new TextEncoder();

/** Bytes of the longest topic filter that a broker takes. */
const MAX_TOPIC = 65_535;

/**
 * Whether a broker's API takes a topic filter: `#` is the last level only, and `+` a whole level
 * (MQTT 5.0, 4.7.1). Share groups are not looked at.
 */
export function isFilter(topic: string): boolean {
  if (topic === '') return false;
  // Three bytes of a character at most.
  if (topic.length > MAX_TOPIC / 3 && encoder.encode(topic).length > MAX_TOPIC) return false;
  if (!/[+#\0]/.test(topic)) return true;
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
 * Reads subscriptions as callers and files give them; one that is a text has QoS 0.
 * @returns what was expected, if they are not well formed.
 */
export function parseSubscriptions(value: unknown): readonly Subscription[] | string {
  if (!Array.isArray(value)) return EXPECTED_LIST;
  if (value.length > MAX_SUBSCRIPTIONS) return `at most ${MAX_SUBSCRIPTIONS} subscriptions`;
  const topics = new Set<string>();
  const read: Subscription[] = [];
  for (const item of value as readonly unknown[]) {
    const given: unknown = typeof item === 'string' ? { topic: item } : item;
    const { topic, qos = 0 } = Object(given) as Readonly<Record<'qos' | 'topic', unknown>>;
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
