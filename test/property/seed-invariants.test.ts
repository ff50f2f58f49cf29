import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CONN_STATES, type StoredClient } from '../../mock/core/client.js';
import { type Archetype, PROTOCOLS } from '../../mock/seed/archetype.js';
import { BROWSER_ARCHETYPES } from '../../mock/seed/browser-archetypes.js';
import { openFleet } from '../../mock/seed/fleet.js';
import { seedClients } from '../../mock/seed/seed-clients.js';

const PROTOCOL_VERSIONS = new Set(PROTOCOLS.map((one) => `${one.proto_name} ${one.proto_ver}`));
const PRIVATE = /^(10\.\d{1,3}|172\.(1[6-9]|2\d|3[01])|192\.168)\.\d{1,3}(\.\d{1,3})?$/;

type Invariant = (client: StoredClient, now: number) => boolean;

/** What is always true of a seeded client. */
const INVARIANTS: Readonly<Record<string, Invariant>> = {
  'created ≤ connected ≤ disconnected ≤ now': (client, now) =>
    0 <= client.created_at &&
    client.created_at <= client.connected_at &&
    client.connected_at <= (client.disconnected_at ?? now) &&
    (client.disconnected_at ?? now) <= now,
  'conn_state is one of three': (client) => CONN_STATES.includes(client.conn_state),
  'connected means no disconnected_at': (client) =>
    (client.conn_state === 'connected') === (client.disconnected_at === null),
  'an offline client has a persistent session': (client) =>
    client.disconnected_at === null || !client.clean_start,
  'an offline session has not expired yet': (client, now) =>
    client.disconnected_at === null || client.disconnected_at + client.expiry_interval * 1000 > now,
  'a clean start has no expiry': (client) => !client.clean_start || client.expiry_interval === 0,
  'a clean session is as old as its connection': (client) =>
    !client.clean_start || client.created_at === client.connected_at,
  'inflight ≤ max_inflight': (client) => client.inflight <= client.max_inflight,
  'mqueue_len ≤ max_mqueue': (client) => client.mqueue_len <= client.max_mqueue,
  'only a full queue has dropped messages': (client) =>
    client.mqueue_dropped === 0 || client.mqueue_len === client.max_mqueue,
  'awaiting_rel ≤ max_awaiting_rel': (client) => client.awaiting_rel <= client.max_awaiting_rel,
  'subscriptions_cnt ≤ max_subscriptions, unless that is 0': (client) =>
    client.max_subscriptions === 0 || client.subscriptions_cnt <= client.max_subscriptions,
  'proto_ver fits proto_name': (client) =>
    PROTOCOL_VERSIONS.has(`${client.proto_name} ${client.proto_ver}`),
  'a bridge uses MQTT': (client) => !client.is_bridge || client.proto_name.startsWith('MQ'),
  'CoAP and LwM2M have no session that outlives its connection': (client) =>
    client.clean_start || !['CoAP', 'LwM2M'].includes(client.proto_name),
  'recv_msg ≤ recv_pkt ≤ recv_cnt': (client) =>
    client.recv_msg <= client.recv_pkt && client.recv_pkt <= client.recv_cnt,
  'send_msg ≤ send_pkt ≤ send_cnt': (client) =>
    client.send_msg <= client.send_pkt && client.send_pkt <= client.send_cnt,
  'a packet has two bytes or more': (client) =>
    client.recv_oct >= 2 * client.recv_pkt && client.send_oct >= 2 * client.send_pkt,
  'ports are 1024 to 65535': (client) => client.port >= 1024 && client.port <= 65_535,
  'addresses are private, or the example’s own': (client) =>
    PRIVATE.test(client.ip_address) || client.clientid === 'emqx_c_1',
  'every number is whole and not negative': (client) =>
    Object.values(client).every(
      (value) => typeof value !== 'number' || (Number.isSafeInteger(value) && value >= 0),
    ),
  'names are not empty': (client) => client.clientid !== '' && client.username !== '',
  'there are no members besides those of the documents': (client) => !('extra' in client),
};

/** Each broken invariant, with the first client that breaks it. */
function brokenInvariants(clients: readonly StoredClient[], now: number): unknown[] {
  return Object.entries(INVARIANTS).flatMap(([invariant, holds]) => {
    const client = clients.find((one) => !holds(one, now));
    return client ? [{ invariant, client }] : [];
  });
}

function expectInvariants(clients: readonly StoredClient[], now: number): void {
  expect(brokenInvariants(clients, now)).toEqual([]);
  expect(new Set(clients.map((client) => client.clientid)).size).toBe(clients.length);
  const shapes = new Set(clients.map((client) => Object.keys(client).join()));
  expect(shapes.size, 'every record has the same keys in the same order').toBeLessThanOrEqual(1);
}

const seeds = fc.integer({ min: 0, max: 4_294_967_295 });
/** From 1970 to 9999, with the first seconds and the example's time. */
const instants = fc.oneof(
  fc.integer({ min: Date.UTC(2021, 0, 1), max: Date.UTC(2040, 0, 1) }),
  fc.integer({ min: 0, max: 253_402_300_799_999 }),
  fc.constantFrom(0, 1, 5000, Date.UTC(2021, 2, 18, 2, 15, 57)),
);

test('the invariants hold for 200 seeds', () => {
  fc.assert(
    fc.property(
      seeds,
      fc.integer({ min: 1, max: 150 }),
      instants,
      fc.integer({ min: 1, max: 100 }),
      (seed, count, now, nodes) => {
        const clients = seedClients({ seed, count, now, nodes });
        expect(clients).toHaveLength(count);
        expectInvariants(clients, now);
      },
    ),
    { numRuns: 200 },
  );
});

test.each([1, 2, 3])('the invariants hold for a large fleet (seed %i)', (seed) => {
  const now = Date.UTC(2026, 5, 1);
  expectInvariants(seedClients({ seed, count: 30_000, now }), now);
});

test('the invariants hold for the fleet of the browser bundle', () => {
  const now = Date.UTC(2026, 5, 1);
  expectInvariants([...openFleet(BROWSER_ARCHETYPES, { seed: 1, count: 5000, now })], now);
});

const families: fc.Arbitrary<Archetype> = fc
  .record({
    stem: fc.constantFrom('a-', 'b-'),
    account: fc.constantFrom<Archetype['account']>(
      { kind: 'none' },
      { kind: 'own' },
      { kind: 'shared', name: 'crew' },
    ),
    protocol: fc.constantFrom(...PROTOCOLS.filter((one) => one.persistent)),
    zone: fc.constant('external'),
    mountpoint: fc.constant('undefined'),
    is_bridge: fc.constant(false),
    keepalive: fc.nat({ max: 65_535 }),
    expiry_interval: fc.oneof(fc.nat({ max: 10 }), fc.nat({ max: 2_592_000 })),
    subscriptions_cnt: fc.nat({ max: 20 }),
    max_subscriptions: fc.constantFrom(0, 20),
    max_inflight: fc.nat({ max: 32 }),
    max_mqueue: fc.nat({ max: 1000 }),
    max_awaiting_rel: fc.nat({ max: 100 }),
    publishesPerHour: fc.double({ min: 0, max: 1e9, noNaN: true }),
    deliveriesPerHour: fc.double({ min: 0, max: 1e9, noNaN: true }),
    payload: fc.nat({ max: 1_000_000 }),
  })
  .map((family) => ({ ...family, ending: family.stem === 'a-' ? 'number' : 'hex' }));

test('the invariants hold for any archetypes', () => {
  fc.assert(
    fc.property(
      fc.array(families, { minLength: 1, maxLength: 5 }),
      seeds,
      instants,
      (archetypes, seed, now) => {
        expectInvariants([...openFleet(archetypes, { count: 60, seed, now })], now);
      },
    ),
    { numRuns: 200 },
  );
});
