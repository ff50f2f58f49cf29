import { http, type RequestHandler } from 'msw';
import { createControl } from '../../control/control.js';
import type { MockRequest } from '../../core/messages.js';
import type { Mock } from '../../mock.js';
import { toResponse } from './response.js';

export interface HandlersOptions {
  /** Whose requests are answered, e.g. `http://broker.test:8081`. Default: every origin's. */
  readonly origin?: string | undefined;
}

/**
 * MSW handlers that answer the clients API from a mock, and its control API under `/__mock`; both
 * also with `/sandbox/NAME` before their paths. All else is left to other handlers and the network.
 * @example setupServer(...createHandlers(createMock({ clients: 50, apps: false })))
 */
export function createHandlers(mock: Mock, { origin }: HandlersOptions = {}): RequestHandler[] {
  const control = createControl({ mock });
  const before = origin === undefined ? '[^/]+//[^/]+' : literal(origin.replace(/\/+$/, ''));
  const base = literal(mock.settings.basePath);
  const ours = new RegExp(`^${before}/*(?:sandbox/+[^/]+)?(?:${base}|/+__mock)(?:/|$)`);
  return [
    http.all(ours, async ({ request }) => {
      const given = await toMockRequest(request);
      const host = control.claims(given.path) ? control : mock;
      return toResponse(await host.handle(given));
    }),
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
