import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createListener } from '../../../mock/hosts/express/listener.js';
import { createLog } from '../../../mock/server/request-log.js';
import type { Handle } from './engine.js';

/** An engine behind a socket. */
export interface Served extends AsyncDisposable {
  readonly server: Server;
  /** The API's base URL. */
  readonly url: string;
}

/** The answer needs no others. */
const NO_STEPS: readonly never[] = [];

/** Serves requests as a mock does, on a free port of the loopback. */
export async function serve(handle: Handle): Promise<Served> {
  const log = createLog('silent', () => {}, Date.now);
  const { listener } = createListener({
    *steps(request) {
      yield* NO_STEPS;
      return handle(request);
    },
    cors: false,
    log,
  });
  const server = createServer((request, response) => {
    // The gate would take the real time for the clock of the broker, which is virtual.
    response.sendDate = false;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    server,
    url: `http://127.0.0.1:${port}/api/v4`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
