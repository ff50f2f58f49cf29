import fc from 'fast-check';
import { generate } from 'mqtt-packet';
import { afterAll, expect, test } from 'vitest';
import { openForFile } from '../support/mqtt/open.js';
import { connectPacket, RawPeer } from '../support/mqtt/raw-peer.js';
import { eventually } from '../support/mqtt/eventually.js';

const opened = await openForFile();
const bystander = await RawPeer.login(opened.listener.port, 5, 'bystander');
afterAll(async () => {
  await bystander.drop();
  await opened.listener.close();
});

/** Sends the bytes, and checks that another client is not affected. */
async function survives(...parts: readonly Uint8Array[]): Promise<void> {
  const peer = await RawPeer.dial(opened.listener.port);
  peer.send(...parts);
  bystander.send({ cmd: 'pingreq' });
  expect(await bystander.next()).toEqual(expect.objectContaining({ cmd: 'pingresp' }));
  await peer.drop();
}

const version = fc.constantFrom(3 as const, 4 as const, 5 as const);
const bytes = fc.uint8Array({ maxLength: 300 });
/** A packet of any type with a correct length and random content. */
const packet = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 100 }))
  .map(([first, content]) => Buffer.from([first, content.length, ...content]));

test('random bytes do not affect other clients', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, (noise) => survives(noise)),
    { numRuns: 150 },
  );
});

test('random bytes after a CONNECT do not affect other clients', async () => {
  await fc.assert(
    fc.asyncProperty(version, fc.array(fc.oneof(bytes, packet), { maxLength: 5 }), (v, noise) =>
      survives(generate(connectPacket(v, 'noisy')), ...noise),
    ),
    { numRuns: 200 },
  );
});

test('a CONNECT with changed bytes does not affect other clients', async () => {
  const changes = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(version, changes, (v, edits) => {
      const login = generate(
        connectPacket(v, 'changed', {
          username: 'name',
          password: Buffer.from('word'),
          will: { topic: 'w', payload: Buffer.from('x'), qos: 1, retain: false },
          ...(v === 5
            ? { properties: { sessionExpiryInterval: 0, userProperties: { a: ['b', 'c'] } } }
            : {}),
        }),
      );
      for (const [at, byte] of edits) login[at % login.length] = byte;
      return survives(login, generate({ cmd: 'pingreq' }));
    }),
    { numRuns: 200 },
  );
});

test('after all that the log has no error, and no other connection is left', async () => {
  await eventually(() => expect(opened.listener.connections).toBe(1));
  expect(opened.lines.filter((line) => line.includes('"error"'))).toEqual([]);
  expect(opened.mock.clients.get('bystander')).toMatchObject({ connected: true });
});
