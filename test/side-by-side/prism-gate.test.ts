import { expect, test } from 'vitest';
import { checkBroker, type SentRequest, type Transport } from '../../contracts/index.js';
import { createHttpTransport } from '../../contracts/http/transport.js';
import { createDriver } from '../support/in-process/driver.js';
import { createEngine, CREDENTIALS } from '../support/in-process/engine.js';
import { serve } from '../support/in-process/serve.js';
import { spawnPrism } from './prism.js';

interface Violation {
  readonly location: readonly string[];
  readonly message: string;
}

// Prism is another program, which may end by itself: then it is started once more.
const OPTIONS = { timeout: 60_000, retry: 2 };

test('Prism finds no fault with any answer of the mock to the whole gate', OPTIONS, async () => {
  const engine = createEngine({ clients: 41 });
  await using served = await serve(engine.handle);
  // Without --errors: Prism passes requests on that are wrong on purpose, and says so in a header.
  await using prism = await spawnPrism(served.url, []);
  const http = createHttpTransport({ origin: prism.url, timeoutMs: 60_000 });
  const judged: { readonly request: SentRequest; readonly violations: readonly Violation[] }[] = [];
  const transport: Transport = {
    async send(request) {
      const answer = await http.send(request);
      const header = answer.headers['sl-violations'];
      const violations = header === undefined ? [] : (JSON.parse(header) as Violation[]);
      judged.push({ request, violations });
      return answer;
    },
    close: async () => http.close?.(),
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
  // Prism itself sees that the gate sends what nobody should send.
  expect(judged.some(({ violations }) => violations.length > 0)).toBe(true);
  expect(report.counts.pass).toBeGreaterThan(80);
});
