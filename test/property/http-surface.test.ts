import { request as httpRequest } from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMock, startMock } from '../../mock/index.js';
import type { MockRequest, MockResponse } from '../../mock/core/http.js';
import { faultsOf } from './judge-answer.js';
import { requests } from './http-surface.js';

test('10,000 random requests get documented answers: no 5xx, no crash, no other form', () => {
  const populations = [0, 1, 41, 300].map((clients) => createMock({ clients, seed: clients + 1 }));
  const statuses = new Map<number, number>();
  fc.assert(
    fc.property(requests, fc.constantFrom(...populations), (request, mock) => {
      const answer: MockResponse = mock.handle(request);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      expect(answer.status).toBeLessThan(500);
      expect(faultsOf(request, answer)).toEqual([]);
    }),
    { numRuns: 10_000, seed: 20260318 },
  );
  // The requests are of every kind: each answer that the document knows was given many times.
  for (const status of [200, 400, 401, 404]) expect(statuses.get(status)).toBeGreaterThan(100);
}, 180_000);

test('300 random requests through a socket get documented answers', async () => {
  await using mock = await startMock({ port: 0, clients: 41 });
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const answer = await send(mock.port, request);
      expect(answer.status).toBeLessThan(500);
      // Node's own parser refuses what is no HTTP at all, in JSON too.
      expect(faultsOf(request, answer)).toEqual([]);
    }),
    { numRuns: 300, seed: 20260318 },
  );
}, 120_000);

/** Sends a request as it is written, bad percent-encoding and all. */
async function send(
  port: number,
  { method, path, query, headers, body = '' }: MockRequest,
): Promise<Pick<MockResponse, 'status' | 'headers' | 'body'>> {
  return new Promise((resolve, reject) => {
    const { authorization } = headers ?? {};
    const sent = httpRequest(
      {
        port,
        host: '127.0.0.1',
        method,
        path: query === '' ? path : `${path}?${query}`,
        headers: {
          ...(authorization === undefined ? {} : { authorization }),
          ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
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
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
