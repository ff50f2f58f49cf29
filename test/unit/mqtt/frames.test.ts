import fc from 'fast-check';
import { generate } from 'mqtt-packet';
import { expect, test } from 'vitest';
import { Frames } from '../../../mock/hosts/mqtt/frames.js';

const publish = (bytes: number): Buffer =>
  generate({
    cmd: 'publish',
    topic: 't',
    payload: Buffer.alloc(bytes, 'x'),
    qos: 0,
    dup: false,
    retain: false,
  });

test('however a stream is cut, the same packets come out', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(0, 1, 100, 130, 9000, 20_000), { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 7000 }), { minLength: 1, maxLength: 20 }),
      (sizes, cuts) => {
        const packets = sizes.map(publish);
        const stream = Buffer.concat(packets);
        const frames = new Frames(30_000);
        const seen: Buffer[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const cut = cuts[turn % cuts.length]!;
          seen.push(...frames.push(stream.subarray(at, (at += cut))));
        }
        expect(seen.map((frame) => frame.toString('hex'))).toEqual(
          packets.map((packet) => packet.toString('hex')),
        );
      },
    ),
    { numRuns: 50 },
  );
});

test('a packet that comes byte by byte is whole with its last byte', () => {
  const packet = publish(200);
  const frames = new Frames(1000);
  const seen = [...packet].map((byte) => [...frames.push(Buffer.from([byte]))].length);
  expect(seen.indexOf(1)).toBe(packet.length - 1);
});

test('a packet of the maximum passes, one byte more is refused by its header alone', () => {
  const packet = publish(500);
  expect([...new Frames(packet.length).push(packet)]).toHaveLength(1);
  const header = packet.subarray(0, 3);
  expect(() => [...new Frames(packet.length - 1).push(header)]).toThrow(
    expect.objectContaining({ reason: 'packet too large' }),
  );
});

test('packets in front of one that is too large come out first', () => {
  const small = publish(1);
  const frames = new Frames(50).push(Buffer.concat([small, publish(100)]));
  expect(frames.next().value).toEqual(small);
  expect(() => frames.next()).toThrow('at most 50');
});

test('a remaining length of five bytes is malformed', () => {
  const bytes = Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]);
  expect(() => [...new Frames(1000).push(bytes)]).toThrow(
    expect.objectContaining({ reason: 'malformed packet' }),
  );
});
