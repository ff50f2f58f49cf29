import { Agent, request as httpRequest } from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startMock } from '../../mock/index.js';
import type { MockRequest, MockResponse } from '../../mock/core/request-response.js';
import { requests } from './http-surface.js';
import { faultsOf } from '../support/documented-answer.js';
import { NOW, populations } from './populations.js';

const SEED = 20260318;
const POPULATIONS = 40;
const REQUESTS_EACH = 250;
/** Milliseconds after which a request counts as hung. */
const PATIENCE_MS = 120_000;

/** Seeded fleets of up to 400 clients, and small ones with odd clients. */
const fleets = fc.oneof(
  fc.record({ clients: fc.integer({ min: 0, max: 400 }), seed: fc.nat() }),
  populations.map((clients) => ({ clients, now: NOW })),
);

test('10,000 random requests to random populations get documented answers: no 5xx, no crash, no hang', async () => {
  const agent = new Agent({ keepAlive: true });
  const statuses = new Map<number, number>();
  for (const [index, fleet] of fc.sample(fleets, { numRuns: POPULATIONS, seed: SEED }).entries()) {
    await using mock = await startMock({ port: 0, ...fleet });
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const answer = await send(agent, mock.port, request);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expect(answer.status).toBeLessThan(500);
        expect(faultsOf(request, answer)).toEqual([]);
      }),
      { numRuns: REQUESTS_EACH, seed: SEED + index },
    );
  }
  agent.destroy();
  const asked = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  expect(asked).toBe(POPULATIONS * REQUESTS_EACH);
  // The requests are of all kinds: each documented status came many times.
  for (const status of [200, 400, 401, 404]) expect(statuses.get(status)).toBeGreaterThan(100);
});

/** Sends a request unchanged, also with bad percent-encoding. */
async function send(
  agent: Agent,
  port: number,
  { method, path, query, headers, body = '' }: MockRequest,
): Promise<Pick<MockResponse, 'status' | 'headers' | 'body'>> {
  return new Promise((resolve, reject) => {
    const { authorization } = headers ?? {};
    const sent = httpRequest(
      {
        agent,
        port,
        host: '127.0.0.1',
        method,
        path: query === '' ? path : `${path}?${query}`,
        headers: {
          ...(authorization === undefined ? {} : { authorization }),
          ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
        timeout: PATIENCE_MS,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers as Record<string, string>,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
        response.on('error', reject);
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`No answer within ${PATIENCE_MS} ms`)));
    sent.on('error', reject);
    sent.end(body);
  });
}
