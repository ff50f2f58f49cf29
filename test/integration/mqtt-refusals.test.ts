import { generate, type IConnectPacket, type Packet } from 'mqtt-packet';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectClient, open, type OpenMock } from '../support/mqtt/open.js';
import { connectPacket, RawPeer, withoutId } from '../support/mqtt/raw-peer.js';
import { eventually } from '../support/mqtt/eventually.js';

let opened: OpenMock;
beforeAll(async () => {
  opened = await open({ limits: { packetBytes: 2000, filterBytes: 100, connectTimeout: 60_000 } });
});
afterAll(() => opened.listener.close());

const bytesOf = (packet: Packet, version: 3 | 4 | 5 = 5): Buffer =>
  generate(packet, { protocolVersion: version });

/** A packet with one part of its bytes replaced by as many others. */
function twist(
  packet: Buffer,
  part: string | readonly number[],
  by: string | readonly number[],
): Buffer {
  const at = packet.indexOf(Buffer.from(part as string));
  expect(at).toBeGreaterThan(0);
  Buffer.from(by as string).copy(packet, at);
  return packet;
}

/** What a new connection is told that sends this first, until it is closed. */
async function answerTo(version: 3 | 4 | 5, ...bytes: (Packet | Buffer)[]): Promise<unknown[]> {
  const before = opened.mock.clients.count;
  const peer = await RawPeer.dial(opened.listener.port, version);
  peer.send(...bytes);
  await peer.closed;
  expect(opened.mock.clients.count).toBe(before);
  return peer.packets.map(({ cmd, ...packet }) => {
    const { returnCode, reasonCode } = packet as { returnCode?: number; reasonCode?: number };
    return [cmd, reasonCode ?? returnCode];
  });
}

const will = { topic: 'w', payload: Buffer.from('bye'), qos: 0, retain: false } as const;
const v5 = (changes: Partial<IConnectPacket> = {}, id = 'x'): Buffer =>
  bytesOf(connectPacket(5, id, changes));
const v4 = (changes: Partial<IConnectPacket> = {}, id = 'x'): Buffer =>
  bytesOf(connectPacket(4, id, changes), 4);
/** The receive maximum of 5.0 on the wire: 0x21 and two bytes. */
const receiveMaximum = (value: number): number[] => [0x21, 0, value];

test.each<{ name: string; version: 3 | 4 | 5; bytes: () => Packet | Buffer; told: unknown[] }>([
  {
    name: 'a protocol level that nobody knows',
    version: 4,
    bytes: () => twist(v4(), 'MQTT\u0004', 'MQTT\u0009'),
    told: [['connack', 1]],
  },
  {
    name: 'MQTT 3.1.1 under the name of 3.1',
    version: 3,
    bytes: () => twist(bytesOf(connectPacket(3, 'x'), 3), 'MQIsdp\u0003', 'MQIsdp\u0004'),
    told: [['connack', 1]],
  },
  { name: 'another protocol', version: 4, bytes: () => twist(v4(), 'MQTT', 'AMQP'), told: [] },
  { name: 'HTTP', version: 4, bytes: () => Buffer.from('GET / HTTP/1.1\r\n\r\n'), told: [] },
  { name: 'PINGREQ first', version: 4, bytes: () => ({ cmd: 'pingreq' }), told: [] },
  {
    name: 'PUBLISH first',
    version: 5,
    bytes: () => ({ cmd: 'publish', topic: 't', payload: '', qos: 0, dup: false, retain: false }),
    told: [],
  },
  { name: 'a reserved packet type', version: 4, bytes: () => Buffer.from([0, 0]), told: [] },
  { name: 'a CONNECT of nothing', version: 4, bytes: () => Buffer.from([0x10, 0]), told: [] },
  {
    name: 'an empty id with 3.1',
    version: 3,
    bytes: () => withoutId(connectPacket(3, 'x')),
    told: [['connack', 2]],
  },
  {
    name: 'an empty id for a persistent 3.1.1 session',
    version: 4,
    bytes: () => withoutId(connectPacket(4, 'x', { clean: false })),
    told: [['connack', 2]],
  },
  {
    name: 'an id with U+0000, 3.1.1',
    version: 4,
    bytes: () => v4({}, 'a\0b'),
    told: [],
  },
  {
    name: 'an id with U+0000, 5.0',
    version: 5,
    bytes: () => v5({}, 'a\0b'),
    told: [['connack', 0x81]],
  },
  {
    name: 'an id that is not UTF-8, 5.0',
    version: 5,
    bytes: () => twist(v5({}, 'abc'), 'abc', [0x61, 0xff, 0x62]),
    told: [['connack', 0x81]],
  },
  {
    name: 'an id that is half a surrogate pair',
    version: 5,
    bytes: () => twist(v5({}, 'abc'), 'abc', [0xed, 0xa0, 0x80]),
    told: [['connack', 0x81]],
  },
  {
    name: 'a user name that is not UTF-8, 3.1.1',
    version: 4,
    bytes: () => twist(v4({ username: 'abc' }), 'abc', [0x61, 0xff, 0x62]),
    told: [],
  },
  {
    name: 'the reserved connect flag',
    version: 5,
    bytes: () => twist(v5(), 'MQTT\u0005\u0002', 'MQTT\u0005\u0003'),
    told: [['connack', 0x81]],
  },
  {
    name: 'a will of QoS 3',
    version: 5,
    bytes: () => twist(v5({ will }), 'MQTT\u0005\u0006', 'MQTT\u0005\u001e'),
    told: [['connack', 0x81]],
  },
  {
    name: 'a will to a wildcard',
    version: 5,
    bytes: () => v5({ will: { ...will, topic: '#' } }),
    told: [['connack', 0x90]],
  },
  {
    name: 'a property that is cut off',
    version: 5,
    bytes: () => twist(v5({ properties: { receiveMaximum: 9 } }), receiveMaximum(9), [0x11, 0, 9]),
    told: [['connack', 0x81]],
  },
  {
    name: 'a property that has no place in CONNECT',
    version: 5,
    bytes: () => twist(v5({ properties: { receiveMaximum: 9 } }), receiveMaximum(9), [0x23, 0, 9]),
    told: [['connack', 0x82]],
  },
  {
    name: 'a receive maximum of 0',
    version: 5,
    bytes: () =>
      twist(v5({ properties: { receiveMaximum: 9 } }), receiveMaximum(9), receiveMaximum(0)),
    told: [['connack', 0x82]],
  },
  {
    name: 'enhanced authentication',
    version: 5,
    bytes: () => v5({ properties: { authenticationMethod: 'SCRAM-SHA-1' } }),
    told: [['connack', 0x8c]],
  },
  {
    name: 'a CONNECT that is too large',
    version: 4,
    bytes: () => v4({}, 'x'.repeat(2000)),
    told: [],
  },
])('refuses $name', async ({ version, bytes, told }) => {
  expect(await answerTo(version, bytes())).toEqual(told);
});

const message = { cmd: 'publish', topic: 't', payload: '', dup: false, retain: false } as const;
const plainSubscription = { qos: 0, nl: false, rap: false, rh: 0 } as const;

test.each<{ name: string; bytes: () => Packet | Buffer; reason: number }>([
  { name: 'a second CONNECT', bytes: () => v5(), reason: 0x82 },
  {
    name: 'a packet that is too large',
    bytes: () => ({ ...message, qos: 0, payload: 'x'.repeat(2000) }),
    reason: 0x95,
  },
  {
    name: 'a header that announces too much',
    bytes: () => Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]),
    reason: 0x95,
  },
  {
    name: 'a length without end',
    bytes: () => Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff]),
    reason: 0x81,
  },
  { name: 'a reserved packet type', bytes: () => Buffer.from([0, 0]), reason: 0x81 },
  { name: 'wrong header flags', bytes: () => Buffer.from([0xc1, 0]), reason: 0x81 },
  { name: 'QoS 3', bytes: () => Buffer.from([0x36, 4, 0, 1, 0x74, 0]), reason: 0x81 },
  {
    name: 'a topic longer than its packet',
    bytes: () => Buffer.from([0x30, 3, 0, 9, 0x74]),
    reason: 0x81,
  },
  { name: 'a duplicate of QoS 0', bytes: () => ({ ...message, qos: 0, dup: true }), reason: 0x81 },
  {
    name: 'a packet identifier of 0',
    bytes: () => Buffer.from([0x32, 6, 0, 1, 0x74, 0, 0, 0]),
    reason: 0x82,
  },
  {
    name: 'a message to a wildcard',
    bytes: () => ({ ...message, qos: 0, topic: 'a/#' }),
    reason: 0x90,
  },
  { name: 'a message to nobody', bytes: () => Buffer.from([0x30, 3, 0, 0, 0]), reason: 0x90 },
  {
    name: 'a topic alias',
    bytes: () => ({ ...message, qos: 0, properties: { topicAlias: 1 } }),
    reason: 0x94,
  },
  {
    name: 'a topic with U+0000',
    bytes: () => ({ ...message, qos: 0, topic: 'a\0' }),
    reason: 0x81,
  },
  { name: 'an empty SUBSCRIBE', bytes: () => Buffer.from([0x82, 3, 0, 1, 0]), reason: 0x82 },
  { name: 'an empty UNSUBSCRIBE', bytes: () => Buffer.from([0xa2, 3, 0, 1, 0]), reason: 0x82 },
  {
    name: 'no local on a shared subscription',
    bytes: () => ({
      cmd: 'subscribe',
      messageId: 1,
      subscriptions: [{ ...plainSubscription, topic: '$share/g/a', nl: true }],
    }),
    reason: 0x82,
  },
  { name: 'a CONNACK', bytes: () => Buffer.from([0x20, 3, 0, 0, 0]), reason: 0x82 },
  { name: 'a PINGRESP', bytes: () => Buffer.from([0xd0, 0]), reason: 0x82 },
  { name: 'an AUTH', bytes: () => Buffer.from([0xf0, 2, 0x18, 0]), reason: 0x82 },
])('ends a 5.0 connection for $name, and says why', async ({ bytes, reason }) => {
  const peer = await RawPeer.login(opened.listener.port, 5, 'wrong');
  // What follows the mistake is not heard any more.
  peer.send(bytes(), { cmd: 'pingreq' });
  await peer.closed;
  expect(peer.packets.slice(1)).toMatchObject([{ cmd: 'disconnect', reasonCode: reason }]);
  expect(opened.row('wrong')).toBeUndefined();
});

test('a 3.1.1 connection that does wrong is closed without a word', async () => {
  const peer = await RawPeer.login(opened.listener.port, 4, 'wrong');
  peer.send({ ...message, qos: 0, topic: 'a/#' });
  await peer.closed;
  expect(peer.packets).toHaveLength(1);
});

test('what precedes a mistake is still answered', async () => {
  const peer = await RawPeer.login(opened.listener.port, 5, 'wrong');
  peer.send(Buffer.concat([bytesOf({ cmd: 'pingreq' }), Buffer.from([0, 0])]));
  await peer.closed;
  expect(peer.packets.map(({ cmd }) => cmd)).toEqual(['connack', 'pingresp', 'disconnect']);
});

test.each([
  { version: 5, bad: 0x8f, full: 0x97 },
  { version: 4, bad: 0x80, full: 0x80 },
] as const)(
  'a filter that is wrong or too much is refused by itself, version $version',
  async ({ version, bad, full }) => {
    await using peer = await RawPeer.login(opened.listener.port, version, 'sub');
    const filters = ['a/#/b', 'ok', 'x'.repeat(99), 'y'];
    peer.send({
      cmd: 'subscribe',
      messageId: 5,
      subscriptions: filters.map((topic) => ({ ...plainSubscription, topic, qos: 2 })),
    });
    expect(await peer.next()).toMatchObject({
      cmd: 'suback',
      messageId: 5,
      granted: [bad, 2, full, 2],
    });
    expect(opened.row('sub')?.subscriptions_cnt).toBe(2);
  },
);

test('unsubscribing from what was never subscribed to is told with 5.0', async () => {
  await using peer = await RawPeer.login(opened.listener.port, 5, 'sub');
  peer.send({ cmd: 'unsubscribe', messageId: 6, unsubscriptions: ['never', 'a#'] });
  expect(await peer.next()).toMatchObject({ cmd: 'unsuback', granted: [0x11, 0x8f] });
});

test.each([
  { version: 5, told: [{ cmd: 'disconnect', reasonCode: 0x93 }] },
  { version: 4, told: [] },
] as const)(
  'more QoS 2 messages than max_awaiting_rel end the connection, version $version',
  async ({ version, told }) => {
    const peer = await RawPeer.login(opened.listener.port, version, 'eager');
    const ids = Array.from({ length: 100 }, (_, index) => index + 1);
    peer.send(...ids.map((messageId) => ({ ...message, qos: 2 as const, messageId })));
    await eventually(() => expect(opened.row('eager')).toMatchObject({ awaiting_rel: 100 }));
    // The same message again is no further one.
    peer.send({ ...message, qos: 2, messageId: 100, dup: true });
    await eventually(() => expect(peer.packets).toHaveLength(102));
    peer.send({ ...message, qos: 2, messageId: 101 });
    await peer.closed;
    expect(peer.packets.slice(102)).toMatchObject(told);
  },
);

test('a PUBREL of a message that never came is told with 5.0', async () => {
  await using peer = await RawPeer.login(opened.listener.port, 5, 'x');
  peer.send({ cmd: 'pubrel', messageId: 77 });
  expect(await peer.next()).toMatchObject({ cmd: 'pubcomp', messageId: 77, reasonCode: 0x92 });
});

test('a client without an id is given one: 5.0 is told, 3.1.1 is not', async () => {
  await using five = await RawPeer.dial(opened.listener.port, 5);
  five.send(withoutId(connectPacket(5, 'x', { clean: false })));
  const connack = await five.next();
  const id = (connack as { properties?: { assignedClientIdentifier?: string } }).properties
    ?.assignedClientIdentifier;
  expect(opened.row(id ?? '')).toMatchObject({ port: five.localPort });
  await using four = await RawPeer.login(opened.listener.port, 4, '');
  expect(opened.mock.clients.list().find(({ port }) => port === four.localPort)).toBeDefined();
});

test('a client is sent nothing larger than it takes', async () => {
  const peer = await RawPeer.login(opened.listener.port, 5, 'tiny', {
    properties: { maximumPacketSize: 25 },
  });
  await using other = await RawPeer.login(opened.listener.port, 5, 'tiny');
  await peer.closed;
  expect(other.packets).toHaveLength(1);
  // Its reason in words would have made it larger.
  expect(peer.packets[1]).toMatchObject({ cmd: 'disconnect', reasonCode: 0x8e });
  expect(peer.packets[1]).not.toHaveProperty('properties');
});

test('a connection that says nothing is closed', async () => {
  await using impatient = await open({ limits: { connectTimeout: 30 } });
  const silent = await RawPeer.dial(impatient.listener.port);
  const halting = await RawPeer.dial(impatient.listener.port);
  halting.send([0x10, 50, 0, 4]);
  await Promise.all([silent.closed, halting.closed]);
  expect(silent.packets).toEqual([]);
});

test.each([
  { version: 5, told: [{ cmd: 'disconnect', reasonCode: 0x8d }] },
  { version: 4, told: [] },
] as const)(
  'a client of version $version that falls silent is closed after 1.5 times its keep-alive',
  async ({ version, told }) => {
    // Timers of one process go off in their order, however late the machine makes them.
    const isClosedAfter = (ms: number): Promise<boolean> =>
      new Promise((resolve) => {
        setTimeout(() => {
          resolve(
            opened.lines.some(
              (line) => line.includes(`sleepy-${version}`) && line.includes('keep alive timeout'),
            ),
          );
        }, ms);
      });
    const early = isClosedAfter(1400);
    const peer = await RawPeer.login(opened.listener.port, version, `sleepy-${version}`, {
      keepalive: 1,
    });
    const late = isClosedAfter(1700);
    expect([await early, await late]).toEqual([false, true]);
    await peer.closed;
    expect(peer.packets.slice(1)).toMatchObject(told);
    expect(opened.row(`sleepy-${version}`)).toBeUndefined();
  },
);

test('a client that pings is kept', async () => {
  const client = await connectClient(opened.listener.url, 4, 'awake', { keepalive: 2 });
  const pings = vi.fn();
  client.on('packetreceive', ({ cmd }) => {
    if (cmd === 'pingresp') pings();
  });
  await eventually(() => expect(pings.mock.calls.length).toBeGreaterThanOrEqual(2));
  expect(opened.row('awake')).toMatchObject({ connected: true, keepalive: 2 });
  await client.endAsync();
});

test('connections over the limit are dropped, and those that there are stay', async () => {
  await using narrow = await open({ limits: { connections: 2 } });
  await using first = await RawPeer.login(narrow.listener.port, 5, 'a');
  await using second = await RawPeer.login(narrow.listener.port, 5, 'b');
  const third = await RawPeer.dial(narrow.listener.port);
  await third.closed;
  expect(third.packets).toEqual([]);
  for (const peer of [first, second]) {
    peer.send({ cmd: 'pingreq' });
    expect(await peer.next()).toMatchObject({ cmd: 'pingresp' });
  }
  expect(narrow.lines.join('')).toContain('more than 2 connections');
});

test.each([
  { version: 5, told: 0x97 },
  { version: 4, told: 3 },
] as const)(
  'sessions over the limit are refused until others expire, version $version',
  async ({ version, told }) => {
    await using narrow = await open({ limits: { sessions: 2 } });
    const persistent = (id: string): IConnectPacket =>
      connectPacket(version, id, {
        clean: false,
        ...(version === 5 ? { properties: { sessionExpiryInterval: 7200 } } : {}),
      });
    const login = async (id: string): Promise<unknown> => {
      const peer = await RawPeer.dial(narrow.listener.port, version);
      peer.send(persistent(id));
      const connack = (await peer.next()) as { reasonCode?: number; returnCode?: number };
      await peer.drop();
      await eventually(() => expect(narrow.listener.connections).toBe(0));
      return connack.reasonCode ?? connack.returnCode;
    };
    expect([await login('a'), await login('b'), await login('c')]).toEqual([0, 0, told]);
    expect(await login('a')).toBe(0);
    narrow.mock.state.clock.advance(7_200_000);
    expect(await login('c')).toBe(0);
  },
);

test('what was refused, and why, stands in the log', async () => {
  await using logged = await open();
  const peer = await RawPeer.login(logged.listener.port, 5, 'a\nb');
  peer.send({ ...message, qos: 0, topic: '#' });
  await peer.closed;
  const lines = logged.lines.map((line) => JSON.parse(line) as object);
  const from = `127.0.0.1:${peer.localPort}`;
  expect(lines).toMatchObject([
    { event: 'mqtt', what: 'connected', clientid: 'a\nb', from, version: 5 },
    {
      event: 'mqtt',
      what: 'closed',
      clientid: 'a\nb',
      from,
      why: expect.stringMatching(/^topic name invalid: /),
    },
  ]);
});
