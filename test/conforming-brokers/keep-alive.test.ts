import { expect, test } from 'vitest';
import { checkBroker } from '../../contracts/index.js';
import { createDriver, endsAs } from '../support/in-process/driver.js';
import { createEngine, CREDENTIALS } from '../support/in-process/engine.js';
import { serve } from '../support/in-process/serve.js';
import { profileNameOf, SEEN_DIALECTS } from './conforming-broker.js';

/** EMQX 4.3 does so (recording emqx-4.3.22). */
const REQUESTS_PER_CONNECTION = 100;

test.for(SEEN_DIALECTS)(
  '%s closes each connection after 100 requests, and no rule fails',
  async (dialect) => {
    const engine = createEngine({ clients: 41, dialect });
    await using served = await serve(engine.handle);
    const connections = new Set<unknown>();
    served.server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION;
    served.server.on('connection', (socket) => connections.add(socket));

    const report = await checkBroker(
      { baseUrl: served.url, credentials: CREDENTIALS },
      {
        kick: true,
        clock: engine.clock,
        driver: createDriver(engine.state, { ends: endsAs(dialect) }),
        profile: profileNameOf(dialect),
      },
    );

    expect(report.counts).toMatchObject({ fail: 0, fixed: 0, error: 0, skip: 0 });
    expect(report.retried).toEqual([]);
    expect(connections.size).toBeGreaterThan(report.requests / REQUESTS_PER_CONNECTION);
  },
);
