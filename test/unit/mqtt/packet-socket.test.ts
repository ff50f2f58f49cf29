import { Duplex } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { DEFAULT_LIMITS } from '../../../mock/hosts/mqtt/limits.js';
import { PacketSocket } from '../../../mock/hosts/mqtt/packet-socket.js';
import { eventually } from '../../support/mqtt/eventually.js';

const PING = Buffer.from([0xc0, 0]);
const PONG = Buffer.from([0xd0, 0]);

/** A socket whose peer does not read before `peerReads` is called. */
class StuckSocket extends Duplex {
  readonly #unread: (() => void)[] = [];
  taken = 0;

  constructor() {
    super({ writableHighWaterMark: 1024 });
  }

  setNoDelay(): this {
    return this;
  }

  override _read(): void {}

  override _writev(chunks: { readonly chunk: Buffer }[], callback: () => void): void {
    this.#unread.push(() => {
      for (const { chunk } of chunks) this.taken += chunk.length;
      callback();
    });
  }

  peerReads(): void {
    for (const take of this.#unread.splice(0)) take();
  }
}

function createSocket(onPacket: (packets: PacketSocket, bytes: Buffer) => void): {
  socket: StuckSocket;
  packets: PacketSocket;
} {
  const socket = new StuckSocket();
  onTestFinished(() => void socket.destroy());
  const packets = new PacketSocket(socket, DEFAULT_LIMITS, {
    begins: () => {},
    packet: (bytes) => onPacket(packets, bytes),
    failed: () => {},
    closed: () => {},
  });
  return { socket, packets };
}

test('a peer that does not read its responses is not read, until it does', async () => {
  let pings = 0;
  const { socket, packets } = createSocket((packets) => {
    pings++;
    packets.send(PONG);
  });
  const chunk = Buffer.concat(Array.from({ length: 1000 }, () => PING));
  for (let index = 0; index < 100; index++) socket.push(chunk);

  await eventually(() => expect(socket.isPaused()).toBe(true));
  expect(pings).toBeLessThanOrEqual(2000);
  expect(socket.writableLength).toBeLessThanOrEqual(2 * pings);

  await eventually(() => {
    socket.peerReads();
    expect(socket.taken).toBe(100 * 2000);
  });
  expect(pings).toBe(100_000);
  const counters = { recv_pkt: 100_000, send_pkt: 100_000, send_oct: 200_000 };
  expect(packets.traffic).toMatchObject(counters);
});

test('others have their turn among packets that came together', async () => {
  let [now, pings] = [0, 0];
  // Each packet takes a millisecond.
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  onTestFinished(() => void vi.restoreAllMocks());
  const { socket } = createSocket(() => {
    pings++;
    now++;
  });
  const turns: number[] = [];
  const note = (): void => {
    turns.push(pings);
    if (pings < 105) setImmediate(note);
  };
  note();
  socket.push(Buffer.concat([...Array.from({ length: 100 }, () => PING), PING.subarray(0, 1)]));
  socket.push(Buffer.concat([PING.subarray(1), PING, PING, PING, PING]));
  await eventually(() => expect(pings).toBe(105));
  expect(new Set(turns).size).toBeGreaterThan(10);
});

test('a connection that is ended amid packets that came together handles no more of them', async () => {
  let [now, pings] = [0, 0];
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  onTestFinished(() => void vi.restoreAllMocks());
  const { socket, packets } = createSocket(() => {
    pings++;
    now++;
  });
  socket.push(Buffer.concat(Array.from({ length: 100 }, () => PING)));
  await eventually(() => expect(pings).toBeGreaterThan(0));
  packets.end();
  const seen = pings;
  await eventually(() => expect(socket.readableLength).toBe(0));
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(pings).toBe(seen);
});

test('a connection that is ended while it is paused reads until its end', async () => {
  const { socket, packets } = createSocket((packets) => packets.send(Buffer.alloc(2000)));
  socket.push(PING);
  await eventually(() => expect(socket.isPaused()).toBe(true));
  packets.end();
  expect(socket.isPaused()).toBe(false);
});

test('input after the end of a connection is read and ignored', async () => {
  const received: number[] = [];
  const { socket, packets } = createSocket((packets, bytes) => {
    received.push(bytes.length);
    packets.end();
  });
  socket.push(Buffer.concat([PING, PING]));
  await eventually(() => expect(received).toEqual([2]));
  for (let index = 0; index < 50; index++) socket.push(Buffer.alloc(10_000));
  await eventually(() => expect(socket.readableLength).toBe(0));
  expect(received).toEqual([2]);
  expect(packets.traffic.recv_oct).toBe(4);
});
