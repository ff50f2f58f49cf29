import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { checkBroker } from '../../contracts/index.js';
import { createApp } from '../../mock/hosts/express/app.js';
import { createDriver } from '../support/in-process/driver.js';
import { createEngine, CREDENTIALS } from '../support/in-process/engine.js';

/** As EMQX 4.3 does (recording emqx-4.3.22). */
const REQUESTS_A_CONNECTION = 100;

test('a broker that closes each connection after 100 requests is not accused', async () => {
  const engine = createEngine({ clients: 41 });
  const connections = new Set<unknown>();
  const app = createApp({
    handle: engine.honest,
    cors: true,
    log: { request: () => undefined, error: () => undefined },
  });
  const server = createServer(app);
  server.maxRequestsPerSocket = REQUESTS_A_CONNECTION;
  server.on('connection', (socket) => connections.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const report = await checkBroker(
      { baseUrl: `http://127.0.0.1:${port}/api/v4`, credentials: CREDENTIALS },
      { kick: true, clock: engine.clock, driver: createDriver(engine.state) },
    );
    expect(report.counts).toMatchObject({ fail: 0, error: 0, skip: 0 });
    expect(connections.size).toBeGreaterThan(report.requests / REQUESTS_A_CONNECTION);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}, 120_000);
