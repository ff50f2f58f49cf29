import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import supertest from 'supertest';
import { BrokenAnswer, messageOf, NoAnswer } from '../shared/errors.js';
import type { ApiResponse } from './exchange.js';
import type { SentRequest, TlsOptions, Transport } from './target.js';

export interface HttpTransportOptions {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly tls?: TlsOptions | undefined;
  /** Milliseconds for one whole exchange. */
  readonly timeoutMs: number;
}

/** 12,000 clients are 9 MB; what is larger than this is no page that anybody asked for. */
const MAX_BODY_BYTES = 256 * 1024 * 1024;

/**
 * Speaks HTTP, over connections that are kept alive. GET alone uses them: a broker may close an
 * idle connection at any moment (EMQX 4.3 does so after 100 requests), and only a GET can be sent
 * again without a thought.
 */
export function createHttpTransport(options: HttpTransportOptions): Transport {
  const { origin, tls = {}, timeoutMs } = options;
  const https = origin.startsWith('https:');
  const tlsOptions = {
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.insecure === true ? { rejectUnauthorized: false } : {}),
  };
  const createAgent = (keepAlive: boolean): HttpAgent =>
    https ? new HttpsAgent({ keepAlive, ...tlsOptions }) : new HttpAgent({ keepAlive });
  const keptAlive = createAgent(true);
  const single = createAgent(false);
  const server = supertest(origin);

  return {
    async send(request) {
      const test = methodOf(server, request)
        .agent(request.method === 'GET' ? keptAlive : single)
        .set(request.headers)
        .redirects(0) // another host must not get to see the credentials
        .ok(() => true)
        .timeout(timeoutMs)
        .buffer(true)
        .maxResponseSize(MAX_BODY_BYTES)
        .parse(readText);
      try {
        const response = await test;
        return {
          status: response.status,
          headers: plainHeaders(response.headers),
          text: typeof response.body === 'string' ? response.body : '',
        };
      } catch (error) {
        throw asTransportError(error, request, timeoutMs);
      }
    },
    async close() {
      keptAlive.destroy();
      single.destroy();
    },
  };
}

function methodOf(server: ReturnType<typeof supertest>, request: SentRequest): supertest.Test {
  switch (request.method) {
    case 'GET':
      return server.get(request.path);
    case 'DELETE':
      return server.delete(request.path);
    case 'HEAD':
      return server.head(request.path);
    case 'OPTIONS':
      return server.options(request.path);
    case 'POST':
      return server.post(request.path);
    case 'PUT':
      return server.put(request.path);
    case 'PATCH':
      return server.patch(request.path);
  }
}

/** Keeps the body as text: whether it is JSON is for the rules to judge. */
function readText(
  response: supertest.Response,
  done: (error: Error | null, body: unknown) => void,
): void {
  const stream = response as unknown as NodeJS.ReadableStream & { complete?: boolean };
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => {
    done(null, Buffer.concat(chunks).toString('utf8'));
  });
  // A stream that breaks off is told to superagent, which listens too.
}

function plainHeaders(headers: Record<string, unknown>): ApiResponse['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  );
}

function asTransportError(error: unknown, request: SentRequest, timeoutMs: number): Error {
  const what = `${request.method} ${request.path}`;
  const { timeout } = error as { timeout?: number };
  const code = codeOf(error);
  if (timeout !== undefined) {
    return new NoAnswer('TIMEOUT', `No answer to ${what} within ${timeoutMs} ms.`, {
      cause: error,
    });
  }
  const cut =
    error instanceof BrokenAnswer ||
    /aborted|Parse Error|unexpected end of file|incorrect header check|Decompression failed|Maximum response size/i.test(
      messageOf(error),
    ) ||
    code.startsWith('HPE_') ||
    code.startsWith('Z_');
  if (cut) {
    return new BrokenAnswer(`The answer to ${what} is not whole: ${messageOf(error)}.`, {
      cause: error,
    });
  }
  return new NoAnswer(code, `No answer to ${what}: ${messageOf(error) || code}.`, { cause: error });
}

/** Node's code; supertest puts it into the message of an error of its own. */
function codeOf(error: unknown): string {
  const { code } = error as { code?: string };
  return code ?? /^(E[A-Z]+)\b/.exec(messageOf(error))?.[1] ?? '';
}
