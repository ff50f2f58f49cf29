import { afterAll, expect, test } from 'vitest';
import { connectClient, openForFile } from '../support/mqtt/open.js';
import { connectPacket, RawPeer } from '../support/mqtt/raw-peer.js';

const credentials = { id: 'naïve', secret: 'pass:wörd' };
const opened = await openForFile({ credentials });
afterAll(() => opened.listener.close());

const password = Buffer.from(credentials.secret);

test.each([3, 4, 5] as const)(
  'version %i connects with the right name and password',
  async (version) => {
    const client = await connectClient(opened.listener.url, version, `in-${version}`, {
      username: credentials.id,
      password,
    });
    expect(opened.row(`in-${version}`)).toMatchObject({ username: credentials.id });
    await client.endAsync();
  },
);

test.each([
  { name: 'a wrong password', login: { username: 'naïve', password: Buffer.from('x') }, code: 4 },
  {
    name: 'the beginning of the password',
    login: { username: 'naïve', password: password.subarray(0, 5) },
    code: 4,
  },
  { name: 'a wrong name', login: { username: 'naive', password }, code: 4 },
  { name: 'no password', login: { username: 'naïve' }, code: 4 },
  { name: 'no login', login: {}, code: 5 },
])('$name is refused', async ({ login, code }) => {
  for (const version of [3, 4, 5] as const) {
    await using peer = await RawPeer.dial(opened.listener.port, version);
    peer.send(connectPacket(version, 'out', login));
    await peer.closed;
    const codes = version === 5 ? { reasonCode: 0x86 } : { returnCode: code };
    expect(peer.packets).toMatchObject([{ cmd: 'connack', ...codes }]);
    expect(opened.row('out')).toBeUndefined();
  }
});

test('a refused client does not take over the session of its id', async () => {
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
