import type { IncomingMessage } from 'node:http';
import cors from 'cors';
import express, { type ErrorRequestHandler, type Express, type Request } from 'express';
import type { MockRequest, MockResponse } from '../../core/messages.js';
import type { RequestLog } from '../../server/request-log.js';
import { deliver } from './deliver.js';

export interface AppOptions {
  readonly handle: (request: MockRequest) => MockResponse | Promise<MockResponse>;
  /** Whether a path is the control API's, which takes larger bodies. Default: none is. */
  readonly isControl?: (path: string) => boolean;
  /** Whether pages of other origins may call (default of the mock: yes). */
  readonly cors: boolean;
  readonly log: RequestLog;
}

/** A request line longer than this is refused; a client id of MQTT's 65,535 bytes is not. */
const MAX_URL = 256 * 1024;
const MAX_BODY = 64 * 1024;
const MAX_CONTROL_BODY = 1024 * 1024;

/** The Express app, without listening: for a server, for supertest, or to mount in another app. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(withoutOrigin);
  if (options.cors) app.use(corsForPages());
  const isControl = ({ url = '' }: IncomingMessage): boolean =>
    options.isControl?.(url.replace(/\?.*$/s, '')) ?? false;
  app.use(express.text({ type: isControl, limit: MAX_CONTROL_BODY }));
  // No broker unpacks a body, and what it can not read it may well ignore (decisions.md#30).
  app.use((request, _response, next) => {
    if (!isControl(request)) delete request.headers['content-encoding'];
    next();
  });
  app.use(express.raw({ type: (request) => !isControl(request), limit: MAX_BODY }));
  app.use((request, response) => {
    const started = performance.now();
    const send = (answer: MockResponse): void => {
      deliver(response, answer);
      options.log.request(request, answer, performance.now() - started);
    };
    if (request.url.length > MAX_URL) {
      send(refusal(414, `The URL is too long: expected at most ${MAX_URL} bytes.`));
      return undefined;
    }
    const answer = options.handle(toMockRequest(request));
    if (answer instanceof Promise) return answer.then(send);
    send(answer);
    return undefined;
  });
  const onError: ErrorRequestHandler = (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const answer = explain(error as HttpError);
    deliver(response, answer);
    options.log.request(request, answer, 0);
    if (answer.status >= 500) options.log.error(error);
  };
  app.use(onError);
  return app;
}

/** Takes `GET http://host/path`, as some proxies send it, for `GET /path` (RFC 9112, 3.2.2). */
const withoutOrigin: express.RequestHandler = (request, _response, next) => {
  const [origin] = /^https?:\/\/[^/?]*/i.exec(request.url) ?? [];
  if (origin !== undefined) request.url = request.url.slice(origin.length).replace(/^(?!\/)/, '/');
  next();
};

/**
 * CORS, with one exception: an OPTIONS request that is no preflight goes to the API, which has
 * an answer of its own in the dialects of real brokers.
 */
function corsForPages(): express.RequestHandler {
  const allow = cors({
    methods: ['GET', 'HEAD', 'DELETE', 'POST', 'PUT', 'PATCH'],
    exposedHeaders: ['www-authenticate', 'x-mock-explain', 'preference-applied'],
    maxAge: 600,
  });
  return (request, response, next) => {
    const isPreflight = request.headers['access-control-request-method'] !== undefined;
    if (request.method === 'OPTIONS' && !isPreflight) next();
    else allow(request, response, next);
  };
}

function toMockRequest(request: Request): MockRequest {
  const { url } = request;
  const mark = url.indexOf('?');
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: request.method,
    path: mark === -1 ? url : url.slice(0, mark),
    query: mark === -1 ? '' : url.slice(mark + 1),
    headers,
    body: textOf(request.body),
  };
}

/** A body as a broker reads it: as UTF-8, whatever the headers say. */
function textOf(body: unknown): string {
  if (Buffer.isBuffer(body)) return body.toString();
  return typeof body === 'string' ? body : '';
}

/** What Express and its body parser throw. */
interface HttpError {
  readonly status?: number;
  readonly type?: string;
  /** Bytes that were allowed. */
  readonly limit?: number;
  readonly message: string;
}

function explain({ status = 500, type, message, limit }: HttpError): MockResponse {
  if (type === 'entity.too.large') {
    return refusal(413, `The body is too large: expected at most ${limit ?? MAX_BODY} bytes.`);
  }
  if (status >= 500) return refusal(500, 'The mock failed: this is a bug in it, see its log.', 102);
  return refusal(status, `The request could not be read: ${message}.`);
}

const BAD_PARAMETER = 108;

function refusal(status: number, message: string, code = BAD_PARAMETER): MockResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, message }),
  };
}
