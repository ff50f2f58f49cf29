import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CONTROL_PATH, type Control } from '../../control/control.js';
import type { HttpExchange } from '../../proxy/proxy.js';
import { apiError } from '../../core/releases/json-response.js';
import type {
  BodyParts,
  Delivery,
  MockRequest,
  MockResponse,
} from '../../core/request-response.js';
import { isAscii } from '../../core/row.js';
import type { PassedRequest, Pipeline } from '../../pipeline.js';
import type { RequestLog } from '../../server/request-log.js';
import { takeTurns } from '../../shared/take-turns.js';
import { corsForPages } from './cors-for-pages.js';
import { deliver, writeBody } from './deliver.js';
import type { RequestAnswerer } from './express-app.js';
import { loadExpressParts } from './load-express.js';
import { sendFaulty, sendLong } from './send-long.js';

export interface AppOptions {
  /** Answers a request to the API, in steps. */
  readonly steps: Pipeline['steps'];
  /**
   * Answers a request that the mock does not know; a response whose headers have been sent is only
   * logged. Default: the mock answers it, too.
   */
  readonly forward?:
    ((passed: PassedRequest, exchange: HttpExchange) => Promise<MockResponse>) | undefined;
  /** Whether `forward` reads the body itself. Default: it never does. */
  readonly streams?: ((request: MockRequest) => boolean) | undefined;
  /** Default: its paths are unknown paths of the API. */
  readonly control?: Control | undefined;
  /** Whether pages of other origins may call. */
  readonly cors: boolean;
  readonly log: RequestLog;
  /** Called before each response is sent, which waits for what it returns. */
  readonly beforeAnswer?: (() => Promise<void> | undefined) | undefined;
}

/** A longer request line is refused; a client id of MQTT's 65,535 bytes fits. */
const MAX_URL = 256 * 1024;
/** To read more parameters than these would hold up other requests. */
const MAX_PARAMETERS = 10_000;

/** The mock as a server's listener. */
export interface MockListener {
  readonly listener: RequestListener;
  /** From now on, every response closes its connection. */
  closeConnections(this: void): void;
}

/**
 * The listener of a server. What needs no middleware, which is nearly every request, does not pass
 * through Express: its router takes twice as long as the whole answer. Express is loaded for the
 * first request that needs it: it would take a fifth of the mock's start.
 */
export function createListener(options: AppOptions): MockListener {
  const { answerer, closeConnections } = createAnswerer(options);
  const { answerPlain, fail } = answerer;
  let app: RequestListener | undefined;
  let loading: Promise<RequestListener> | undefined;
  const loadApp = async (): Promise<RequestListener> => {
    await loadExpressParts();
    const { createApp } = await import('./express-app.js');
    return (app = createApp(answerer));
  };
  return {
    listener: (request, response) => {
      if (answerPlain(request, response)) return;
      if (app) {
        app(request, response);
        return;
      }
      (loading ??= loadApp())
        .then((loaded) => loaded(request, response))
        .catch((error: unknown) => fail(error, request, response));
    },
    closeConnections,
  };
}

/** What answers requests, with Express or without. */
export function createAnswerer({
  steps,
  forward,
  streams,
  control,
  cors: allowsPages,
  log,
  beforeAnswer,
}: AppOptions): Pick<MockListener, 'closeConnections'> & { readonly answerer: RequestAnswerer } {
  let isClosing = false;
  const closeAfter = (response: ServerResponse): void => {
    if (isClosing) response.setHeader('connection', 'close');
  };
  const send = (response: ServerResponse, answered: MockResponse): void => {
    closeAfter(response);
    exposeHeaders(response, answered);
    sendResponse(response, answered);
  };
  function answer(request: IncomingMessage, response: ServerResponse, body = ''): void {
    const started = performance.now();
    const reply = (answered: MockResponse): void => {
      if (!response.headersSent) send(response, answered);
      log.request?.(logged(request), answered, performance.now() - started);
    };
    const finish = (answered: MockResponse): void => {
      const saving = beforeAnswer?.();
      if (!saving) reply(answered);
      else {
        saving
          .then(() => reply(answered))
          .catch((error: unknown) => fail(error, request, response));
      }
    };
    const url = urlOf(request);
    const tooLong = whyTooLong(url);
    if (tooLong !== undefined) {
      finish(apiError(414, 'badParameter', tooLong));
      return;
    }
    try {
      const given = toMockRequest(request, url, body);
      const answered =
        (isAnsweredByControl(given) ? control?.handle(given) : undefined) ??
        answerInSteps(given, { request, response, beforeHead: () => closeAfter(response) });
      if (!(answered instanceof Promise)) finish(answered);
      else answered.then(finish).catch((error: unknown) => fail(error, request, response));
    } catch (error) {
      fail(error, request, response);
    }
  }

  /** Whether a path is one of the control API; one of the API costs a comparison. */
  const isControlPath = (path: string): boolean =>
    control !== undefined && path.includes(CONTROL_PATH) && control.claims(path);

  /** Whether the control API answers: its own paths, and a browser that asks for the root. */
  const isAnsweredByControl = (given: MockRequest): boolean =>
    isControlPath(given.path) || (given.path.endsWith('/') && control?.welcomes(given) === true);

  function answerInSteps(
    given: MockRequest,
    exchange: HttpExchange,
  ): MockResponse | Promise<MockResponse> {
    const running = forward ? steps(given, (passed) => forward(passed, exchange)) : steps(given);
    const step = running.next();
    // Nearly every request has a single step.
    return step.done === true ? step.value : takeTurns(running);
  }

  function fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    if (response.headersSent) {
      response.destroy(error as Error);
      return;
    }
    const refusal = refusalOf(error as HttpError);
    send(response, refusal);
    log.request?.(logged(request), refusal, 0);
    if (refusal.status >= 500) log.error(error);
  }

  const allowPages = allowsPages ? corsForPages() : undefined;

  function answerPlain(request: IncomingMessage, response: ServerResponse): boolean {
    stripOrigin(request);
    const { headers, method } = request;
    const isPlain =
      (!allowPages || method !== 'OPTIONS') &&
      headers['content-length'] === undefined &&
      headers['transfer-encoding'] === undefined;
    if (!isPlain) return false;
    if (!allowPages || headers.origin === undefined) answer(request, response);
    else allowPages(request, response, () => answer(request, response));
    return true;
  }

  const isStreamed = (request: IncomingMessage): boolean => {
    if (!streams) return false;
    const given = toMockRequest(request);
    return !isAnsweredByControl(given) && streams(given);
  };
  return {
    answerer: {
      answer,
      answerPlain,
      fail,
      allowPages,
      isForControl: (request) => isControlPath(pathOf(urlOf(request))),
      isStreamed,
    },
    closeConnections: () => (isClosing = true),
  };
}

/** What Node's parser of a connection has read: the newest request. */
export interface ParserState {
  incoming?: { readonly complete: boolean } | null;
}

/** Reports the packets that begin a request without ending its headers; others cost a comparison. */
export function createPacketNotes(
  parser: ParserState,
  on: { begins(packet: Buffer): void; continues(): void },
): {
  packet(this: void, bytes: () => Buffer | undefined): void;
  /** Wraps what Node calls after each packet, with a number unless it could not be parsed. */
  before<T>(
    this: void,
    act: (...given: unknown[]) => T,
    bytes: () => Buffer | undefined,
  ): (...given: unknown[]) => T;
} {
  let seen = parser.incoming;
  let wasComplete = true;
  let hasBegun = false;
  const packet = (bytes: () => Buffer | undefined): void => {
    const { incoming } = parser;
    if (incoming !== seen || !wasComplete) {
      if (hasBegun) on.continues();
      hasBegun = false;
      seen = incoming;
    } else {
      const part = bytes();
      if (part) on.begins(part);
      hasBegun = true;
    }
    wasComplete = incoming?.complete ?? true;
  };
  return {
    packet,
    before:
      (act, bytes) =>
      (...given) => {
        if (typeof given[0] === 'number') packet(bytes);
        return act(...given);
      },
  };
}

/** Why a URL is refused; `undefined` if it is not. */
function whyTooLong(url: string): string | undefined {
  if (url.length > MAX_URL) return `The URL is too long: expected at most ${MAX_URL} bytes.`;
  let parameters = 1;
  if (url.length > MAX_PARAMETERS) {
    for (let at = url.indexOf('&'); at !== -1; at = url.indexOf('&', at + 1)) parameters++;
  }
  return parameters > MAX_PARAMETERS
    ? `The query has too many parameters: expected at most ${MAX_PARAMETERS}.`
    : undefined;
}

const urlOf = ({ url = '/' }: IncomingMessage): string => url;

const logged = (request: IncomingMessage): { readonly method: string; readonly url: string } => ({
  method: request.method ?? '',
  url: urlOf(request),
});

/** Sends a response; one that no fault delays or cuts in one write. */
function sendResponse(response: ServerResponse, answered: MockResponse): void {
  const { delivery, parts, stream } = answered;
  if (stream) {
    writeHead(response, answered, undefined);
    response.flushHeaders();
    // The caller may go away at any time.
    pipeline(Readable.from(stream), response).catch(() => response.destroy());
    return;
  }
  const start = (length: number | undefined): void => writeHead(response, answered, length);
  if (delivery) {
    deliver(response, delivery, () => {
      if (parts) sendParts(response, parts(), start, delivery);
      else {
        const body = Buffer.from(answered.body);
        start(body.length);
        writeBody(response, delivery, body);
      }
    });
    return;
  }
  if (parts) {
    sendParts(response, parts(), start);
    return;
  }
  const { body } = answered;
  const length = isAscii(answered) ? body.length : Buffer.byteLength(body);
  writeHead(response, answered, length);
  // Node joins a text and the headers in one write; Latin-1 costs nothing where all is ASCII.
  response.end(body, length === body.length ? 'latin1' : 'utf8');
}

function sendParts(
  response: ServerResponse,
  parts: BodyParts,
  start: (length: number | undefined) => void,
  delivery: Delivery = {},
): void {
  const isFaulty = delivery.truncateAt !== undefined || delivery.drip !== undefined;
  if (isFaulty) start(delivery.length);
  const sending = isFaulty
    ? sendFaulty(response, parts, delivery)
    : sendLong(response, parts, start);
  sending.catch((error: unknown) => response.destroy(error as Error));
}

const EXPOSED = 'access-control-expose-headers';

/** Lets a page of another origin read the headers that a stub or a fault has added, too. */
function exposeHeaders(response: ServerResponse, { headers }: MockResponse): void {
  const exposed = response.getHeader(EXPOSED);
  if (exposed === undefined) return;
  const known = String(exposed).split(',');
  response.setHeader(EXPOSED, [...new Set([...known, ...Object.keys(headers)])].join(','));
}

function writeHead(
  response: ServerResponse,
  { status, headers }: MockResponse,
  /** `undefined`: it is not known. */
  length: number | undefined,
): void {
  const list: (string | number)[] = [];
  for (const name of Object.keys(headers)) list.push(name, headers[name] ?? '');
  if (status !== 204 && length !== undefined && !('content-length' in headers)) {
    list.push('content-length', length);
  }
  response.writeHead(status, list as string[]);
}

/** Reads `GET http://host/path`, as some proxies send it, as `GET /path` (RFC 9112, 3.2.2). */
function stripOrigin(request: IncomingMessage): void {
  const url = urlOf(request);
  if (url.startsWith('/')) return;
  const [origin] = /^https?:\/\/[^/?]*/i.exec(url) ?? [];
  if (origin !== undefined) request.url = url.slice(origin.length).replace(/^(?!\/)/, '/');
}

function pathOf(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? url : url.slice(0, mark);
}

/** @param url without an origin. */
export function toMockRequest(
  request: IncomingMessage,
  url = urlOf(request),
  body = '',
): MockRequest {
  const path = pathOf(url);
  return {
    method: request.method ?? '',
    path,
    query: url.slice(path.length + 1),
    headers: headersOf(request),
    body,
  };
}

/** Node gives only `set-cookie`, which no request should have, as an array. */
function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string | undefined>> {
  const cookies = headers['set-cookie'];
  const texts = headers as Readonly<Record<string, string | undefined>>;
  return cookies === undefined ? texts : { ...texts, 'set-cookie': cookies.join(', ') };
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
    const expected =
      limit === undefined ? 'expected fewer bytes' : `expected at most ${limit} bytes`;
    return apiError(413, 'badParameter', `The body is too large: ${expected}.`);
  }
  if (status >= 500) {
    return apiError(500, 'unknownError', 'The mock failed: this is a bug in it, see its log.');
  }
  return apiError(status, 'badParameter', `The request could not be read: ${message}.`);
}
