import type { Socket } from 'node:net';
import { Frames } from './frames.js';
import type { DoorLimits } from './limits.js';
import { noTraffic, type Traffic } from './traffic.js';

export interface WireEvents {
  /** A packet begins with this byte. What this and `frame` throw goes to `failed`. */
  begins(byte: number): void;
  /** One whole packet has come. */
  frame(bytes: Buffer): void;
  failed(error: unknown): void;
  /** The socket is gone; nothing follows. */
  closed(): void;
}

/** A socket that carries packets: counted, bounded in both directions, ended with care. */
export class Wire {
  readonly traffic: Traffic = noTraffic();
  readonly #socket: Socket;
  readonly #frames: Frames;
  readonly #events: WireEvents;
  readonly #linger: number;
  #open = true;
  #farewell: NodeJS.Timeout | undefined;

  constructor(socket: Socket, limits: DoorLimits, events: WireEvents) {
    this.#socket = socket;
    this.#frames = new Frames(limits.packet, (byte) => {
      events.begins(byte);
    });
    this.#events = events;
    this.#linger = limits.linger;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.#receive(chunk);
    });
    socket.on('drain', () => socket.resume());
    // A reset is as good as an end; `close` follows.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#open = false;
      clearTimeout(this.#farewell);
      events.closed();
    });
  }

  send(bytes: Buffer): void {
    if (!this.#open) return;
    this.traffic.send_oct += bytes.length;
    this.traffic.send_cnt++;
    this.traffic.send_pkt++;
    this.#socket.write(bytes);
  }

  /**
   * Ends the connection behind what has been sent. What still comes is read and forgotten: to
   * close with unread bytes would reset the connection, and our last packet would be lost.
   */
  end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#socket.end();
    this.#socket.resume();
    this.#farewell = setTimeout(() => this.#socket.destroy(), this.#linger).unref();
  }

  #receive(chunk: Buffer): void {
    if (!this.#open) return;
    this.traffic.recv_oct += chunk.length;
    this.traffic.recv_cnt++;
    // A chunk of many small packets is answered in one write.
    this.#socket.cork();
    try {
      for (const frame of this.#frames.push(chunk)) {
        this.traffic.recv_pkt++;
        this.#events.frame(frame);
        if (!this.isOpen()) return;
      }
    } catch (error) {
      this.#events.failed(error);
    } finally {
      this.#socket.uncork();
    }
    // Who does not read our answers is not read either, until it does.
    if (this.isOpen() && this.#socket.writableNeedDrain) this.#socket.pause();
  }

  isOpen(): boolean {
    return this.#open;
  }
}
