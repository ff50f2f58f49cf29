import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TURN_MS } from '../../shared/take-turns.js';
import { Frames } from './frames.js';
import type { MqttLimits } from './limits.js';
import { noTraffic, type Traffic } from './traffic.js';

export interface PacketSocketEvents {
  /** The first byte of a packet has come. Errors of this and of `packet` go to `failed`. */
  begins(byte: number): void;
  /** A whole packet has come. */
  packet(bytes: Buffer): void;
  failed(error: unknown): void;
  /** Called before a packet is sent, which waits for what it returns. */
  sends?: (() => Promise<void> | undefined) | undefined;
  /** The socket is closed; no event follows. */
  closed(): void;
}

/** A socket that sends and receives packets: it counts them, and buffers little in both directions. */
export class PacketSocket {
  readonly traffic: Traffic = noTraffic();
  readonly #socket: Duplex;
  readonly #frames: Frames;
  readonly #events: PacketSocketEvents;
  readonly #closeTimeout: number;
  #isOpen = true;
  /** Packets that came together are handled in turns with other work. */
  #isHandling = false;
  #closeTimer: NodeJS.Timeout | undefined;

  constructor(socket: Duplex, limits: MqttLimits, events: PacketSocketEvents) {
    this.#socket = socket;
    this.#frames = new Frames(limits.packetBytes, (byte) => events.begins(byte));
    this.#events = events;
    this.#closeTimeout = limits.closeTimeout;
    if (socket instanceof Socket) socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('drain', () => {
      if (!this.#isHandling) socket.resume();
    });
    // A reset counts as an end; `close` follows.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#isOpen = false;
      clearTimeout(this.#closeTimer);
      events.closed();
    });
  }

  isOpen(): boolean {
    return this.#isOpen;
  }

  send(bytes: Buffer): void {
    if (!this.#isOpen) return;
    this.#keepBack(this.#events.sends?.());
    this.traffic.send_oct += bytes.length;
    this.traffic.send_cnt++;
    this.traffic.send_pkt++;
    this.#socket.write(bytes);
  }

  /** Sends nothing until then. */
  #keepBack(until: Promise<void> | undefined): void {
    if (!until) return;
    this.#socket.cork();
    until
      .catch((error: unknown) => this.#events.failed(error))
      .finally(() => this.#socket.uncork())
      .catch(() => undefined);
  }

  /**
   * Ends the connection after what was sent. Later input is read and ignored: closing a socket with
   * unread bytes would reset the connection, and lose the last packet.
   */
  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#socket.end();
    this.#socket.resume();
    this.#closeTimer = setTimeout(() => this.#socket.destroy(), this.#closeTimeout).unref();
  }

  #receive(chunk: Buffer): void {
    if (!this.#isOpen) return;
    this.traffic.recv_oct += chunk.length;
    this.traffic.recv_cnt++;
    this.#handle(this.#frames.push(chunk));
  }

  /** Handles packets for a moment, and the rest of them when others have had their turn. */
  #handle(frames: Iterator<Buffer, void>): void {
    this.#isHandling = false;
    // The responses to many small packets go out in one write.
    this.#socket.cork();
    try {
      this.#isHandling = this.#handleSome(frames);
    } catch (error) {
      this.#events.failed(error);
    } finally {
      this.#socket.uncork();
    }
    if (!this.isOpen()) return;
    if (this.#isHandling) {
      this.#socket.pause();
      setImmediate(() => {
        if (this.isOpen()) this.#handle(frames);
      });
      return;
    }
    // A peer that does not read its responses is not read, until it does.
    if (this.#socket.writableNeedDrain) this.#socket.pause();
    else if (this.#socket.isPaused()) this.#socket.resume();
  }

  /** @returns whether there may be more. */
  #handleSome(frames: Iterator<Buffer, void>): boolean {
    const started = performance.now();
    for (let next = frames.next(); next.done !== true; next = frames.next()) {
      this.traffic.recv_pkt++;
      this.#events.packet(next.value);
      if (!this.isOpen()) return false;
      if (performance.now() - started >= TURN_MS) return true;
    }
    return false;
  }
}
