import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createProxyServer } from 'httpxy';
import type { Headers } from './headers.js';

export interface UpgradeTarget {
  readonly origin: string;
  readonly path: string;
  readonly headers: Headers;
  readonly timeoutMs: number;
  /** Called for an error before the server has answered; the socket can be written to. */
  readonly onError: (error: unknown) => void;
}

/**
 * Passes an upgrade on, and then connects both sockets. An answer that is no upgrade, such as a 404,
 * is passed back.
 * @returns 101, or 502 if the server did not accept the upgrade.
 */
export function passUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { origin, path, headers, timeoutMs, onError }: UpgradeTarget,
): Promise<101 | 502> {
  const { connection, upgrade } = request.headers;
  request.url = path;
  request.headers = { ...headers, connection, upgrade };
  return new Promise((resolve) => {
    const proxy = createProxyServer({
      target: new URL(origin),
      changeOrigin: true,
      upgradeTimeout: timeoutMs,
    });
    let isOpen = false;
    proxy.on('open', () => {
      isOpen = true;
      resolve(101);
    });
    proxy.on('error', (error) => {
      if (!isOpen) onError(error);
      resolve(502);
    });
    socket.once('close', () => resolve(502));
    // Of an HTTP server, it always is.
    if (!(socket instanceof Socket)) throw new TypeError('Expected a network socket.');
    // An error has been reported by the event.
    proxy.ws(request, socket, {}, head).catch(() => undefined);
  });
}
