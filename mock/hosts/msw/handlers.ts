import { http, type RequestHandler } from 'msw';
import type { MockRequest } from '../../core/http.js';
import type { Mock } from '../../mock.js';
import { toResponse } from './response.js';

export interface HandlersOptions {
  /** Whose requests are answered, e.g. `http://broker.test:8081`. Default: every origin's. */
  readonly origin?: string | undefined;
}

/**
 * MSW handlers that answer the clients API from a mock, under its base path and under
 * `/sandbox/NAME` before it; all else is left to other handlers and the network.
 * @example setupServer(...createHandlers(createMock({ clients: 50, apps: false })))
 */
export function createHandlers(mock: Mock, { origin }: HandlersOptions = {}): RequestHandler[] {
  const before = origin === undefined ? '[^/]+//[^/]+' : literal(origin.replace(/\/+$/, ''));
  const base = literal(mock.settings.basePath);
  const ours = new RegExp(`^${before}/*(?:sandbox/+[^/]+)?${base}(?:/|$)`);
  return [
    http.all(ours, async ({ request }) => toResponse(mock.handle(await toMockRequest(request)))),
  ];
}

/** A text as a regular expression that matches only it. */
const literal = (text: string): string => text.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&');

async function toMockRequest(request: Request): Promise<MockRequest> {
  const { pathname, search } = new URL(request.url);
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  return {
    method: request.method,
    path: pathname,
    query: search.slice(1),
    headers: Object.assign(
      Object.create(null) as Record<string, string>,
      Object.fromEntries(request.headers),
    ),
    body: hasBody ? await request.clone().text() : '',
  };
}
