import type { Duplex } from 'node:stream';
import type { IConnackPacket, IDisconnectPacket, Packet } from 'mqtt-packet';
import type { Credentials } from '../../core/auth.js';
import type { RequestLog } from '../../server/request-log.js';
import { truncate } from '../../shared/truncate.js';
import type { ConnectedClient, RemoteAddress } from './client-row.js';
import { readConnect, type ConnectRequest } from './connect-request.js';
import type { MqttLimits } from './limits.js';
import { handlePacket } from './packet-handlers.js';
import { PacketSocket } from './packet-socket.js';
import { isConnect, PacketReader, versionOf, write, type Version } from './packets.js';
import { REASONS, RETURN_CODES, Violation, type Reason } from './reason-codes.js';
import type { SessionRegistry } from './session-registry.js';

/** What the connections of a listener share. */
export interface ListenerContext {
  readonly sessions: SessionRegistry;
  readonly limits: MqttLimits;
  readonly credentials: Credentials | undefined;
  readonly log: RequestLog;
  /** Called before each packet that is sent, which waits for what it returns. */
  readonly beforeAnswer?: (() => Promise<void> | undefined) | undefined;
}

/** Characters of a client id that the log shows. */
const MAX_LOGGED_ID = 100;

/** A connection of TCP, TLS or a WebSocket, from its first byte to its end. */
export class Connection {
  /** Resolves when the socket is closed. */
  readonly closed: Promise<void>;
  readonly #socket: PacketSocket;
  readonly #reader = new PacketReader();
  /** Set by the CONNECT; before it, refusals have the form of 3.1.1. */
  #version: Version = 4;
  /** Set by an accepted CONNECT. */
  #client: ConnectedClient | undefined;
  #silenceTimer: NodeJS.Timeout | undefined;
  #isReleased = false;

  constructor(
    socket: Duplex,
    private readonly remote: RemoteAddress,
    private readonly context: ListenerContext,
  ) {
    let onClose = (): void => undefined;
    this.closed = new Promise((resolve) => (onClose = resolve));
    this.#socket = new PacketSocket(socket, context.limits, {
      begins: (byte) => {
        // A client of another protocol is refused by its first byte.
        if (this.#client || isConnect(byte)) return;
        throw new Violation('protocol error', 'a first packet other than CONNECT');
      },
      packet: (bytes) => this.#receive(bytes),
      sends: context.beforeAnswer,
      failed: (error) => this.#fail(error),
      closed: () => {
        this.#release('closed by the peer');
        onClose();
      },
    });
    this.#limitSilence(context.limits.connectTimeout, 'no CONNECT within the time limit');
  }

  /** Ends the connection, and sends the reason if the MQTT version can express it. */
  end(reason: Reason, message: string): void {
    if (!this.#socket.isOpen()) return;
    const reasonCode = REASONS[reason];
    if (this.#version === 5 && reasonCode !== undefined) {
      const packet: Packet = this.#client
        ? { cmd: 'disconnect', reasonCode }
        : { cmd: 'connack', sessionPresent: false, reasonCode };
      // Without its text if that makes the packet too large [MQTT-3.14.2-3].
      const withText: Packet = { ...packet, properties: { reasonString: message } };
      if (!this.#send(withText)) this.#send(packet);
    } else if (!this.#client) {
      const returnCode = RETURN_CODES[reason];
      if (returnCode !== undefined) {
        this.#send({ cmd: 'connack', sessionPresent: false, returnCode });
      }
    }
    this.#socket.end();
    this.#release(`${reason}: ${message}`);
  }

  #receive(frame: Buffer): void {
    const client = this.#client;
    if (!client) {
      this.#connect(frame);
      return;
    }
    const packet = this.#reader.read(frame);
    this.#silenceTimer?.refresh();
    if (packet.cmd === 'disconnect') {
      this.#disconnect(packet, client);
      return;
    }
    const { session } = client;
    const before = session.subscriptions;
    const { limits, sessions } = this.context;
    const { traffic } = this.#socket;
    const { version } = client.request;
    const response = handlePacket(packet, { version, session, traffic, limits });
    // Before the SUBACK, after which the client may query the API.
    if (session.subscriptions !== before) sessions.update(client);
    if (response) this.#send(response);
    sessions.updateSoon(client);
  }

  #connect(frame: Buffer): void {
    this.#version = versionOf(frame);
    const packet = this.#reader.read(frame);
    if (packet.cmd !== 'connect') throw new Violation('protocol error', 'no CONNECT');
    const { sessions, limits, credentials } = this.context;
    const request = readConnect(packet, this.#version, credentials);
    const { session, isResumed } = sessions.open(request);
    const client: ConnectedClient = {
      request,
      session,
      traffic: this.#socket.traffic,
      remote: this.remote,
      setKeepalive: (seconds) => this.#keepAlive(seconds),
      end: (reason, message) => this.end(reason, message),
    };
    this.#client = client;
    // Before the CONNACK, after which the client may query the API.
    sessions.add(client, isResumed);
    this.#keepAlive(request.keepalive);
    this.#send(connackOf(request, isResumed, limits));
    sessions.updateSoon(client);
    this.#log('connected', { version: request.version, isResumed });
  }

  /** Handles a DISCONNECT, which may change the session's expiry in 5.0. */
  #disconnect({ properties }: IDisconnectPacket, { request }: ConnectedClient): void {
    const expiry = properties?.sessionExpiryInterval ?? request.expiry;
    // [MQTT-3.14.2-2]
    if (request.expiry === 0 && expiry > 0) {
      throw new Violation('protocol error', 'an expiry for a session that had none');
    }
    this.#release('disconnected', expiry);
    this.#socket.end();
  }

  #fail(error: unknown): void {
    if (error instanceof Violation) {
      this.end(error.reason, error.message);
      return;
    }
    this.context.log.error(error);
    this.end('unspecified error', 'the mock failed: this is a bug in it, see its log');
  }

  /** [MQTT-3.1.2-22] */
  #keepAlive(seconds: number): void {
    this.#limitSilence(seconds * 1500, 'no packet within 1.5 times the keep-alive');
  }

  /** Ends the connection when no packet comes for that time; 0: no limit. */
  #limitSilence(ms: number, message = ''): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = undefined;
    if (ms === 0) return;
    const end = (): void => this.end('keep alive timeout', message);
    this.#silenceTimer = setTimeout(end, ms).unref();
  }

  /** Sends a packet, unless it is too large for the client; returns whether it was sent. */
  #send(packet: Packet): boolean {
    const bytes = write(packet, this.#version);
    // [MQTT-3.1.2-24]
    const limit = this.#client?.request.maximumPacketSize ?? Infinity;
    if (bytes.length > limit) return false;
    this.#socket.send(bytes);
    return true;
  }

  /** Handles the end of the connection; only the first call counts. */
  #release(why: string, expiry = this.#client?.request.expiry ?? 0): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#limitSilence(0);
    if (this.#client) this.context.sessions.release(this.#client, expiry);
    this.#log('closed', { why });
  }

  #log(what: string, details: Readonly<Record<string, unknown>>): void {
    const { address, port } = this.remote;
    const from = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
    const clientid = this.#client?.request.clientid;
    const id = clientid === undefined ? {} : { clientid: truncate(clientid, MAX_LOGGED_ID) };
    this.context.log.note('mqtt', { what, ...id, from, ...details });
  }
}

function connackOf(
  { version, isAssigned, clientid }: ConnectRequest,
  sessionPresent: boolean,
  limits: MqttLimits,
): IConnackPacket {
  // 3.1 does not define the session present bit; its clients ignore it.
  if (version !== 5) return { cmd: 'connack', sessionPresent, returnCode: 0 };
  return {
    cmd: 'connack',
    sessionPresent,
    reasonCode: REASONS.success,
    properties: {
      receiveMaximum: limits.awaitingRel,
      maximumPacketSize: limits.packetBytes,
      ...(isAssigned ? { assignedClientIdentifier: clientid } : {}),
    },
  };
}
