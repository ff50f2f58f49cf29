import { createHash } from 'node:crypto';
import { faker as sharedFaker } from '@faker-js/faker/locale/en';
import { describe, expect, test } from 'vitest';
import { CLIENT_KEYS, formatTime, isConnected, type StoredClient } from '../../mock/core/client.js';
import { MAX_CLIENTS } from '../../mock/seed/fleet.js';
import { MAX_NODES } from '../../mock/seed/names.js';
import { seedClients } from '../../mock/seed/seed-clients.js';
import { type Client, document } from '../../openapi/index.js';

const NOW = Date.UTC(2026, 5, 1, 12);
const DAY = 86_400_000;

/** The documents' members of a client, as the API would send them in UTC. */
function sent(client: StoredClient): Record<string, unknown> {
  return Object.fromEntries(
    CLIENT_KEYS.map((key) => {
      if (key === 'connected') return [key, isConnected(client)];
      if (key === 'created_at' || key === 'connected_at') return [key, formatTime(client[key], 0)];
      return [key, client[key]];
    }),
  );
}

const count = <T>(items: readonly T[], has: (item: T) => boolean): number =>
  items.filter(has).length;

describe('client 1', () => {
  const list = document.components.examples['list']?.value as { data: readonly Client[] };

  test.each([1, 7, 4_294_967_295])(
    'is the documents’ example, field for field (seed %i)',
    (seed) => {
      const [first] = seedClients({ count: 2, seed, now: NOW });
      expect(first && sent(first)).toEqual(list.data[0]);
    },
  );

  test('connects at the current time if the clock is set before the example’s time', () => {
    const now = Date.UTC(2020, 0, 1);
    expect(seedClients({ count: 1, seed: 1, now })[0]).toMatchObject({
      clientid: 'emqx_c_1',
      created_at: now,
      connected_at: now,
    });
  });
});

describe('the same seed', () => {
  test('generates the clients of the snapshot', () => {
    const lines = seedClients({ count: 20, seed: 1, now: NOW }).map((one) => JSON.stringify(one));
    expect(lines.join('\n')).toMatchSnapshot();
  });

  test('generates a thousand clients with the bytes of the snapshot', () => {
    const bytes = JSON.stringify(seedClients({ count: 1000, seed: 1, now: NOW }));
    expect(createHash('sha256').update(bytes).digest('hex')).toMatchSnapshot();
  });

  test.each([
    [50, 1000],
    [150, 5000],
  ])('generates the same first %i clients of %i', (few, many) => {
    const fleet = seedClients({ count: many, seed: 7, now: NOW });
    expect(fleet).toHaveLength(many);
    expect(seedClients({ count: few, seed: 7, now: NOW })).toEqual(fleet.slice(0, few));
  });

  test('neither changes nor depends on the shared faker', () => {
    sharedFaker.seed(5);
    const expected = sharedFaker.number.int();
    const before = seedClients({ count: 30, seed: 3, now: NOW });
    sharedFaker.seed(5);
    const after = seedClients({ count: 30, seed: 3, now: NOW });
    expect(sharedFaker.number.int()).toBe(expected);
    expect(after).toEqual(before);
  });

  test('gives the same clients and ages at another time', () => {
    const today = seedClients({ count: 100, seed: 1, now: NOW }).slice(1);
    const tomorrow = seedClients({ count: 100, seed: 1, now: NOW + DAY }).slice(1);
    const aDayLater = today.map((client) => ({
      ...client,
      created_at: client.created_at + DAY,
      connected_at: client.connected_at + DAY,
      disconnected_at: client.disconnected_at && client.disconnected_at + DAY,
    }));
    expect(tomorrow).toEqual(aDayLater);
  });
});

test('another seed generates other clients', () => {
  const ids = (seed: number): string =>
    seedClients({ count: 40, seed, now: NOW })
      .map((client) => `${client.clientid}:${client.port}`)
      .join();
  expect(new Set([1, 2, 3, 4, 5].map(ids)).size).toBe(5);
});

describe('a fleet of the default size', () => {
  const fleet = seedClients({ count: 1000, seed: 1, now: NOW });

  test('is mostly connected, with some disconnected and a few idle', () => {
    expect(count(fleet, (client) => client.conn_state === 'connected')).toBeGreaterThan(750);
    expect(count(fleet, (client) => client.conn_state === 'disconnected')).toBeGreaterThan(50);
    const idle = count(fleet, (client) => client.conn_state === 'idle');
    expect(idle).toBeGreaterThan(5);
    expect(idle).toBeLessThan(60);
  });

  test('uses mostly MQTT, and a little of every other protocol', () => {
    const protocols = fleet.map((client) => `${client.proto_name} ${client.proto_ver}`);
    const all = ['CoAP 1', 'LwM2M 1', 'MQIsdp 3', 'MQTT 4', 'MQTT 5', 'MQTT-SN 1'];
    expect([...new Set(protocols)].sort()).toEqual(all);
    expect(count(protocols, (one) => one.startsWith('MQTT '))).toBeGreaterThan(700);
  });

  test('has devices, gateways, services and persons, and clients with no user name', () => {
    for (const id of [/^[a-z]+-[a-z]+-\d{5}$/, /^gw-[0-9a-f]{6}$/, /^svc-[a-z]+-\d{5}$/]) {
      expect(count(fleet, (client) => id.test(client.clientid))).toBeGreaterThan(50);
    }
    expect(
      count(fleet, (client) => /^(mqttx|explorer|phone)-/.test(client.clientid)),
    ).toBeGreaterThan(20);
    expect(count(fleet, (client) => client.username === null)).toBeGreaterThan(50);
  });

  test('is spread over three nodes, in private address ranges', () => {
    expect(new Set(fleet.map((client) => client.node))).toEqual(
      new Set(['emqx@10.12.50.91', 'emqx@10.12.50.92', 'emqx@10.12.50.93']),
    );
    for (const range of [/^10\./, /^172\.(1[6-9]|2\d|3[01])\./, /^192\.168\./]) {
      expect(count(fleet, (client) => range.test(client.ip_address))).toBeGreaterThan(50);
    }
  });

  test('is of all ages, from seconds to months', () => {
    const ages = fleet.slice(1).map((client) => NOW - client.connected_at);
    for (const [from, to] of [
      [0, 60_000],
      [60_000, DAY / 24],
      [DAY, 7 * DAY],
      [30 * DAY, 400 * DAY],
    ] as const) {
      expect(count(ages, (age) => age >= from && age < to)).toBeGreaterThan(50);
    }
  });

  test('has resumed sessions, and queues that overflow', () => {
    expect(count(fleet, (client) => client.created_at < client.connected_at)).toBeGreaterThan(50);
    expect(count(fleet, (client) => client.mqueue_len > 0)).toBeGreaterThan(20);
    expect(count(fleet, (client) => client.mqueue_dropped > 0)).toBeGreaterThan(0);
  });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('even fifty clients use every protocol (seed %i)', (seed) => {
  const fleet = seedClients({ count: 50, seed, now: NOW });
  expect(new Set(fleet.map((client) => `${client.proto_name} ${client.proto_ver}`)).size).toBe(6);
  expect(fleet.some((client) => client.conn_state === 'disconnected')).toBe(true);
});

test('a cluster has the given number of nodes, first that of the documents', () => {
  const nodesOf = (nodes: number): Set<string> =>
    new Set(seedClients({ count: 2000, seed: 1, now: NOW, nodes }).map((client) => client.node));
  expect(nodesOf(1)).toEqual(new Set(['emqx@10.12.50.91']));
  expect(nodesOf(5).size).toBe(5);
});

test('a fleet can be empty', () => {
  expect(seedClients({ count: 0, seed: 1, now: NOW })).toEqual([]);
});

test.each([
  [{ count: -1 }, `\`count\` to be an integer from 0 to ${MAX_CLIENTS} but got -1`],
  [{ count: 1.5 }, '`count` to be an integer'],
  [{ count: MAX_CLIENTS + 1 }, '`count` to be an integer'],
  [{ count: NaN }, 'but got NaN'],
  [{ seed: -1 }, '`seed` to be an integer from 0 to 4294967295 but got -1'],
  [{ seed: 2 ** 32 }, '`seed` to be an integer'],
  [{ now: Infinity }, '`now` to be an integer'],
  [{ now: -1 }, '`now` to be an integer'],
  [{ nodes: 0 }, `\`nodes\` to be an integer from 1 to ${MAX_NODES} but got 0`],
])('%o is refused', (wrong, sentence) => {
  expect(() => seedClients({ count: 5, seed: 1, now: NOW, ...wrong })).toThrow(sentence);
});
