import { expect, test } from 'vitest';
import { checkBroker, type SentRequest, type Transport } from '../../contracts/index.js';
import { createDriver } from '../support/in-process/driver.js';
import { createEngine, CREDENTIALS } from '../support/in-process/engine.js';
import { serve } from '../support/in-process/serve.js';
import { askPrism, spawnPrism } from '../support/prism.js';

interface Violation {
  readonly location: readonly string[];
  readonly message: string;
}

test('Prism finds no fault with any answer of the mock to the whole gate', async () => {
  const engine = createEngine({ clients: 41 });
  await using served = await serve(engine.handle);
  served.server.keepAliveTimeout = 0; // Prism may reuse a connection at any time
  // Without --errors, Prism forwards invalid requests, too, and reports them in a header.
  await using prism = await spawnPrism(served.url);
  const judged: { readonly request: SentRequest; readonly violations: readonly Violation[] }[] = [];
  const transport: Transport = {
    async send(request) {
      const answer = await askPrism(request.method, prism.url + request.path, request.headers);
      const header = answer.headers['sl-violations'];
      const violations = header === undefined ? [] : (JSON.parse(header) as Violation[]);
      judged.push({ request, violations });
      return answer;
    },
  };

  const report = await checkBroker(
    { baseUrl: prism.url, credentials: CREDENTIALS },
    { kick: true, clock: engine.clock, transport, driver: createDriver(engine.state) },
  );

  const complaints = judged.flatMap(({ request, violations }) =>
    violations
      .filter(({ location }) => location[0] !== 'request')
      .map(({ location, message }) => `${request.path}: ${location.join('.')}: ${message}`),
  );
  expect(complaints).toEqual([]);
  // The gate sends invalid requests, too, and Prism sees them.
  expect(judged.some(({ violations }) => violations.length > 0)).toBe(true);
  expect(report.counts.pass).toBeGreaterThan(80);
});
