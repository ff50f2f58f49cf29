import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { apiError } from '../../core/releases/json-response.js';
import { listenOn } from '../listen.js';
import type { MockListener } from './listener.js';
import { endDeliveries } from './deliver.js';
import { acceptRawQueries } from './raw-queries.js';
import { endWith } from './raw-response.js';
import { acceptUpgrades, type UpgradeOptions, WebSocketRequest } from './upgrades.js';

/** A server that listens. */
export interface RunningServer {
  readonly server: Server;
  /** E.g. `http://127.0.0.1:8081` or `https://127.0.0.1:8081`. */
  readonly origin: string;
  readonly port: number;
  /** Stops listening; requests in progress have five seconds to finish. */
  close(): Promise<void>;
}

/** Milliseconds that requests in progress have to finish. */
const GRACE = 5_000;
/**
 * Bytes of a request line and headers: an id may be 65,535 bytes long, percent-encoded. More than
 * the app accepts of a URL, so that a long URL and long headers get different messages.
 */
const MAX_HEADERS = 320 * 1024;

export interface ListenOptions {
  /** Default: a request for a WebSocket is an ordinary one. */
  readonly upgrades?: UpgradeOptions | undefined;
  /** A certificate and its key, in PEM. Default: HTTP. */
  readonly keys?: { readonly cert: string; readonly key: string } | undefined;
}

/**
 * @throws what `listen` fails with, e.g. `EADDRINUSE`.
 */
export async function listen(
  { listener, closeConnections }: MockListener,
  host: string,
  port: number,
  { upgrades, keys }: ListenOptions = {},
): Promise<RunningServer> {
  const limits = { maxHeaderSize: MAX_HEADERS, requestTimeout: 30_000 };
  const settings = { ...limits, ...(upgrades && { IncomingMessage: WebSocketRequest }) };
  const server = keys
    ? createTlsServer({ ...settings, ...keys }, listener)
    : createServer(settings, listener);
  if (upgrades) acceptUpgrades(server, upgrades);
  const sockets = new Set<Socket>();
  for (const event of ['connection', 'secureConnection']) {
    server.on(event, (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
  }
  acceptRawQueries(server, refuse, keys ? 'secureConnection' : 'connection');
  const bound = await listenOn(server, host, port);
  return {
    server,
    origin: `${keys ? 'https' : 'http'}://${bound.authority}`,
    port: bound.port,
    close: () => {
      // A connection with keep-alive would stay open after its last response.
      closeConnections();
      return close(server, sockets);
    },
  };
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  // Clients open connections in advance; to Node, one that was never used is not idle.
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  endDeliveries(({ socket }) => socket !== null && sockets.has(socket));
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.closeAllConnections();
      // Node forgets a connection whose request it cannot parse.
      for (const socket of sockets) socket.destroy();
    }, GRACE);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Answers in JSON what Node cannot read as HTTP. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  const [status, message] = REFUSALS[error.code ?? ''] ?? UNREADABLE;
  endWith(socket, apiError(status, 'badParameter', message));
}

/** The answers to what Node cannot read, by its error code. */
const REFUSALS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    `The request line and headers are too large: expected at most ${MAX_HEADERS} bytes.`,
  ],
  HPE_INVALID_URL: [
    400,
    'The URL could not be read: expected ASCII in the path, with all else percent-encoded.',
  ],
};
const UNREADABLE = [400, 'The request could not be read as HTTP/1.1.'] as const;
