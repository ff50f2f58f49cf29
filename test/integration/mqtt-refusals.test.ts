import { generate, type IConnectPacket, type Packet } from 'mqtt-packet';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { open, openForFile } from '../support/mqtt/open.js';
import { connectPacket, RawPeer, withoutId } from '../support/mqtt/raw-peer.js';
import { eventually } from '../support/mqtt/eventually.js';

type Version = 3 | 4 | 5;

const opened = await openForFile({
  limits: { packetBytes: 2000, filterBytes: 100, connectTimeout: 60_000 },
});
afterAll(() => opened.listener.close());

const connect = (version: Version, changes: Partial<IConnectPacket> = {}, id = 'x'): Buffer =>
  generate(connectPacket(version, id, changes));

/** Replaces a part of a packet by as many other bytes. */
function replace(packet: Buffer, part: string | number[], by: string | number[]): Buffer {
  const at = packet.indexOf(Buffer.from(part as string));
  if (at < 0) throw new Error('Failed to replace bytes: the packet does not contain them.');
  Buffer.from(by as string).copy(packet, at);
  return packet;
}

const will = { topic: 'w', payload: Buffer.from('bye'), qos: 0, retain: false } as const;
const message = { cmd: 'publish', topic: 't', payload: '', dup: false, retain: false } as const;
const plainSubscription = { qos: 0, nl: false, rap: false, rh: 0 } as const;
/** The receive maximum of 5.0: 0x21 and two bytes. */
const maximum = (value: number): number[] => [0x21, 0, value];
const withMaximum = (): Buffer => connect(5, { properties: { receiveMaximum: 9 } });
const withMethod = { properties: { authenticationMethod: 'SCRAM-SHA-1' } };
const notUtf8 = [0x61, 0xff, 0x62];
const halfPair = [0xed, 0xa0, 0x80];

/** First packets, with the code of the CONNACK, if there is one before the connection ends. */
const FIRST_PACKETS: readonly [
  name: string,
  version: Version,
  code: number | undefined,
  packet: Packet | Buffer,
][] = [
  ['an unknown protocol level', 4, 1, replace(connect(4), 'MQTT\u0004', 'MQTT\u0009')],
  ['3.1.1 with the name of 3.1', 3, 1, replace(connect(3), 'MQIsdp\u0003', 'MQIsdp\u0004')],
  ['another protocol', 4, undefined, replace(connect(4), 'MQTT', 'AMQP')],
  ['HTTP', 4, undefined, Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['PINGREQ', 4, undefined, { cmd: 'pingreq' }],
  ['PUBLISH', 5, undefined, { ...message, qos: 0 }],
  ['a reserved packet type', 4, undefined, Buffer.from([0, 0])],
  ['an empty CONNECT', 4, undefined, Buffer.from([0x10, 0])],
  ['an empty id with 3.1', 3, 2, withoutId(connectPacket(3, 'x'))],
  ['an empty id, persistent', 4, 2, withoutId(connectPacket(4, 'x', { clean: false }))],
  ['an id with U+0000', 4, undefined, connect(4, {}, 'a\0b')],
  ['an id with U+0000', 5, 0x81, connect(5, {}, 'a\0b')],
  ['an id that is not UTF-8', 5, 0x81, replace(connect(5, {}, 'abc'), 'abc', notUtf8)],
  ['half a surrogate pair', 5, 0x81, replace(connect(5, {}, 'abc'), 'abc', halfPair)],
  [
    'a user name that is not UTF-8',
    4,
    undefined,
    replace(connect(4, { username: 'abc' }), 'abc', notUtf8),
  ],
  ['the reserved flag', 5, 0x81, replace(connect(5), 'MQTT\u0005\u0002', 'MQTT\u0005\u0003')],
  [
    'a will of QoS 3',
    5,
    0x81,
    replace(connect(5, { will }), 'MQTT\u0005\u0006', 'MQTT\u0005\u001e'),
  ],
  ['a will with a wildcard', 5, 0x90, connect(5, { will: { ...will, topic: '#' } })],
  ['a truncated property', 5, 0x81, replace(withMaximum(), maximum(9), [0x11, 0, 9])],
  ['a property not of CONNECT', 5, 0x82, replace(withMaximum(), maximum(9), [0x23, 0, 9])],
  ['a receive maximum of 0', 5, 0x82, replace(withMaximum(), maximum(9), maximum(0))],
  ['enhanced authentication', 5, 0x8c, connect(5, withMethod)],
  ['a CONNECT that is too large', 4, undefined, connect(4, {}, 'x'.repeat(2000))],
];

test.each(FIRST_PACKETS)('refuses %s, version %i', async (_, version, code, packet) => {
  const before = opened.mock.clients.count;
  const peer = await RawPeer.dial(opened.listener.port, version);
  peer.send(packet);
  await peer.closed;
  expect(opened.mock.clients.count).toBe(before);
  const codes = version === 5 ? { reasonCode: code } : { returnCode: code };
  expect(peer.packets).toMatchObject(code === undefined ? [] : [{ cmd: 'connack', ...codes }]);
});

const NO_LOCAL: Packet = {
  cmd: 'subscribe',
  messageId: 1,
  subscriptions: [{ ...plainSubscription, topic: '$share/g/a', nl: true }],
};

/** Later packets, with the reason code of the DISCONNECT. */
const LATER_PACKETS: readonly [name: string, reason: number, packet: Packet | number[]][] = [
  ['a second CONNECT', 0x82, connectPacket(5, 'x')],
  ['a packet that is too large', 0x95, { ...message, qos: 0, payload: 'x'.repeat(2000) }],
  ['a length above the maximum', 0x95, [0x30, 0xff, 0xff, 0xff, 0x7f]],
  ['a length of five bytes', 0x81, [0x30, 0xff, 0xff, 0xff, 0xff]],
  ['a reserved packet type', 0x81, [0, 0]],
  ['wrong header flags', 0x81, [0xc1, 0]],
  ['QoS 3', 0x81, [0x36, 4, 0, 1, 0x74, 0]],
  ['a topic longer than its packet', 0x81, [0x30, 3, 0, 9, 0x74]],
  ['a duplicate of QoS 0', 0x81, { ...message, qos: 0, dup: true }],
  ['a packet identifier of 0', 0x82, [0x32, 6, 0, 1, 0x74, 0, 0, 0]],
  ['a message with a wildcard', 0x90, { ...message, qos: 0, topic: 'a/#' }],
  ['a message without a topic', 0x90, [0x30, 3, 0, 0, 0]],
  ['a topic alias', 0x94, { ...message, qos: 0, properties: { topicAlias: 1 } }],
  ['a topic with U+0000', 0x81, { ...message, qos: 0, topic: 'a\0' }],
  ['an empty SUBSCRIBE', 0x82, [0x82, 3, 0, 1, 0]],
  ['an empty UNSUBSCRIBE', 0x82, [0xa2, 3, 0, 1, 0]],
  ['no local on a shared subscription', 0x82, NO_LOCAL],
  ['a CONNACK', 0x82, [0x20, 3, 0, 0, 0]],
  ['a PINGRESP', 0x82, [0xd0, 0]],
  ['an AUTH', 0x82, [0xf0, 2, 0x18, 0]],
];

test.each(LATER_PACKETS)(
  'ends a 5.0 connection for %s, with reason %i',
  async (_, reason, packet) => {
    const peer = await RawPeer.login(opened.listener.port, 5, 'wrong');
    // What follows is ignored.
    peer.send(packet, { cmd: 'pingreq' });
    await peer.closed;
    expect(peer.packets.slice(1)).toMatchObject([{ cmd: 'disconnect', reasonCode: reason }]);
    expect(opened.row('wrong')).toBeUndefined();
  },
);

test('a wrong packet closes a 3.1.1 connection without a packet', async () => {
  const peer = await RawPeer.login(opened.listener.port, 4, 'wrong');
  peer.send({ ...message, qos: 0, topic: 'a/#' });
  await peer.closed;
  expect(peer.packets).toHaveLength(1);
});

test('packets before a wrong one get their responses', async () => {
  const peer = await RawPeer.login(opened.listener.port, 5, 'wrong');
  peer.send(Buffer.concat([generate({ cmd: 'pingreq' }), Buffer.from([0, 0])]));
  await peer.closed;
  expect(peer.packets.map(({ cmd }) => cmd)).toEqual(['connack', 'pingresp', 'disconnect']);
});

test.each([
  { version: 5, bad: 0x8f, full: 0x97 },
  { version: 4, bad: 0x80, full: 0x80 },
] as const)(
  'an invalid or excessive filter is refused alone, version $version',
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

test('5.0 reports an unknown filter of an UNSUBSCRIBE', async () => {
  await using peer = await RawPeer.login(opened.listener.port, 5, 'sub');
  peer.send({ cmd: 'unsubscribe', messageId: 6, unsubscriptions: ['never', 'a#'] });
  expect(await peer.next()).toMatchObject({ cmd: 'unsuback', granted: [0x11, 0x8f] });
});

test.each([
  { version: 5, packets: [{ cmd: 'disconnect', reasonCode: 0x93 }] },
  { version: 4, packets: [] },
] as const)(
  'more QoS 2 messages than max_awaiting_rel end the connection, version $version',
  async ({ version, packets }) => {
    const peer = await RawPeer.login(opened.listener.port, version, 'eager');
    const ids = Array.from({ length: 100 }, (_, index) => index + 1);
    peer.send(...ids.map((messageId) => ({ ...message, qos: 2 as const, messageId })));
    await eventually(() => expect(opened.row('eager')).toMatchObject({ awaiting_rel: 100 }));
    // A repeated identifier is the same message.
    peer.send({ ...message, qos: 2, messageId: 100, dup: true });
    await eventually(() => expect(peer.packets).toHaveLength(102));
    peer.send({ ...message, qos: 2, messageId: 101 });
    await peer.closed;
    expect(peer.packets.slice(102)).toMatchObject(packets);
  },
);

test('5.0 reports an unknown message of a PUBREL', async () => {
  await using peer = await RawPeer.login(opened.listener.port, 5, 'x');
  peer.send({ cmd: 'pubrel', messageId: 77 });
  expect(await peer.next()).toMatchObject({ cmd: 'pubcomp', messageId: 77, reasonCode: 0x92 });
});

test('a client without an id gets one, which 5.0 reports', async () => {
  await using five = await RawPeer.dial(opened.listener.port, 5);
  five.send(withoutId(connectPacket(5, 'x', { clean: false })));
  const connack = await five.next();
  const id = (connack as { properties?: { assignedClientIdentifier?: string } }).properties
    ?.assignedClientIdentifier;
  expect(opened.row(id ?? '')).toMatchObject({ port: five.localPort });
  await using four = await RawPeer.login(opened.listener.port, 4, '');
  expect(opened.mock.clients.list().find(({ port }) => port === four.localPort)).toBeDefined();
});

test('a client gets no packet above its maximum size', async () => {
  const peer = await RawPeer.login(opened.listener.port, 5, 'tiny', {
    properties: { maximumPacketSize: 25 },
  });
  await using other = await RawPeer.login(opened.listener.port, 5, 'tiny');
  await peer.closed;
  expect(other.packets).toHaveLength(1);
  // With its text, it would be larger.
  expect(peer.packets[1]).toMatchObject({ cmd: 'disconnect', reasonCode: 0x8e });
  expect(peer.packets[1]).not.toHaveProperty('properties');
});

test('a connection without a CONNECT is closed', async () => {
  const short = await open({ limits: { connectTimeout: 30 } });
  const silent = await RawPeer.dial(short.listener.port);
  const incomplete = await RawPeer.dial(short.listener.port);
  incomplete.send([0x10, 50, 0, 4]);
  await Promise.all([silent.closed, incomplete.closed]);
  expect(silent.packets).toEqual([]);
});

test.each([
  { version: 5, packets: [{ cmd: 'disconnect', reasonCode: 0x8d }] },
  { version: 4, packets: [] },
] as const)(
  'a client of version $version that sends nothing for 1.5 keep-alives is disconnected',
  async ({ version, packets }) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const changes = { keepalive: 2 };
    await using peer = await RawPeer.login(opened.listener.port, version, 'silent', changes);
    vi.advanceTimersByTime(2999);
    expect(opened.row('silent')).toMatchObject({ connected: true, keepalive: 2 });
    peer.send({ cmd: 'pingreq' });
    expect(await peer.next()).toMatchObject({ cmd: 'pingresp' });
    vi.advanceTimersByTime(2999);
    expect(opened.row('silent')).toMatchObject({ connected: true });
    vi.advanceTimersByTime(1);
    expect(opened.row('silent')).toBeUndefined();
    await peer.closed;
    expect(peer.packets.slice(2)).toMatchObject(packets);
    const lines = opened.lines.filter((line) => line.includes('"silent"'));
    expect(lines.at(-1)).toContain('keep alive timeout');
  },
);

test('a connection above the limit is dropped, and the others stay', async () => {
  const narrow = await open({ limits: { connections: 2 } });
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
  { version: 5, code: 0x97 },
  { version: 4, code: 3 },
] as const)(
  'sessions above the limit are refused until others expire, version $version',
  async ({ version, code }) => {
    const narrow = await open({ limits: { sessions: 2 } });
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
    expect([await login('a'), await login('b'), await login('c')]).toEqual([0, 0, code]);
    expect(await login('a')).toBe(0);
    narrow.mock.state.clock.advance(7_200_000);
    expect(await login('c')).toBe(0);
  },
);

test('the log has each connection, and why it ended', async () => {
  const logged = await open();
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
