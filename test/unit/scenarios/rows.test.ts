/** Scenarios whose rows are odd: each with a naive reader who falls for them, and a careful one. */
import { expect, test } from 'vitest';
import { createMock } from '../../../mock/index.js';
import { ODD_IDS } from '../../../mock/scenarios/odd-ids.js';
import { idsOf, list, lookUp, readPages, send } from '../../support/lists.js';

const NOW = '2026-03-01T12:00:00Z';
const mockOf = (scenario: string) => createMock({ scenario, now: NOW });

test('twins: code that takes the first row of a lookup misses the other; a kick ends both', () => {
  const mock = mockOf('twins');
  const { data } = lookUp(mock, 'twin');
  const [naive] = data;
  expect(new Set(data.map(({ node }) => node)).size).toBe(2);
  expect(data.filter(({ node }) => node !== naive?.node)).toHaveLength(1);
  send(mock, '/clients/twin', { method: 'DELETE' });
  expect(lookUp(mock, 'twin').data).toEqual([]);
});

test('odd-ids: a caller that does not encode an id in the path gets another client, or none', () => {
  const mock = mockOf('odd-ids');
  const missed = ODD_IDS.filter((id) => {
    const { status, body } = send(mock, `/clients/${id}`);
    if (status !== 200) return true;
    const found = (JSON.parse(body) as { data?: { clientid: string }[] }).data ?? [];
    return found.length !== 1 || found[0]?.clientid !== id;
  });
  expect(missed).toEqual(expect.arrayContaining(['factory/line 1/robot', '%2F', '50%25', '100%']));
});

test.each(ODD_IDS.map((id) => [id]))(
  'odd-ids: a caller that encodes %j finds only this client',
  (id) => {
    const mock = mockOf('odd-ids');
    expect(idsOf(lookUp(mock, encodeURIComponent(id)).data)).toEqual([id]);
    const query = new URLSearchParams({ clientid: id }).toString();
    expect(idsOf(list(mock, query).data)).toEqual([id]);
  },
);

test('no-usernames: the name that is shown finds no client', () => {
  const mock = mockOf('no-usernames');
  const [client] = list(mock).data;
  expect(client?.username).toBe('undefined');
  expect(list(mock, `username=${client?.username}`).data).toEqual([]);
  expect(list(mock, `clientid=${client?.clientid}`).data).toEqual([client]);
});

test('all-offline: code that counts all rows as online is wrong about each', () => {
  const mock = mockOf('all-offline');
  const { data, meta } = list(mock);
  expect(meta.count).toBe(50);
  expect(data.filter((client) => client.connected)).toEqual([]);
  expect(list(mock, 'conn_state=connected').meta.count).toBe(0);
  expect(data.every(({ disconnected_at = '' }) => disconnected_at <= '2026-03-01 12:00:00')).toBe(
    true,
  );
});

test('mixed-protocols: a filter for MQTT misses MQTT 3.1, and version 1 is three protocols', () => {
  const mock = mockOf('mixed-protocols');
  const { data } = list(mock);
  const mqtt = data.filter(({ proto_name }) => ['MQTT', 'MQIsdp'].includes(proto_name));
  expect(list(mock, 'proto_name=MQTT').meta.count).toBe(10);
  expect(mqtt).toHaveLength(15);
  const ofVersion1 = new Set(list(mock, 'proto_ver=1').data.map(({ proto_name }) => proto_name));
  expect([...ofVersion1].sort()).toEqual(['CoAP', 'LwM2M', 'MQTT-SN']);
});

test('same-second: code that continues after the last time seen misses the rest of its second', () => {
  const mock = mockOf('same-second');
  const seconds = (text = ''): number => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;
  const all = idsOf(list(mock).data);

  // Naive: 10 rows at a time, the next ones later than the last one seen.
  const naive: string[] = [];
  let from = 0;
  for (;;) {
    const { data } = list(mock, `_limit=10&_gte_connected_at=${from}`);
    if (data.length === 0) break;
    naive.push(...idsOf(data));
    from = seconds(data.at(-1)?.connected_at) + 1;
  }
  expect(naive.length).toBeLessThan(all.length);

  // Careful: the whole second, page by page.
  const second = seconds(list(mock).data[1]?.connected_at);
  const filter = `_gte_connected_at=${second}&_lte_connected_at=${second}`;
  expect(readPages(mock, 10, filter)).toHaveLength(40);
});

test('clock-skew: a bound that is read off the newest row by its text misses clients', () => {
  const mock = mockOf('clock-skew');
  const { data } = list(mock);
  const newest = data.reduce((a, b) => (a.connected_at >= b.connected_at ? a : b));
  expect(newest.connected_at > '2026-03-01 12:00:00').toBe(true); // shown as in the future
  const bound = Date.parse(`${newest.connected_at.replace(' ', 'T')}Z`) / 1000;
  const naive = idsOf(list(mock, `_gte_connected_at=${bound}`).data);
  expect(naive).not.toContain(newest.clientid);

  // Careful: an hour of leeway, as far as the nodes are apart.
  const careful = idsOf(list(mock, `_gte_connected_at=${bound - 3600}`).data);
  expect(careful).toContain(newest.clientid);
});
