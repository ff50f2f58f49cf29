import { http, type RequestHandler } from 'msw';
import { createControl } from '../../control/control.js';
import type { MockRequest } from '../../core/request-response.js';
import type { Mock } from '../../mock.js';
import { toResponse } from './response.js';

export interface HandlersOptions {
  /** The origin to intercept, e.g. `http://broker.test:8081`. Default: every origin. */
  readonly origin?: string | undefined;
}

/**
 * Creates MSW handlers for a mock's clients API and for its control API under `/__mock`, both also
 * below `/sandbox/NAME`. Other requests are left to other handlers and the network.
 * @example setupServer(...createHandlers(createMock({ clients: 50, apps: false })))
 */
export function createHandlers(mock: Mock, { origin }: HandlersOptions = {}): RequestHandler[] {
  const control = createControl({ mock });
  const before = origin === undefined ? '[^/]+//[^/]+' : literal(origin.replace(/\/+$/, ''));
  const base = literal(mock.settings.basePath);
  const paths = new RegExp(`^${before}/*(?:sandbox/+[^/]+)?(?:${base}|/+__mock)(?:/|$)`);
  return [
    http.all(paths, async ({ request }) => {
      const given = await toMockRequest(request);
      const host = control.claims(given.path) ? control : mock;
      return toResponse(await host.handle(given));
    }),
  ];
}

/** Escapes a text for a regular expression. */
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
