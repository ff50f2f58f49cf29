import { http, type RequestHandler } from 'msw';
import { createControl } from '../../control/control.js';
import type { MockRequest } from '../../core/request-response.js';
import type { Mock } from '../../mock.js';
import { toResponse } from './response.js';

export interface HandlersOptions {
  /**
   * The origin to intercept, e.g. `http://broker.test:8081`; `*` is every origin. Default: the
   * page's own, so that `fetch('/api/v4/clients')` is answered; in Node without a page, every origin.
   */
  readonly origin?: string | undefined;
}

/**
 * Creates MSW handlers for a mock's clients API and for its control API under `/__mock`, both also
 * below `/sandbox/NAME`. What the mock does not know, below the base path too, is left to other
 * handlers and the network; a stub or a fault makes it answer.
 * @example setupServer(...createHandlers(createMock({ clients: 50, apps: false })))
 */
export function createHandlers(
  mock: Mock,
  { origin = ownOrigin() }: HandlersOptions = {},
): RequestHandler[] {
  const control = createControl({ mock });
  const before = origin === '*' ? '[^/]+//[^/]+' : literal(origin.replace(/\/+$/, ''));
  const base = literal(mock.settings.basePath);
  const paths = new RegExp(`^${before}/*(?:sandbox/[^/]*)?(?:${base}|/+__mock)(?:/|$)`);
  return [
    http.all(paths, async ({ request }) => {
      const given = await toMockRequest(request);
      const response = control.claims(given.path)
        ? await control.handle(given)
        : mock.offer(given, () => undefined);
      return response && toResponse(response);
    }),
  ];
}

/** The page's origin; a file and a sandboxed frame have none. */
function ownOrigin(): string {
  const { location } = globalThis as { readonly location?: { readonly origin?: string } };
  const { origin = 'null' } = location ?? {};
  return origin === 'null' ? '*' : origin;
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
