import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { apiError } from '../../core/releases/json-response.js';
import { listenOn } from '../listen.js';
import type { MockListener } from './app.js';
import { endDeliveries } from './deliver.js';

/** A server that listens. */
export interface RunningServer {
  readonly server: Server;
  /** E.g. `http://127.0.0.1:8081`. */
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

/** @throws what `listen` fails with, e.g. `EADDRINUSE`. */
export async function listen(
  { listener, closeConnections }: MockListener,
  host: string,
  port: number,
): Promise<RunningServer> {
  const server = createServer({ maxHeaderSize: MAX_HEADERS, requestTimeout: 30_000 }, listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('clientError', refuse);
  const bound = await listenOn(server, host, port);
  return {
    server,
    origin: `http://${bound.authority}`,
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
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = REFUSALS[error.code ?? ''] ?? UNREADABLE;
  const { body } = apiError(Number.parseInt(status), 'badParameter', message);
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** The answers to what Node cannot read, by its error code. */
const REFUSALS: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    `The request line and headers are too large: expected at most ${MAX_HEADERS} bytes.`,
  ],
  HPE_INVALID_URL: [
    '400 Bad Request',
    'The URL could not be read: expected ASCII, with all else percent-encoded.',
  ],
};
const UNREADABLE = ['400 Bad Request', 'The request could not be read as HTTP/1.1.'] as const;
