import type { Faker } from '@faker-js/faker';
import { type Archetype, type Protocol, protocolAt } from './archetype.js';
import { nameFamily } from './family-names.js';
import { evenPoint } from './random.js';
import { type ClientSample, createFaker, createSampler } from './sample.js';

/** Families of a fleet at most: a sample of the schema takes as long as 100 clients. */
export const MAX_FAMILIES = 120;

/** How many seeds keep the families that they have generated. */
const KEPT = 8;

/** The families of a seed so far, and what generates the next. */
interface Families {
  readonly made: Archetype[];
  readonly next: () => Archetype;
}

const kept = new Map<number, Families>();

/**
 * Generates families of clients: values from the OpenAPI schema, with typical names and protocols.
 * Family n does not depend on the count. A mock for each test uses the same seed again and again, so
 * the families of the last seeds are kept.
 * @param count 0 to {@link MAX_FAMILIES}.
 * @param seed an integer, 0 to 4294967295.
 */
export function generateFamilies(count: number, seed: number): readonly Archetype[] {
  const families = kept.get(seed) ?? startFamilies(seed);
  kept.delete(seed);
  kept.set(seed, families);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  while (families.made.length < count) families.made.push(families.next());
  return families.made.slice(0, count);
}

function startFamilies(seed: number): Families {
  const faker = createFaker(seed);
  const nextSample = createSampler(faker, seed);
  const made: Archetype[] = [];
  const next = (): Archetype => {
    const [protocolShare, kindShare] = evenPoint(seed, made.length);
    return createFamily(faker, nextSample(), protocolAt(protocolShare), kindShare);
  };
  return { made, next };
}

/** Makes a sample consistent: each of its members is valid, but some contradict each other. */
function createFamily(
  faker: Faker,
  sample: ClientSample,
  protocol: Protocol,
  kindShare: number,
): Archetype {
  const { max_subscriptions: most, subscriptions_cnt: subscriptions } = sample;
  const receiveMaximum = faker.helpers.arrayElement([8, 16, 32, 32]);
  return {
    ...nameFamily(faker, sample, protocol, kindShare),
    protocol,
    zone: sample.zone,
    mountpoint: sample.mountpoint,
    is_bridge: sample.is_bridge && protocol.mqtt,
    keepalive: sample.keepalive,
    expiry_interval: expiryOf(sample, protocol),
    subscriptions_cnt: subscriptions,
    max_subscriptions: most === 0 ? 0 : Math.max(most, subscriptions),
    // In 5.0, the client's receive maximum if it is below the zone's limit.
    max_inflight:
      protocol.proto_ver === 5
        ? Math.min(receiveMaximum, sample.max_inflight)
        : sample.max_inflight,
    max_mqueue: sample.max_mqueue,
    max_awaiting_rel: sample.max_awaiting_rel,
    // The sample's counters are taken as messages of 100 hours.
    publishesPerHour: sample.recv_msg / 100,
    deliveriesPerHour: sample.send_msg / 100,
    payload: 16 + (sample.recv_oct % 497),
  };
}

/** Seconds that a stock broker keeps a 3.x session; its client cannot change them. */
const EXPIRY_OF_MQTT_3 = 7200;

/** 30 days: every session expires at some time. */
const LONGEST_EXPIRY = 2_592_000;

function expiryOf(sample: ClientSample, protocol: Protocol): number {
  if (sample.clean_start || !protocol.persistent) return 0;
  if (protocol.proto_ver !== 5 || sample.expiry_interval === 0) return EXPIRY_OF_MQTT_3;
  return Math.min(sample.expiry_interval, LONGEST_EXPIRY);
}
