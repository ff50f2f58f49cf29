import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { STOCK_LIMITS } from '../../../mock/hosts/mqtt/limits.js';
import { Wire } from '../../../mock/hosts/mqtt/packet-socket.js';
import { eventually } from '../../support/mqtt/eventually.js';

const PING = Buffer.from([0xc0, 0]);
const PONG = Buffer.from([0xd0, 0]);

/** A socket whose other end does not read until it is let. */
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

  letRead(): void {
    for (const take of this.#unread.splice(0)) take();
  }
}

test('a peer that does not read is not read either, until it does', async () => {
  const socket = new StuckSocket();
  let pings = 0;
  const wire = new Wire(socket as unknown as Socket, STOCK_LIMITS, {
    begins: () => {},
    frame: () => {
      pings++;
      wire.send(PONG);
    },
    failed: () => {},
    closed: () => {},
  });
  const chunk = Buffer.concat(Array.from({ length: 1000 }, () => PING));
  for (let index = 0; index < 100; index++) socket.push(chunk);

  await eventually(() => expect(socket.isPaused()).toBe(true));
  const answered = pings;
  expect(answered).toBeLessThanOrEqual(2000);
  expect(socket.writableLength).toBeLessThanOrEqual(2 * answered);

  await eventually(() => {
    socket.letRead();
    expect(socket.taken).toBe(100 * 2000);
  });
  expect(pings).toBe(100_000);
  expect(wire.traffic).toMatchObject({ recv_pkt: 100_000, send_pkt: 100_000, send_oct: 200_000 });
  socket.destroy();
});

test('a connection that is ended while it is paused still reads its end', async () => {
  const socket = new StuckSocket();
  const wire = new Wire(socket as unknown as Socket, STOCK_LIMITS, {
    begins: () => {},
    frame: () => {
      wire.send(Buffer.alloc(2000));
    },
    failed: () => {},
    closed: () => {},
  });
  socket.push(PING);
  await eventually(() => expect(socket.isPaused()).toBe(true));
  wire.end();
  expect(socket.isPaused()).toBe(false);
  socket.destroy();
});

test('what comes behind the end of a connection is read and forgotten', async () => {
  const socket = new StuckSocket();
  const frames: number[] = [];
  const wire = new Wire(socket as unknown as Socket, STOCK_LIMITS, {
    begins: () => {},
    frame: (bytes) => {
      frames.push(bytes.length);
      wire.end();
    },
    failed: () => {},
    closed: () => {},
  });
  socket.push(Buffer.concat([PING, PING]));
  await eventually(() => expect(frames).toEqual([2]));
  for (let index = 0; index < 50; index++) socket.push(Buffer.alloc(10_000));
  await eventually(() => expect(socket.readableLength).toBe(0));
  expect(frames).toEqual([2]);
  expect(wire.traffic.recv_oct).toBe(4);
  socket.destroy();
});
