import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';

const TLS_FOLDER = join(import.meta.dirname, '../unit/contracts/tls');
/** A certificate that signs itself, for `localhost`, and its files. */
export const CERT_FILE = join(TLS_FOLDER, 'localhost.cert.pem');
export const KEY_FILE = join(TLS_FOLDER, 'localhost.key.pem');
const LOCALHOST = { cert: readFileSync(CERT_FILE), key: readFileSync(KEY_FILE) };

/** A server on a free port of the loopback. */
export interface Obstacle {
  readonly host: string;
  close(): Promise<void>;
}

async function listen(server: Server): Promise<Obstacle> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const http = async (listener: RequestListener): Promise<Obstacle> =>
  listen(createServer(listener));

/** The same answer to every request. */
export const always = async (
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<Obstacle> =>
  http((_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  });

export const json = async (value: unknown, status = 200): Promise<Obstacle> =>
  always(status, { 'content-type': 'application/json' }, JSON.stringify(value));

export const https = async (
  listener: RequestListener,
  options: TlsOptions = {},
): Promise<Obstacle> => listen(createHttpsServer({ ...LOCALHOST, ...options }, listener));

/** HTTP/2 over TLS, and nothing older. */
export const onlyHttp2 = async (): Promise<Obstacle> =>
  listen(createSecureServer(LOCALHOST, (_request, response) => response.end('{}')));

/** Bytes instead of HTTP. @param when `connect`: at once, as servers that greet do. */
export const bytes = async (text: string, when: 'connect' | 'data' = 'data'): Promise<Obstacle> =>
  listen(
    createTcpServer((socket) => {
      const send = (): unknown => socket.end(text, 'latin1');
      if (when === 'connect') send();
      else socket.once('data', send);
    }),
  );

/** Takes connections, and does nothing with them. */
export const silent = async (): Promise<Obstacle> =>
  listen(createTcpServer((socket) => socket.resume()));

/** Closes every connection at its first bytes. */
export const closing = async (): Promise<Obstacle> =>
  listen(createTcpServer((socket) => socket.once('data', () => socket.destroy())));

/** Resets every connection at its first bytes. */
export const resetting = async (): Promise<Obstacle> =>
  listen(createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
