import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Credentials } from '../../core/auth.js';
import type { BrokerState, StateListener } from '../../core/broker-state.js';
import type { RequestLog } from '../../server/request-log.js';
import { Connection } from './connection.js';
import { STOCK_LIMITS, type DoorLimits } from './limits.js';
import type { Peer } from './client-row.js';
import { Sessions } from './sessions.js';

export interface DoorOptions {
  /** Whose clients those that come in shall be. */
  readonly state: BrokerState;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly log: RequestLog;
  /** The user name and password that every client has to give. Default: everybody may come in. */
  readonly credentials?: Credentials | undefined;
  /** The broker's node that the clients are connected to. Default `emqx@127.0.0.1`. */
  readonly node?: string | undefined;
  readonly limits?: Partial<DoorLimits> | undefined;
}

/** The door, open. */
export interface Door {
  /** E.g. `mqtt://127.0.0.1:1883`. */
  readonly url: string;
  readonly port: number;
  /** How many TCP connections there are, those included that have not logged in. */
  readonly connections: number;
  /** Takes leave of everybody, and closes; clean clients vanish, persistent ones are offline. */
  close(): Promise<void>;
}

const DEFAULT_NODE = 'emqx@127.0.0.1';

/**
 * Lets real MQTT clients (3.1, 3.1.1, 5.0) connect and become clients of the API. It is a door,
 * not a broker: what is published is acknowledged and forwarded to nobody.
 * @throws what `listen` fails with, e.g. `EADDRINUSE`.
 */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const { state, log } = options;
  const limits = { ...STOCK_LIMITS, ...options.limits };
  const sessions = new Sessions(state, options.node ?? DEFAULT_NODE, limits);
  const context = { sessions, limits, log, credentials: options.credentials };
  const connections = new Set<Connection>();

  const server = createServer((socket) => {
    const peer = peerOf(socket);
    if (!peer) {
      socket.destroy();
      return;
    }
    const connection = new Connection(socket, peer, context);
    connections.add(connection);
    void connection.gone.then(() => connections.delete(connection));
  });
  server.maxConnections = limits.connections;
  server.on('drop', () => {
    log.note('mqtt', { what: 'dropped', why: `more than ${limits.connections} connections` });
  });
  const address = await listen(server, options.host, options.port);

  const listener: StateListener = {
    kicked: (clients) => {
      sessions.kicked(clients);
    },
    disconnected: (client) => {
      sessions.disconnected(client);
    },
    reset: () => {
      sessions.reset();
    },
  };
  state.listeners.add(listener);

  let closing: Promise<void> | undefined;
  async function takeLeave(): Promise<void> {
    state.listeners.delete(listener);
    const closed = new Promise((resolve) => server.close(resolve));
    const goodbyes = [...connections].map((connection) => {
      connection.end('server shutting down', 'the mock is stopping');
      return connection.gone;
    });
    await Promise.all([closed, ...goodbyes]);
    sessions.close();
  }

  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `mqtt://${host}:${address.port}`,
    port: address.port,
    get connections() {
      return connections.size;
    },
    close: () => (closing ??= takeLeave()),
  };
}

async function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return server.address() as AddressInfo;
}

/** Who is at the other end, IPv4 as such; `undefined` where it has gone already. */
function peerOf({ remoteAddress, remotePort }: Socket): Peer | undefined {
  if (remoteAddress === undefined || remotePort === undefined) return undefined;
  const address = remoteAddress.replace(/%.*$/, '');
  return { address: ipaddr.process(address).toString(), port: remotePort };
}
