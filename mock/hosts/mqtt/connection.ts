import type { Socket } from 'node:net';
import type { IConnackPacket, IDisconnectPacket, Packet } from 'mqtt-packet';
import type { Credentials } from '../../core/auth.js';
import type { RequestLog } from '../../server/request-log.js';
import { answer } from './packet-handlers.js';
import type { DoorLimits } from './limits.js';
import { readLogin, type Login } from './login.js';
import { beginsConnect, PacketReader, versionOf, write, type Version } from './packets.js';
import { REASONS, returnCodeOf, Violation, type Reason } from './reason.js';
import type { Peer } from './client-row.js';
import type { Occupant, Sessions } from './sessions.js';
import { Wire } from './packet-socket.js';

/** What a connection shares with the others of its door. */
export interface DoorContext {
  readonly sessions: Sessions;
  readonly limits: DoorLimits;
  readonly credentials: Credentials | undefined;
  readonly log: RequestLog;
}

/** Characters of a client id in the log: the log is for reading. */
const SHOWN_ID = 100;

/** One TCP connection, from its first byte to its end. */
export class Connection {
  /** Resolves when the socket is gone. */
  readonly gone: Promise<void>;
  readonly #context: DoorContext;
  readonly #peer: Peer;
  readonly #wire: Wire;
  readonly #reader = new PacketReader();
  /** Known once a CONNECT begins to be read; until then, refusals are worded as 3.1.1 does. */
  #version: Version = 4;
  /** Set once it has logged in. */
  #occupant: Occupant | undefined;
  /** Ends a connection that is silent for too long. */
  #patience: NodeJS.Timeout | undefined;
  #hasLeft = false;

  constructor(socket: Socket, peer: Peer, context: DoorContext) {
    this.#context = context;
    this.#peer = peer;
    let gone = (): void => undefined;
    this.gone = new Promise((resolve) => (gone = resolve));
    this.#wire = new Wire(socket, context.limits, {
      begins: (byte) => {
        // Who speaks another protocol need not finish its sentence.
        if (this.#occupant || beginsConnect(byte)) return;
        throw new Violation('protocol error', 'a first packet that is no CONNECT');
      },
      frame: (bytes) => {
        this.#receive(bytes);
      },
      failed: (error) => {
        this.#fail(error);
      },
      closed: () => {
        this.#leave('closed by the peer');
        gone();
      },
    });
    this.#wait(context.limits.silence, 'no CONNECT came');
  }

  /** Ends the connection, and says why where the version has a word for it. */
  end(reason: Reason, message: string): void {
    if (!this.#wire.isOpen()) return;
    if (this.#version === 5) {
      const reasonCode = REASONS[reason];
      const packet: Packet = this.#occupant
        ? { cmd: 'disconnect', reasonCode }
        : { cmd: 'connack', sessionPresent: false, reasonCode };
      // The words are left out where they make the packet too large [MQTT-3.14.2-3].
      const inWords: Packet = { ...packet, properties: { reasonString: message } };
      if (!this.#send(inWords)) this.#send(packet);
    } else if (!this.#occupant) {
      const returnCode = returnCodeOf(reason);
      if (returnCode !== undefined) {
        this.#send({ cmd: 'connack', sessionPresent: false, returnCode });
      }
    }
    this.#wire.end();
    this.#leave(`${reason}: ${message}`);
  }

  #receive(frame: Buffer): void {
    const occupant = this.#occupant;
    if (!occupant) {
      this.#enter(frame);
      return;
    }
    const packet = this.#reader.read(frame);
    this.#patience?.refresh();
    if (packet.cmd === 'disconnect') {
      this.#takeLeave(packet, occupant);
      return;
    }
    const { session } = occupant;
    const before = session.subscriptions;
    const { version } = occupant.login;
    const { limits, sessions } = this.#context;
    const reply = answer(packet, { version, session, traffic: this.#wire.traffic, limits });
    // Before the SUBACK: who has it may ask the API at once.
    if (session.subscriptions !== before) sessions.show(occupant);
    if (reply) this.#send(reply);
    sessions.touch(occupant);
  }

  #enter(frame: Buffer): void {
    this.#version = versionOf(frame);
    const packet = this.#reader.read(frame);
    if (packet.cmd !== 'connect') throw new Violation('protocol error', 'no CONNECT');
    const { sessions, limits, credentials } = this.#context;
    const login = readLogin(packet, this.#version, credentials);
    const { session, isResumed } = sessions.prepare(login);
    const occupant: Occupant = {
      login,
      session,
      traffic: this.#wire.traffic,
      peer: this.#peer,
      end: (reason, message) => {
        this.end(reason, message);
      },
    };
    this.#occupant = occupant;
    // Before the CONNACK: who has it may ask the API at once.
    sessions.enter(occupant, isResumed);
    // One and a half times the keep-alive [MQTT-3.1.2-22]; 0 turns it off.
    this.#wait(login.keepalive * 1500, 'nothing came within one and a half times the keep-alive');
    this.#send(welcome(login, isResumed, limits));
    sessions.touch(occupant);
    this.#log('connected', { version: login.version, isResumed });
  }

  /** The peer says that it goes; with 5.0 it may say anew how long its session stays. */
  #takeLeave({ properties }: IDisconnectPacket, occupant: Occupant): void {
    const { login } = occupant;
    const expiry = properties?.sessionExpiryInterval ?? login.expiry;
    // [MQTT-3.14.2-2]
    if (login.expiry === 0 && expiry > 0) {
      throw new Violation('protocol error', 'an expiry for a session that had none');
    }
    this.#leave('disconnected', expiry);
    this.#wire.end();
  }

  #fail(error: unknown): void {
    if (error instanceof Violation) {
      this.end(error.reason, error.message);
      return;
    }
    this.#context.log.error(error);
    this.end('unspecified error', 'the mock failed: this is a bug in it, see its log');
  }

  /** Gives the peer that long, from its last packet on; 0: for ever. */
  #wait(ms: number, complaint = ''): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    if (ms === 0) return;
    this.#patience = setTimeout(() => {
      this.end('keep alive timeout', complaint);
    }, ms).unref();
  }

  /** Tells whether the packet was small enough for the peer. */
  #send(packet: Packet): boolean {
    const bytes = write(packet, this.#version);
    // [MQTT-3.1.2-24]
    const limit = this.#occupant?.login.maximumPacketSize ?? Infinity;
    if (bytes.length > limit) return false;
    this.#wire.send(bytes);
    return true;
  }

  /** Whatever ends the connection comes by here; the first time counts. */
  #leave(why: string, expiry = this.#occupant?.login.expiry ?? 0): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    this.#wait(0);
    if (this.#occupant) this.#context.sessions.leave(this.#occupant, expiry);
    this.#log('closed', { why });
  }

  #log(what: string, details: Readonly<Record<string, unknown>>): void {
    const { address, port } = this.#peer;
    const from = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
    const clientid = this.#occupant?.login.clientid;
    const id = clientid === undefined ? {} : { clientid: shorten(clientid) };
    this.#context.log.note('mqtt', { what, ...id, from, ...details });
  }
}

function welcome(
  { version, assigned, clientid }: Login,
  sessionPresent: boolean,
  limits: DoorLimits,
): IConnackPacket {
  // A clean session is never present; 3.1 has no word for one, and its clients ignore the bit.
  if (version !== 5) return { cmd: 'connack', sessionPresent, returnCode: 0 };
  return {
    cmd: 'connack',
    sessionPresent,
    reasonCode: REASONS.success,
    properties: {
      receiveMaximum: limits.awaitingRel,
      maximumPacketSize: limits.packet,
      ...(assigned ? { assignedClientIdentifier: clientid } : {}),
    },
  };
}

const shorten = (id: string): string => (id.length > SHOWN_ID ? `${id.slice(0, SHOWN_ID)}…` : id);
