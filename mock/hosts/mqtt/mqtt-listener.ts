import { createServer, type Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Credentials } from '../../core/auth.js';
import type { BrokerState } from '../../core/broker-state.js';
import { DEFAULT_NODE } from '../../core/nodes.js';
import type { RequestLog } from '../../server/request-log.js';
import { listenOn } from '../listen.js';
import type { RemoteAddress } from './client-row.js';
import { Connection } from './connection.js';
import { DEFAULT_LIMITS, type MqttLimits } from './limits.js';
import { SessionRegistry } from './session-registry.js';

export interface MqttListenerOptions {
  /** The state that the connected clients are added to. */
  readonly state: BrokerState;
  readonly host: string;
  /** 0 chooses a free port. */
  readonly port: number;
  readonly log: RequestLog;
  /** The login that clients must send. Default: none required. */
  readonly credentials?: Credentials | undefined;
  /** The broker's node that the clients are connected to. Default `emqx@127.0.0.1`. */
  readonly node?: string | undefined;
  readonly limits?: Partial<MqttLimits> | undefined;
}

/** A listener that accepts MQTT clients. */
export interface MqttListener {
  /** E.g. `mqtt://127.0.0.1:1883`. */
  readonly url: string;
  readonly port: number;
  /** Number of TCP connections, including those without a CONNECT. */
  readonly connections: number;
  /** Disconnects all clients, and stops; clean clients are removed, persistent ones go offline. */
  close(): Promise<void>;
}

/**
 * Accepts MQTT clients (3.1, 3.1.1, 5.0), which become clients of the API. It is not a broker:
 * messages are acknowledged, and not forwarded.
 * @throws {Error} if it cannot listen, e.g. `EADDRINUSE`.
 */
export async function openMqttListener(options: MqttListenerOptions): Promise<MqttListener> {
  const { state, log } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const sessions = new SessionRegistry(state, options.node ?? DEFAULT_NODE, limits);
  const context = { sessions, limits, log, credentials: options.credentials };
  const connections = new Set<Connection>();

  const server = createServer((socket) => {
    const remote = remoteAddressOf(socket);
    if (!remote) {
      socket.destroy();
      return;
    }
    const connection = new Connection(socket, remote, context);
    connections.add(connection);
    void connection.closed.then(() => connections.delete(connection));
  });
  server.maxConnections = limits.connections;
  server.on('drop', () => {
    log.note('mqtt', { what: 'dropped', why: `more than ${limits.connections} connections` });
  });
  const { port, authority } = await listenOn(server, options.host, options.port);

  state.listeners.add(sessions);

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    state.listeners.delete(sessions);
    const stopped = new Promise((resolve) => server.close(resolve));
    const ended = [...connections].map((connection) => {
      connection.end('server shutting down', 'the mock is stopping');
      return connection.closed;
    });
    await Promise.all([stopped, ...ended]);
    sessions.clear();
  }

  return {
    url: `mqtt://${authority}`,
    port,
    get connections() {
      return connections.size;
    },
    close: () => (closing ??= close()),
  };
}

/** The peer's address, an IPv4 address as such; `undefined` if the socket is closed already. */
function remoteAddressOf({ remoteAddress, remotePort }: Socket): RemoteAddress | undefined {
  if (remoteAddress === undefined || remotePort === undefined) return undefined;
  const address = remoteAddress.replace(/%.*$/, '');
  return { address: ipaddr.process(address).toString(), port: remotePort };
}
