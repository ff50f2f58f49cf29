import type { AddressInfo, Server } from 'node:net';

/**
 * Starts to listen, at an address of this machine; port 0 chooses a free one.
 * @returns the port, and `HOST:PORT` for a URL.
 * @throws what `listen` fails with, e.g. `EADDRINUSE`.
 */
export async function listenOn(
  server: Server,
  host: string,
  port: number,
): Promise<{ readonly port: number; readonly authority: string }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = server.address() as AddressInfo;
  const shownHost = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return { port: bound.port, authority: `${shownHost}:${bound.port}` };
}
