import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Agent, type Dispatcher } from 'undici';
import { known, finish } from '../core/steps.js';
import { apiError } from '../core/releases/json-response.js';
import type { MockResponse } from '../core/request-response.js';
import { endWith } from '../hosts/express/raw-response.js';
import type { PassedRequest } from '../pipeline.js';
import type { RequestLog } from '../server/request-log.js';
import { failureOf, loop, refusal } from './failure.js';
import { type Headers, isLoop, requestHeaders, responseHeaders } from './headers.js';
import { Recording } from './recording.js';
import { MAX_REQUEST, RequestBody, TOO_LARGE_BODY } from './request-body.js';
import {
  locationAt,
  pathAt,
  PROXY_TIMEOUT,
  type ProxyOptions,
  type ProxyTarget,
} from './target.js';
import { passUpgrade } from './upgrade.js';

interface ProxySettings {
  readonly target: ProxyTarget;
  readonly timeoutMs: number;
  /** The mock's. */
  readonly basePath: string;
  /** Identifies this mock, to notice a loop. */
  readonly id: string;
  readonly recording: Recording | undefined;
  readonly log: RequestLog;
}

/** An HTTP request and its response, as Node has them. */
export interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Called just before the headers of a response are sent. */
  readonly beforeHead: () => void;
}

/** Bytes of a response's body that a fault changes: it is read as a whole. */
const MAX_FAULTED = 16 * 1024 * 1024;
/** Passes requests that the mock does not answer to another server, as a reverse proxy does. */
export class Proxy {
  readonly #agent: Agent;
  readonly #upgraded = new Set<Duplex>();

  constructor(private readonly settings: ProxySettings) {
    const { timeoutMs } = settings;
    this.#agent = new Agent({
      connect: { timeout: timeoutMs },
      // A connection for each request: a server may close one that is kept, just as it is used.
      pipelining: 0,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  }

  /**
   * Passes a request on, and its response back as it arrives.
   * @returns the response: to be sent, unless its headers have been sent already.
   */
  async forward(passed: PassedRequest, exchange: HttpExchange): Promise<MockResponse> {
    const { request } = exchange;
    const refused = this.#refuse(passed, request);
    const answered = refused ?? (await this.#forward(passed, exchange));
    if (!exchange.response.headersSent) passed.record(answered);
    return answered;
  }

  /** Passes a WebSocket on; if that is refused, the caller gets an HTTP response. */
  async upgrade(
    passed: PassedRequest,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<void> {
    const { target, timeoutMs, basePath } = this.settings;
    const refuse = (response: MockResponse): void => {
      passed.record(response);
      endWith(socket, response);
    };
    const refused = this.#refuse(passed, request);
    if (refused) {
      refuse(refused);
      return;
    }
    this.#upgraded.add(socket);
    socket.once('close', () => this.#upgraded.delete(socket));
    const status = await passUpgrade(request, socket, head, {
      origin: target.origin,
      path: pathAt(target, passed.request, basePath),
      headers: requestHeaders(request, { ...this.settings, ...target }),
      timeoutMs,
      onError: (error) => refuse(failureOf(error, target.origin, timeoutMs)),
    });
    if (status === 101) passed.record({ status, headers: {}, body: '' });
  }

  /** Ends the WebSockets: a server that closes waits for them. */
  endUpgraded(): void {
    for (const socket of this.#upgraded) socket.destroy();
  }

  /** Ends the connections to the other server, once the mock's own server is closed. */
  async close(): Promise<void> {
    await Promise.all([this.#agent.destroy(), this.settings.recording?.close()]);
  }

  #refuse({ isAuthorized }: PassedRequest, request: IncomingMessage): MockResponse | undefined {
    const { target, id } = this.settings;
    if (isLoop(request, id)) return loop(target.origin);
    if (target.authorization !== undefined && !isAuthorized) {
      const message = 'Expected the credentials of the mock, which adds those of the proxy.';
      const { headers, ...others } = apiError(401, 'wrongCredentials', message);
      const challenge = { 'www-authenticate': 'Basic realm="emqx-clients-kit"' };
      return { ...others, headers: { ...headers, ...challenge } };
    }
    const length = Number(request.headers['content-length'] ?? 0);
    return length > MAX_REQUEST ? refusal(413, TOO_LARGE_BODY) : undefined;
  }

  async #forward(passed: PassedRequest, exchange: HttpExchange): Promise<MockResponse> {
    const { target, timeoutMs, log } = this.settings;
    const { response } = exchange;
    const abort = new AbortController();
    // The caller has closed the connection, and needs no more of the response.
    response.once('close', () => abort.abort());
    const sent = new RequestBody(exchange.request);
    try {
      const answer = await this.#ask(passed, exchange.request, sent, abort.signal);
      const headers = this.#headersOf(answer, response);
      const status = answer.statusCode;
      if (passed.fault) {
        const whole = { status, headers: flat(headers), body: await textOf(answer.body) };
        return finish(passed.fault.apply(() => known(whole)));
      }
      exchange.beforeHead();
      response.writeHead(status, headers);
      const outcome = { status, headers: {}, body: '' };
      passed.record(outcome, sent.start);
      const copy = this.settings.recording?.begin(passed.request, { status, headers });
      await pipeline(answer.body, (chunks) => observed(chunks, copy?.add), response);
      copy?.end();
      return outcome;
    } catch (error) {
      if (response.headersSent) {
        if (!abort.signal.aborted) log.error(error);
        return { status: response.statusCode, headers: {}, body: '' };
      }
      return failureOf(sent.error ?? error, target.origin, timeoutMs);
    }
  }

  #ask(
    { request, fault }: PassedRequest,
    incoming: IncomingMessage,
    body: RequestBody,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const { target, basePath, recording } = this.settings;
    const isRead = fault !== undefined || recording !== undefined;
    return this.#agent.request({
      origin: target.origin,
      path: pathAt(target, request, basePath),
      method: request.method,
      headers: {
        ...requestHeaders(incoming, { ...this.settings, ...target }),
        // What is changed or recorded must be readable.
        ...(isRead && { 'accept-encoding': 'identity' }),
      },
      body: body.isEmpty ? null : Readable.from(body.stream()),
      signal,
    });
  }

  #headersOf(answer: Dispatcher.ResponseData, response: ServerResponse): Headers {
    const { target, basePath } = this.settings;
    const headers = responseHeaders(answer.headers);
    const { location } = headers;
    if (typeof location === 'string') {
      headers['location'] = locationAt(target, location, basePath);
    }
    // The mock has answered for CORS already.
    if (!response.hasHeader('access-control-allow-origin')) return headers;
    const vary = [response.getHeader('vary') ?? [], headers['vary'] ?? []].flat().join(', ');
    return {
      ...Object.fromEntries(
        Object.entries(headers).filter(([name]) => !name.startsWith('access-control-')),
      ),
      ...(vary !== '' && { vary }),
    };
  }
}

async function* observed(
  chunks: AsyncIterable<Buffer>,
  observe: ((chunk: Buffer) => void) | undefined,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    observe?.(chunk);
    yield chunk;
  }
}

/** Reads a body that a fault changes. */
async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_FAULTED) {
      throw new Error(
        `its response is too large for a fault: expected at most ${MAX_FAULTED} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** A response of the mock has each header once, and the length of its own body. */
function flat(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name !== 'content-length')
      .map(([name, value]) => [name, [value].flat().join(', ')]),
  );
}

/**
 * Opens a proxy to a server, and the file that records its answers.
 * @param basePath the mock's.
 * @throws {StubFileError} if the file cannot be used.
 */
export async function openProxy(
  target: ProxyTarget,
  { proxyTimeout = PROXY_TIMEOUT, proxyRecord }: ProxyOptions,
  { basePath, log }: { readonly basePath: string; readonly log: RequestLog },
): Promise<Proxy> {
  const recording =
    proxyRecord === undefined ? undefined : await Recording.open(proxyRecord, { basePath, log });
  const id = randomUUID();
  return new Proxy({ target, timeoutMs: proxyTimeout, basePath, id, recording, log });
}
