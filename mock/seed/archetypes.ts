import type { Faker } from '@faker-js/faker';
import { type Archetype, type Protocol, protocolAt } from './archetype.js';
import { nameFamily } from './naming.js';
import { evenPoint } from './random.js';
import { type ClientSample, createFaker, createSampler } from './sample.js';

/** How many families a fleet has at most: a sample of the schema costs as much as 100 clients. */
export const MAX_ARCHETYPES = 120;

/**
 * Makes families of clients up: their values from the OpenAPI schema, their names and protocols
 * as a fleet has them. Family n is the same whatever the count.
 * @param count at most {@link MAX_ARCHETYPES} are made.
 * @param seed a whole number, 0 to 4294967295.
 */
export function makeArchetypes(count: number, seed: number): Archetype[] {
  const faker = createFaker(seed);
  const nextSample = createSampler(faker, seed);
  return Array.from({ length: Math.min(count, MAX_ARCHETYPES) }, (_, index) => {
    const [protocolShare, kindShare] = evenPoint(seed, index);
    return makeArchetype(faker, nextSample(), protocolAt(protocolShare), kindShare);
  });
}

/** Makes one sample coherent: each of its members is legal, but not all of them go together. */
function makeArchetype(
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
    // Of a 5.0 client, its receive maximum where that is lower than the zone's limit.
    max_inflight:
      protocol.proto_ver === 5
        ? Math.min(receiveMaximum, sample.max_inflight)
        : sample.max_inflight,
    max_mqueue: sample.max_mqueue,
    max_awaiting_rel: sample.max_awaiting_rel,
    // The sample's messages, read as those of a hundred hours.
    publishesPerHour: sample.recv_msg / 100,
    deliveriesPerHour: sample.send_msg / 100,
    payload: 16 + (sample.recv_oct % 497),
  };
}

/** Seconds that a stock broker keeps a 3.x session; its client can not ask for others. */
const EXPIRY_OF_MQTT_3 = 7200;

/** 30 days; a mock that has a `never` among its sessions could not show one expire. */
const LONGEST_EXPIRY = 2_592_000;

function expiryOf(sample: ClientSample, protocol: Protocol): number {
  if (sample.clean_start || !protocol.persistent) return 0;
  if (protocol.proto_ver !== 5 || sample.expiry_interval === 0) return EXPIRY_OF_MQTT_3;
  return Math.min(sample.expiry_interval, LONGEST_EXPIRY);
}
