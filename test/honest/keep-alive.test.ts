import { expect, test } from 'vitest';
import { checkBroker } from '../../contracts/index.js';
import { createDriver } from '../support/in-process/driver.js';
import { createEngine, CREDENTIALS } from '../support/in-process/engine.js';
import { serve } from '../support/in-process/serve.js';

/** As EMQX 4.3 does (recording emqx-4.3.22). */
const REQUESTS_A_CONNECTION = 100;

test('a broker that closes each connection after 100 requests is not accused', async () => {
  const engine = createEngine({ clients: 41 });
  await using served = await serve(engine.honest);
  const connections = new Set<unknown>();
  served.server.maxRequestsPerSocket = REQUESTS_A_CONNECTION;
  served.server.on('connection', (socket) => connections.add(socket));

  const report = await checkBroker(
    { baseUrl: served.url, credentials: CREDENTIALS },
    { kick: true, clock: engine.clock, driver: createDriver(engine.state) },
  );

  expect(report.counts).toMatchObject({ fail: 0, error: 0, skip: 0 });
  expect(connections.size).toBeGreaterThan(report.requests / REQUESTS_A_CONNECTION);
}, 120_000);
