import { generate } from 'mqtt-packet';
import { afterAll, expect, test } from 'vitest';
import { startMock, type ClientsPage } from '../../mock/index.js';
import { connectClient, open } from '../support/mqtt/open.js';
import { connectPacket, RawPeer } from '../support/mqtt/raw-peer.js';
import { eventually } from '../support/mqtt/eventually.js';

const mock = await startMock({ port: 0, clients: 3, mqtt: 0 });
afterAll(() => mock.close());

const list = async (query: string): Promise<ClientsPage> => {
  const answer = await fetch(`${mock.url}/clients?${query}`, { headers: mock.authorization });
  return (await answer.json()) as ClientsPage;
};
const url = (): string => mock.mqttUrl ?? '';

test.each([
  { name: '3.1', version: 3, proto_name: 'MQIsdp' },
  { name: '3.1.1', version: 4, proto_name: 'MQTT' },
  { name: '5.0', version: 5, proto_name: 'MQTT' },
] as const)(
  'a client of MQTT $name is listed as soon as it is connected',
  async ({ version, proto_name }) => {
    const clientid = `here-${version}`;
    const client = await connectClient(url(), version, clientid, {
      username: 'someone',
      keepalive: 33,
    });
    const page = await list(`clientid=${clientid}&conn_state=connected&proto_ver=${version}`);
    expect(page.data).toEqual([
      expect.objectContaining({
        clientid,
        username: 'someone',
        proto_name,
        proto_ver: version,
        keepalive: 33,
        clean_start: true,
        expiry_interval: 0,
        connected: true,
        is_bridge: false,
        ip_address: '127.0.0.1',
        port: (client.stream as unknown as { localPort: number }).localPort,
        node: 'emqx@127.0.0.1',
        zone: 'external',
        mountpoint: 'undefined',
        subscriptions_cnt: 0,
        max_subscriptions: 0,
        max_inflight: 32,
        max_mqueue: 1000,
        max_awaiting_rel: 100,
      }),
    ]);
    expect(page.data[0]).not.toHaveProperty('disconnected_at');
    expect(page.data[0]?.created_at).toBe(page.data[0]?.connected_at);
    await client.endAsync();
    await eventually(async () => {
      expect((await list(`clientid=${clientid}`)).data).toEqual([]);
    });
  },
);

test('a client without a user name is listed as by a broker', async () => {
  await using peer = await RawPeer.login(port(), 4, 'nameless');
  expect(peer.localPort).toBeGreaterThan(0);
  expect((await list('clientid=nameless')).data[0]?.username).toBe('undefined');
});

test('texts with replacement characters are accepted by the thousand', async () => {
  const { listener, row } = await open();
  const peer = await RawPeer.login(listener.port, 4, 'many');
  const subscriptions = Array.from({ length: 60_000 }, (_, index) => ({
    topic: `\ufffd${index.toString(36)}`,
    qos: 0 as const,
  }));
  peer.send({ cmd: 'subscribe', messageId: 1, subscriptions });
  await eventually(() => expect(row('many')?.subscriptions_cnt).toBe(60_000));
});

test.each(['__proto__', 'a b/c?d=é&+%#', '用户', '\ufffd', '"\\'])(
  'the client id %j is not changed',
  async (clientid) => {
    const client = await connectClient(url(), 5, clientid);
    const answer = await fetch(`${mock.url}/clients/${encodeURIComponent(clientid)}`, {
      headers: mock.authorization,
    });
    expect(await answer.json()).toMatchObject({ code: 0, data: [{ clientid }] });
    await client.endAsync();
  },
);

test('a client id of 65,535 bytes is found', async () => {
  const clientid = 'x'.repeat(65_535);
  const client = await connectClient(url(), 4, clientid);
  expect((await list(`clientid=${clientid}`)).data).toHaveLength(1);
  await client.endAsync();
});

test('a client is listed with its address', async () => {
  await using peer = await RawPeer.dial(port(), 4, '127.0.0.7');
  peer.send(connectPacket(4, 'elsewhere'));
  expect(await peer.next()).toMatchObject({ returnCode: 0 });
  expect((await list('ip_address=127.0.0.7')).data).toMatchObject([{ clientid: 'elsewhere' }]);
});

test('a connection before its CONNECT is no client', async () => {
  const opened = await open();
  await using peer = await RawPeer.dial(opened.listener.port);
  await eventually(() => expect(opened.listener.connections).toBe(1));
  expect(peer.packets).toEqual([]);
  expect(opened.mock.clients.count).toBe(0);
});

test('the protocol level marks a bridge', async () => {
  await using peer = await RawPeer.dial(port(), 4);
  const bytes = Buffer.from(generate(connectPacket(4, 'bridge')));
  bytes[bytes.indexOf('MQTT') + 4] = 0x84;
  peer.send(bytes);
  expect(await peer.next()).toMatchObject({ cmd: 'connack', returnCode: 0 });
  expect((await list('clientid=bridge')).data).toMatchObject([{ is_bridge: true, proto_ver: 4 }]);
});

test('the receive maximum of a 5.0 client is its max_inflight', async () => {
  const client = await connectClient(url(), 5, 'narrow', { properties: { receiveMaximum: 7 } });
  expect((await list('clientid=narrow')).data).toMatchObject([{ max_inflight: 7 }]);
  await client.endAsync();
});

test('distinct filters are counted before the client gets the SUBACK', async () => {
  const client = await connectClient(url(), 5, 'subscriber');
  const count = async (): Promise<unknown> =>
    (await list('clientid=subscriber')).data[0]?.subscriptions_cnt;
  const granted = await client.subscribeAsync({
    'a/#': { qos: 2 },
    'b/+': { qos: 1 },
    '$share/g/c': { qos: 0 },
  });
  expect(granted.map(({ qos }) => qos)).toEqual([2, 1, 0]);
  expect(await count()).toBe(3);
  await client.subscribeAsync('a/#', { qos: 0 });
  expect(await count()).toBe(3);
  await client.unsubscribeAsync(['a/#', 'never']);
  expect(await count()).toBe(2);
  await client.endAsync();
});

test('messages of every QoS are acknowledged, and not forwarded', async () => {
  const client = await connectClient(url(), 5, 'publisher', {
    will: { topic: 'w', payload: Buffer.from('x'), qos: 1, retain: false },
  });
  await client.subscribeAsync('#');
  const messages: string[] = [];
  client.on('message', (topic) => messages.push(topic));
  for (const qos of [0, 1, 2] as const) await client.publishAsync('t', 'payload', { qos });
  await eventually(async () => {
    expect((await list('clientid=publisher')).data).toMatchObject([
      { recv_msg: 3, awaiting_rel: 0, send_msg: 0 },
    ]);
  });
  expect(messages).toEqual([]);
  await client.endAsync();
});

test('the counters are those of the connection', async () => {
  const { listener, row } = await open();
  await using peer = await RawPeer.login(listener.port, 4, 'counted');
  const message = { cmd: 'publish', topic: 't', payload: 'x', dup: false, retain: false } as const;
  peer.send({ cmd: 'pingreq' }, { ...message, qos: 0 });
  peer.send({ ...message, qos: 1, messageId: 1 }, { ...message, qos: 2, messageId: 2 });
  const answers = [await peer.next(), await peer.next(), await peer.next()];
  expect(answers.map(({ cmd }) => cmd)).toEqual(['pingresp', 'puback', 'pubrec']);
  const counters = { recv_pkt: 5, recv_msg: 3, send_pkt: 4, send_cnt: 4, send_msg: 0 };
  await eventually(() => {
    expect(row('counted')).toMatchObject({
      ...counters,
      recv_oct: peer.sent,
      send_oct: peer.received,
      awaiting_rel: 1,
    });
  });
  peer.send({ cmd: 'pubrel', messageId: 2 });
  expect(await peer.next()).toMatchObject({ cmd: 'pubcomp', messageId: 2 });
  await eventually(() => {
    expect(row('counted')).toMatchObject({ recv_pkt: 6, awaiting_rel: 0 });
  });
});

test('clients are on the node of the options', async () => {
  const { listener, row } = await open({ node: 'emqx@10.0.0.1' });
  await using peer = await RawPeer.login(listener.port, 5, 'x');
  expect(peer.packets).toHaveLength(1);
  expect(row('x')?.node).toBe('emqx@10.0.0.1');
});

function port(): number {
  return Number(new URL(url()).port);
}
