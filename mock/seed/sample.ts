import type { Faker } from '@faker-js/faker';
import { faker as english } from '@faker-js/faker/locale/en';
import { generateSync, type JsonSchema } from 'json-schema-faker';
import { type Client, document } from '../../openapi/index.js';
import { scramble } from './random.js';

/**
 * The members that the clients of a family share. The others (id, address, times, queues) differ, or
 * follow from these.
 */
export const SAMPLED = [
  'username',
  'zone',
  'mountpoint',
  'is_bridge',
  'keepalive',
  'clean_start',
  'expiry_interval',
  'subscriptions_cnt',
  'max_subscriptions',
  'max_inflight',
  'max_mqueue',
  'max_awaiting_rel',
  'recv_msg',
  'recv_oct',
  'send_msg',
] as const satisfies readonly (keyof Client)[];

/** Values from the OpenAPI schema: each is valid, but they may contradict each other. */
export type ClientSample = Pick<Client, (typeof SAMPLED)[number]>;

/**
 * Creates a faker with its own seed and reference date. The English entry exports an instance and no
 * class; the package's main entry has the class, but loads every locale: seven times as long.
 */
export function createFaker(seed: number): Faker {
  const OwnFaker = english.constructor as typeof Faker;
  const faker = new OwnFaker({ locale: english.rawDefinitions, seed });
  faker.setDefaultRefDate(0);
  return faker;
}

/**
 * Generates samples from the schema `Client` of the OpenAPI document and its `x-faker` hints.
 * @returns the next sample on each call; the same seed and a new faker give the same samples.
 */
export function createSampler(faker: Faker, seed: number): () => ClientSample {
  const schema = sampleSchema();
  const first = scramble(seed);
  let count = 0;
  return () =>
    generateSync(schema, { seed: first + count++, extensions: { faker } }) as ClientSample;
}

/** The sampled members of `Client`, with their hints as `faker`, the schema faker's keyword. */
function sampleSchema(): JsonSchema {
  const members = document.components.schemas['Client']?.properties ?? {};
  const properties = SAMPLED.map((name) => {
    const member = members[name];
    if (typeof member !== 'object') {
      throw new Error(
        `Failed to seed clients: expected the OpenAPI schema Client to describe \`${name}\`.`,
      );
    }
    const { 'x-faker': faker, ...rest } = member;
    return [name, faker === undefined ? rest : { ...rest, faker }] as const;
  });
  return {
    type: 'object',
    properties: Object.fromEntries(properties) as Record<string, JsonSchema>,
    required: [...SAMPLED],
    additionalProperties: false,
  };
}
