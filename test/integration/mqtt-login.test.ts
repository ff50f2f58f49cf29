import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectClient, open, type OpenMock } from '../support/mqtt/open.js';
import { connectPacket, RawPeer } from '../support/mqtt/raw-peer.js';

const credentials = { id: 'naïve', secret: 'pass:wörd' };
let opened: OpenMock;
beforeAll(async () => {
  opened = await open({ credentials });
});
afterAll(() => opened.listener.close());

const password = Buffer.from(credentials.secret);

test.each([3, 4, 5] as const)('the right name and password let version %i in', async (version) => {
  const client = await connectClient(opened.listener.url, version, `in-${version}`, {
    username: credentials.id,
    password,
  });
  expect(opened.row(`in-${version}`)).toMatchObject({ username: credentials.id });
  await client.endAsync();
});

test.each([
  {
    name: 'a wrong password',
    login: { username: 'naïve', password: Buffer.from('x') },
    codes: [4, 4, 0x86],
  },
  {
    name: 'a password that only begins right',
    login: { username: 'naïve', password: password.subarray(0, 5) },
    codes: [4, 4, 0x86],
  },
  { name: 'a wrong name', login: { username: 'naive', password }, codes: [4, 4, 0x86] },
  { name: 'no password', login: { username: 'naïve' }, codes: [4, 4, 0x86] },
  { name: 'nothing', login: {}, codes: [5, 5, 0x86] },
])('$name lets nobody in', async ({ login, codes }) => {
  for (const [index, version] of ([3, 4, 5] as const).entries()) {
    await using peer = await RawPeer.dial(opened.listener.port, version);
    peer.send(connectPacket(version, 'out', login));
    const connack = (await peer.next()) as { reasonCode?: number; returnCode?: number };
    expect([version, connack.reasonCode ?? connack.returnCode]).toEqual([version, codes[index]]);
    await peer.closed;
    expect(opened.row('out')).toBeUndefined();
  }
});

test('who is refused does not take the session of its namesake over', async () => {
  await using inside = await RawPeer.login(opened.listener.port, 5, 'same', {
    username: 'naïve',
    password,
  });
  await using outside = await RawPeer.dial(opened.listener.port, 5);
  outside.send(connectPacket(5, 'same'));
  await outside.closed;
  inside.send({ cmd: 'pingreq' });
  expect(await inside.next()).toMatchObject({ cmd: 'pingresp' });
});
