import type { Faker } from '@faker-js/faker';
import type { StoredClient } from '../core/client.js';
import { type Archetype, type Protocol, protocolAt } from './archetype.js';
import { nameFamily } from './family-names.js';
import { checkSeedOptions, seedFleet, type SeedOptions } from './fleet.js';
import { evenPoint } from './random.js';
import { type ClientSample, createFaker, createSampler } from './sample.js';

/**
 * Generates clients: devices, services and a few persons, with private addresses and a mix of
 * protocols, states and ages. The first is the documents' example, `emqx_c_1`. This loads the
 * schema faker; {@link seedFleet} with archetypes of your own does without.
 *
 * The same seed, now and nodes give the same clients; the first 50 of them do not depend on the
 * count. A million clients take some seconds and 400 MB.
 * @example
 * const clients = seedClients({ count: 1000, seed: 1, now: Date.now() });
 * @throws {RangeError} naming an option out of bounds.
 */
export function seedClients(options: SeedOptions): StoredClient[] {
  const { count, seed } = checkSeedOptions(options);
  return seedFleet(generateArchetypes(Math.max(0, count - 1), seed), options);
}

/** Families of a fleet at most: a sample of the schema takes as long as 100 clients. */
const MAX_ARCHETYPES = 120;

/**
 * Generates families of clients, at most {@link MAX_ARCHETYPES}: values from the OpenAPI schema, with
 * typical names and protocols. Family n does not depend on the count.
 * @param seed an integer, 0 to 4294967295.
 */
function generateArchetypes(count: number, seed: number): Archetype[] {
  const faker = createFaker(seed);
  const nextSample = createSampler(faker, seed);
  return Array.from({ length: Math.min(count, MAX_ARCHETYPES) }, (_, index) => {
    const [protocolShare, kindShare] = evenPoint(seed, index);
    return createArchetype(faker, nextSample(), protocolAt(protocolShare), kindShare);
  });
}

/** Makes a sample consistent: each of its members is valid, but some contradict each other. */
function createArchetype(
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
