import type { Faker } from '@faker-js/faker';
import { faker as english } from '@faker-js/faker/locale/en';
import { generateSync, type JsonSchema } from 'json-schema-faker';
import { type Client, document } from '../../openapi/index.js';
import { scramble } from './random.js';

/**
 * The members that a family of clients shares. The others (id, address, times, queues) differ
 * from client to client or follow from these.
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

/** What the OpenAPI schema alone can say of a client: each member is right, together they may not be. */
export type ClientSample = Pick<Client, (typeof SAMPLED)[number]>;

/**
 * A faker of its own, so that neither its seed nor its idea of today is shared with anyone. The
 * English entry exports an instance and no class; the package's main entry has the class, but
 * loads every locale, which takes seven times as long.
 * @param seed a whole number.
 */
export function createFaker(seed: number): Faker {
  const OwnFaker = english.constructor as typeof Faker;
  const faker = new OwnFaker({ locale: english.rawDefinitions, seed });
  faker.setDefaultRefDate(0);
  return faker;
}

/**
 * Makes clients up from the schema `Client` of the OpenAPI document and its `x-faker` hints.
 * @returns the next sample on each call; the same ones for the same seed and a fresh faker.
 */
export function createSampler(faker: Faker, seed: number): () => ClientSample {
  const schema = sampleSchema();
  const first = scramble(seed);
  let made = 0;
  return () =>
    generateSync(schema, { seed: first + made++, extensions: { faker } }) as ClientSample;
}

/** The sampled members of `Client`, their hints under the name that the schema faker looks for. */
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
