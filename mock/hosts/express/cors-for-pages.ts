import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';

/** Adds headers to a response, or answers a preflight request; `next` is called unless it answers. */
export type PageAllower = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * CORS for pages of all origins, with one exception: an OPTIONS request that is no preflight goes to
 * the API, which has a response of its own in the dialects of real brokers.
 */
export function corsForPages(): PageAllower {
  const allow = cors({
    // A page that sends credentials accepts neither `*` nor a missing permission.
    origin: true,
    credentials: true,
    methods: ['GET', 'HEAD', 'DELETE', 'POST', 'PUT', 'PATCH'],
    exposedHeaders: ['www-authenticate', 'x-mock-explain', 'preference-applied'],
    maxAge: 600,
  });
  return (request, response, next) => {
    const isPreflight = request.headers['access-control-request-method'] !== undefined;
    if (request.headers['access-control-request-private-network'] === 'true') {
      response.setHeader('access-control-allow-private-network', 'true');
    }
    if (request.method === 'OPTIONS' && !isPreflight) next();
    else allow(request, response, next);
  };
}
