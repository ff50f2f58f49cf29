import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
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
import { createMqttWebSocketServer, type TlsKeys, WEB_SOCKET_PATH } from './web-socket-server.js';

export interface MqttListenerOptions {
  /** The state that the connected clients are added to. */
  readonly state: BrokerState;
  readonly host: string;
  /** For MQTT over TCP; 0 chooses a free port. Default: not accepted. */
  readonly port?: number | undefined;
  /** For MQTT over TLS, which needs `keys`. Default: not accepted. */
  readonly tlsPort?: number | undefined;
  /** For MQTT over WebSocket. Default: not accepted. */
  readonly webSocketPort?: number | undefined;
  /** Whether WebSockets are secure; this needs `keys`. Default `false`. */
  readonly secureWebSocket?: boolean | undefined;
  readonly keys?: TlsKeys | undefined;
  readonly log: RequestLog;
  /** The login that clients must send. Default: none required. */
  readonly credentials?: Credentials | undefined;
  /** The broker's node that the clients are connected to. Default `emqx@127.0.0.1`. */
  readonly node?: string | undefined;
  /** Called before each packet that is sent, which waits for what it returns. */
  readonly beforeAnswer?: (() => Promise<void> | undefined) | undefined;
  readonly limits?: Partial<MqttLimits> | undefined;
}

/** Where MQTT clients connect; each is `undefined` if it is not accepted. */
interface MqttUrls {
  /** E.g. `mqtt://127.0.0.1:1883`. */
  readonly mqtt: string | undefined;
  /** E.g. `mqtts://127.0.0.1:8883`. */
  readonly mqtts: string | undefined;
  /** E.g. `ws://127.0.0.1:8083/mqtt`. */
  readonly mqttWs: string | undefined;
}

/** A listener that accepts MQTT clients. */
export interface MqttListener {
  readonly urls: MqttUrls;
  /** Number of TCP connections, including those without a CONNECT. */
  readonly connections: number;
  /** Disconnects all clients, and stops; clean clients are removed, persistent ones go offline. */
  close(): Promise<void>;
}

/** What a WebSocket message may hold beside its largest packet. */
const MAX_CONNECT_BYTES = 64 * 1024;

/**
 * Accepts MQTT clients (3.1, 3.1.1, 5.0), which become clients of the API. It is not a broker:
 * messages are acknowledged, and not forwarded.
 * @throws {Error} if it cannot listen, e.g. `EADDRINUSE`.
 */
export async function openMqttListener(options: MqttListenerOptions): Promise<MqttListener> {
  const { state, log } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const sessions = new SessionRegistry(state, options.node ?? DEFAULT_NODE, limits);
  const { credentials, beforeAnswer } = options;
  const context = { sessions, limits, log, credentials, beforeAnswer };
  const connections = new Set<Connection>();

  const servers: Server[] = [];
  const sockets = new Set<Socket>();

  function accept(stream: Duplex, { remoteAddress, remotePort }: Socket): void {
    const remote = remoteAddressOf(remoteAddress, remotePort);
    if (!remote) {
      stream.destroy();
      return;
    }
    const connection = new Connection(stream, remote, context);
    connections.add(connection);
    void connection.closed.then(() => connections.delete(connection));
  }

  /** Returns `HOST:PORT`; `undefined` without a port. */
  async function listen(
    port: number | undefined,
    create: () => Server,
  ): Promise<string | undefined> {
    if (port === undefined) return undefined;
    const server = create();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    server.maxConnections = limits.connections;
    server.on('drop', () => {
      log.note('mqtt', { what: 'dropped', why: `more than ${limits.connections} connections` });
    });
    const { authority } = await listenOn(server, options.host, port);
    servers.push(server);
    return authority;
  }

  async function listenToAll(): Promise<MqttUrls> {
    const { keys = { cert: '', key: '' }, secureWebSocket = false } = options;
    const onSocket = (socket: Socket): void => accept(socket, socket);
    const mqtt = await listen(options.port, () => createServer(onSocket));
    const mqtts = await listen(options.tlsPort, () => createTlsServer({ ...keys }, onSocket));
    const mqttWs = await listen(options.webSocketPort, () =>
      createMqttWebSocketServer({
        tls: secureWebSocket ? keys : undefined,
        messageBytes: limits.packetBytes + MAX_CONNECT_BYTES,
        onStream: accept,
      }),
    );
    return {
      mqtt: mqtt && `mqtt://${mqtt}`,
      mqtts: mqtts && `mqtts://${mqtts}`,
      mqttWs: mqttWs && `${secureWebSocket ? 'wss' : 'ws'}://${mqttWs}${WEB_SOCKET_PATH}`,
    };
  }

  const urls = await listenToAll().catch((error: unknown) => {
    for (const server of servers) server.close();
    throw error;
  });
  state.listeners.add(sessions);

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    state.listeners.delete(sessions);
    const stopped = servers.map((server) => new Promise((resolve) => server.close(resolve)));
    const ended = [...connections].map((connection) => {
      connection.end('server shutting down', 'the mock is stopping');
      return connection.closed;
    });
    await Promise.all(ended);
    // Connections that never became a client's, such as half of a TLS or WebSocket greeting.
    for (const socket of sockets) socket.destroy();
    await Promise.all(stopped);
    sessions.clear();
  }

  return {
    urls,
    get connections() {
      return connections.size;
    },
    close: () => (closing ??= close()),
  };
}

/** The peer's address, an IPv4 address as such; `undefined` if the socket is closed already. */
function remoteAddressOf(
  remoteAddress: string | undefined,
  remotePort: number | undefined,
): RemoteAddress | undefined {
  if (remoteAddress === undefined || remotePort === undefined) return undefined;
  const address = remoteAddress.replace(/%.*$/, '');
  return { address: ipaddr.process(address).toString(), port: remotePort };
}
