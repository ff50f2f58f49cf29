import { type Dispatcher, errors } from 'undici';
import { BrokenAnswer, Interrupted, NoAnswer } from '../shared/errors.js';
import { ACCEPT_ENCODING, describeBrokenBody, textOf } from './body-text.js';
import type { ApiResponse } from './exchange.js';
import { describeFailure } from './failure-text.js';
import { chooseProxy, createDispatcher } from './dispatcher.js';
import { withoutSecret } from './read-target.js';
import type { SentRequest, TlsOptions, Transport } from './target.js';

export interface HttpTransportOptions {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly tls?: TlsOptions | undefined;
  /** Limit for each phase (connect, headers, pause within the body) and for all. Milliseconds. */
  readonly timeoutMs: number;
  /** URL of an HTTP proxy. Default: as `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` say. */
  readonly proxy?: string | undefined;
  /** Ends a request that is under way. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Speaks HTTP: sends paths as they are, follows no redirect. GETs share a connection that is kept
 * alive; a broker may close it at any time (EMQX 4.3 does so after 100 requests), and only a GET is
 * safe to send again. Every other method has a connection of its own.
 */
export function createHttpTransport(options: HttpTransportOptions): Transport {
  const { origin } = options;
  const proxy = chooseProxy(origin, options.proxy);
  const way: Way = { ...options, proxy, shownProxy: proxy && withoutSecret(proxy) };
  const keptAlive = createDispatcher(way);
  return {
    async send(request) {
      if (request.method === 'GET') return exchange(keptAlive, request, way);
      const single = createDispatcher(way);
      return exchange(single, request, way).finally(async () => single.destroy());
    },
    close: async () => keptAlive.destroy(),
  };
}

/** How the broker is reached. */
interface Way extends HttpTransportOptions {
  readonly shownProxy: string | undefined;
}

async function exchange(
  dispatcher: Dispatcher,
  request: SentRequest,
  { origin, timeoutMs, shownProxy, signal: interruption }: Way,
): Promise<ApiResponse> {
  const { method, path } = request;
  const headers = { ...request.headers, 'accept-encoding': ACCEPT_ENCODING };
  const late = new NoAnswer('TIMEOUT', `No answer to ${method} ${path} within ${timeoutMs} ms.`, {
    advice: 'Check that the broker is well, or allow more time with --timeout.',
  });
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(late), timeoutMs);
  let begun = false;
  try {
    const signal = AbortSignal.any([controller.signal, ...(interruption ? [interruption] : [])]);
    const response = await dispatcher.request({ origin, method, path, headers, signal });
    begun = true;
    const head = plainHeaders(response.headers);
    const text = await textOf(response.body, head['content-encoding']);
    return { status: response.statusCode, headers: head, text };
  } catch (error) {
    if (interruption?.aborted === true) throw new Interrupted();
    if (error === late || isTimeout(error)) throw late;
    const what = `${method} ${path}`;
    const { reason, advice } = describeFailure(error, { origin, proxy: shownProxy });
    const options = { cause: error, advice };
    if (begun) {
      throw new BrokenAnswer(`The answer to ${what} is not whole: ${describeBrokenBody(error)}.`, {
        cause: error,
        advice:
          'Check what stands between here and the broker, and that nothing changes or ends its answers.',
      });
    }
    if (isBroken(error)) throw new BrokenAnswer(`No answer to ${what}: ${reason}.`, options);
    const { code = '' } = error as { code?: string };
    throw new NoAnswer(code, `No answer to ${what}: ${reason}.`, options);
  } finally {
    clearTimeout(timer);
  }
}

const isTimeout = (error: unknown): boolean =>
  error instanceof errors.ConnectTimeoutError ||
  error instanceof errors.HeadersTimeoutError ||
  error instanceof errors.BodyTimeoutError;

/** Not HTTP, or a head larger than Node's limit. */
const isBroken = (error: unknown): boolean =>
  error instanceof errors.HTTPParserError ||
  error instanceof errors.HeadersOverflowError ||
  error instanceof errors.ResponseContentLengthMismatchError;

/** Fields that must not be repeated: the first counts, as in Node's own HTTP client. */
const SINGLE = new Set(['content-type', 'content-length', 'location', 'server', 'retry-after']);

function plainHeaders(headers: Dispatcher.ResponseData['headers']): ApiResponse['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value = '']) => {
      if (!Array.isArray(value)) return [name, value];
      return [name, SINGLE.has(name) ? (value[0] ?? '') : value.join(', ')];
    }),
  );
}
