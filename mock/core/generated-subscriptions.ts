import type { Subscription } from './client.js';
import { hash32 } from './order.js';

/** Topics of a client of its own, below `devices/ID`. */
const OWN = ['commands', 'config', 'firmware', 'rpc/request/+', 'shadow/delta', 'events/#'];
export const OWN_ROOT = 'devices';

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

/** Topics that groups of clients share; all of them in all groups are fewer than 32. */
export const SHARED_TOPICS = [
  'telemetry/+',
  'orders/created',
  'jobs/queue',
  'logs/#',
  'media/uploads',
  'alerts/+/open',
] as const;
export const SHARE_GROUPS = ['workers', 'ingest', 'billing'] as const;

/** What the subscriptions of a client are generated from. */
export const subscriptionSeed = (clientid: string): number => hash32(clientid, 0x5ab5);

/** Which common topic is a client's next, and which shared one; its share group is always the same. */
export const commonTopicAt = (seed: number, round: number): number =>
  (seed + round) % COMMON_TOPICS.length;
export const sharedTopicAt = (seed: number, round: number): number =>
  ((seed >>> 8) + round) % SHARED_TOPICS.length;
export const shareGroupOf = (seed: number): number => (seed >>> 16) % SHARE_GROUPS.length;

/** Of four subscriptions the second is common and the fourth shared, while there are such topics. */
const commonBefore = (count: number): number => Math.min((count + 2) >> 2, COMMON_TOPICS.length);
const sharedBefore = (count: number): number => Math.min(count >> 2, SHARED_TOPICS.length);

/** How many of `count` subscriptions are of each kind. */
export function generatedCounts(count: number): { common: number; shared: number; own: number } {
  const [common, shared] = [commonBefore(count), sharedBefore(count)];
  return { common, shared, own: count - common - shared };
}

/** Ids with these cannot be a level of a topic. */
const NO_LEVEL = /[/+#\0]/;
/** A level that may stand for such an id. */
export const SUBSTITUTE = /^client-[0-9a-f]{1,8}$/;
const LONGEST_LEVEL = 200;

/** The level of an own topic that names the client: its id, or a substitute. */
export function ownLevelOf(clientid: string): string {
  const isLevel = clientid.length <= LONGEST_LEVEL && !NO_LEVEL.test(clientid);
  return isLevel ? clientid : `client-${subscriptionSeed(clientid).toString(16)}`;
}

/** The subscription at that index of a client without a list of its own: always the same one. */
export function generateSubscription(clientid: string, seed: number, index: number): Subscription {
  const qos = (seed >>> (index % 24)) % 3;
  const round = index >> 2;
  if ((index & 3) === 1 && round < COMMON_TOPICS.length) {
    return { topic: COMMON_TOPICS[commonTopicAt(seed, round)] ?? '', qos };
  }
  if ((index & 3) === 3 && round < SHARED_TOPICS.length) {
    const group = SHARE_GROUPS[shareGroupOf(seed)] ?? '';
    return { topic: `$share/${group}/${SHARED_TOPICS[sharedTopicAt(seed, round)] ?? ''}`, qos };
  }
  const number = generatedCounts(index).own;
  const name = OWN[number] ?? `channels/${number}`;
  return { topic: `${OWN_ROOT}/${ownLevelOf(clientid)}/${name}`, qos };
}
