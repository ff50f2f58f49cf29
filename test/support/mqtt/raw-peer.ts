import { connect, type Socket } from 'node:net';
import { generate, parser, type IConnectPacket, type Packet } from 'mqtt-packet';

type Version = 3 | 4 | 5;
type Bytes = Uint8Array | readonly number[];

/** A CONNECT of that version, by default with a clean session. */
export function connectPacket(
  version: Version,
  clientId: string,
  changes: Partial<IConnectPacket> = {},
): IConnectPacket {
  return {
    cmd: 'connect',
    protocolId: version === 3 ? 'MQIsdp' : 'MQTT',
    protocolVersion: version,
    clientId,
    clean: true,
    keepalive: 0,
    ...changes,
  };
}

/** A CONNECT that ends with a client id of one character, without it: the codec generates none. */
export function withoutId(packet: IConnectPacket): Buffer {
  const bytes = generate(packet);
  const shorter = Buffer.concat([bytes.subarray(0, -3), Buffer.from([0, 0])]);
  shorter[1] = (bytes[1] ?? 0) - 1;
  return shorter;
}

/** A peer that sends any bytes, unlike MQTT.js. */
export class RawPeer implements AsyncDisposable {
  readonly packets: Packet[] = [];
  readonly localPort: number;
  /** Bytes received. */
  received = 0;
  /** Bytes sent. */
  sent = 0;
  /** Resolves when the connection is closed. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #version: Version;
  readonly #waiting: (() => void)[] = [];
  #read = 0;
  #isClosed = false;

  private constructor(socket: Socket, version: Version) {
    this.#socket = socket;
    this.localPort = socket.localPort ?? 0;
    this.#version = version;
    const reader = parser({ protocolVersion: version });
    reader.on('packet', (packet) => this.packets.push(packet));
    socket.on('data', (chunk: Buffer) => {
      this.received += chunk.length;
      reader.parse(chunk);
      this.#wake();
    });
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.#isClosed = true;
        this.#wake();
        resolve();
      });
    });
  }

  static async dial(
    port: number,
    version: Version = 5,
    localAddress = '127.0.0.1',
  ): Promise<RawPeer> {
    const socket = connect({ port, host: '127.0.0.1', localAddress, noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('error', reject);
    });
    return new RawPeer(socket, version);
  }

  /** Connects, and sends a CONNECT that must be accepted. */
  static async login(
    port: number,
    version: Version,
    clientId: string,
    changes: Partial<IConnectPacket> = {},
  ): Promise<RawPeer> {
    const peer = await RawPeer.dial(port, version);
    peer.send(connectPacket(version, clientId, changes));
    const connack = await peer.next();
    if (connack.cmd !== 'connack' || (connack.reasonCode ?? connack.returnCode) !== 0) {
      throw new Error(`Failed to log in: got ${JSON.stringify(connack)}.`);
    }
    return peer;
  }

  send(...parts: readonly (Packet | Bytes)[]): void {
    for (const part of parts) {
      const bytes =
        'cmd' in part ? generate(part, { protocolVersion: this.#version }) : Buffer.from(part);
      this.sent += bytes.length;
      this.#socket.write(bytes);
    }
  }

  /** Waits for the next packet; fails if the connection ends first. */
  async next(): Promise<Packet> {
    for (;;) {
      const packet = this.packets[this.#read];
      if (packet) {
        this.#read++;
        return packet;
      }
      if (this.#isClosed) throw new Error('Failed to receive a packet: the connection has ended.');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Closes the connection without a DISCONNECT. */
  async drop(): Promise<void> {
    this.#socket.destroy();
    await this.closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.drop();
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
