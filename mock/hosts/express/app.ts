import type { IncomingMessage } from 'node:http';
import cors from 'cors';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { Control } from '../../control/control.js';
import { apiError } from '../../core/releases/json-response.js';
import type { MockRequest, MockResponse } from '../../core/request-response.js';
import type { RequestLog } from '../../server/request-log.js';
import { deliver } from './deliver.js';

export interface AppOptions {
  /** Answers a request to the API. */
  readonly handle: (request: MockRequest) => MockResponse | Promise<MockResponse>;
  /** Default: its paths are unknown paths of the API. */
  readonly control?: Control | undefined;
  /** Whether pages of other origins may call. */
  readonly cors: boolean;
  readonly log: RequestLog;
}

/** A longer request line is refused; a client id of MQTT's 65,535 bytes fits. */
const MAX_URL = 256 * 1024;
const MAX_BODY = 64 * 1024;
const MAX_CONTROL_BODY = 1024 * 1024;

/** The Express setting that closes connections after the next response. */
export const CLOSING = 'closing';

/** The Express app, without a socket: for a server, for supertest, or to mount in another app. */
export function createApp({ handle, control, cors: allowsPages, log }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.disable(CLOSING);

  const answer: RequestHandler = (request, response) => {
    const started = performance.now();
    const finish = (answered: MockResponse): void => {
      send(response, answered);
      log.request(request, answered, performance.now() - started);
    };
    if (request.url.length > MAX_URL) {
      finish(
        apiError(414, 'badParameter', `The URL is too long: expected at most ${MAX_URL} bytes.`),
      );
      return undefined;
    }
    const given = toMockRequest(request);
    const answered = isForControl(request) && control ? control.handle(given) : handle(given);
    if (answered instanceof Promise) return answered.then(finish);
    finish(answered);
    return undefined;
  };

  // Most requests have neither an Origin nor a body: they need no other middleware.
  app.use((request, response, next) => {
    stripOrigin(request);
    response.locals[TO_CONTROL] = control?.claims(pathOf(request.url)) ?? false;
    const { headers, method } = request;
    const isPlain =
      (!allowsPages || (headers.origin === undefined && method !== 'OPTIONS')) &&
      headers['content-length'] === undefined &&
      headers['transfer-encoding'] === undefined;
    if (isPlain) return answer(request, response, next);
    next();
    return undefined;
  });
  if (allowsPages) app.use(corsForPages());
  app.use(express.text({ type: isForControl, limit: MAX_CONTROL_BODY }));
  app.use(keepEncoded);
  app.use(express.raw({ type: (request) => !isForControl(request), limit: MAX_BODY }));
  app.use(answer);

  const onError: ErrorRequestHandler = (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refusal = refusalOf(error as HttpError);
    send(response, refusal);
    log.request(request, refusal, 0);
    if (refusal.status >= 500) log.error(error);
  };
  app.use(onError);
  return app;
}

/** Sends a response; one that no fault delays or cuts in one write. */
function send(response: Response, answered: MockResponse): void {
  if (response.app.enabled(CLOSING)) response.setHeader('connection', 'close');
  if (answered.delivery) {
    deliver(response, answered.delivery, Buffer.from(answered.body), (length) =>
      writeHead(response, answered, length),
    );
    return;
  }
  const bytes = Buffer.from(answered.body);
  writeHead(response, answered, bytes.length);
  response.end(bytes);
}

function writeHead(response: Response, { status, headers }: MockResponse, length: number): void {
  const isBodiless = status === 204 || 'content-length' in headers;
  response.writeHead(status, isBodiless ? headers : { ...headers, 'content-length': length });
}

/** Reads `GET http://host/path`, as some proxies send it, as `GET /path` (RFC 9112, 3.2.2). */
function stripOrigin(request: Request): void {
  if (request.url.startsWith('/')) return;
  const [origin] = /^https?:\/\/[^/?]*/i.exec(request.url) ?? [];
  if (origin !== undefined) request.url = request.url.slice(origin.length).replace(/^(?!\/)/, '/');
}

/** Where a response keeps whether its request is for the control API. */
const TO_CONTROL = 'toControl';

const isForControl = (request: IncomingMessage): boolean =>
  (request as Request).res?.locals[TO_CONTROL] === true;

/**
 * CORS, with one exception: an OPTIONS request that is no preflight goes to the API, which has
 * a response of its own in the dialects of real brokers.
 */
function corsForPages(): RequestHandler {
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

/** No broker decompresses a body, and it may ignore what it cannot read (decisions.md#30). */
const keepEncoded: RequestHandler = (request, _response, next) => {
  if (!isForControl(request)) delete request.headers['content-encoding'];
  next();
};

function pathOf(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? url : url.slice(0, mark);
}

function toMockRequest(request: Request): MockRequest {
  const path = pathOf(request.url);
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: request.method,
    path,
    query: request.url.slice(path.length + 1),
    headers,
    body: textOf(request.body),
  };
}

/** A body as a broker reads it: as UTF-8, even if the headers say otherwise. */
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

function refusalOf({ status = 500, type, message, limit }: HttpError): MockResponse {
  if (type === 'entity.too.large') {
    const expected = `expected at most ${limit ?? MAX_BODY} bytes`;
    return apiError(413, 'badParameter', `The body is too large: ${expected}.`);
  }
  if (status >= 500) {
    return apiError(500, 'unknownError', 'The mock failed: this is a bug in it, see its log.');
  }
  return apiError(status, 'badParameter', `The request could not be read: ${message}.`);
}
