import { authorizationHeader, spellingsOf } from './authorization.js';
import { curlLine } from './curl.js';
import { Interrupted, NoAnswer } from '../shared/errors.js';
import type { ApiRequest, ApiResponse, Exchange } from './exchange.js';
import type { Clock } from '../shared/clock.js';
import { readJson } from '../shared/json.js';
import type { Retried } from './retry.js';
import type { SentRequest, Target, Transport } from './target.js';

export interface ApiClientOptions {
  readonly target: Target;
  /** Behind the safety guard. */
  readonly transport: Transport;
  readonly clock: Clock;
  /** Maximum rate. Default: one request after the other, without a pause. */
  readonly requestsPerSecond?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The broker had just closed the connection. */
const RESET = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET']);

/** Sends requests to the API, one at a time, and returns each with its answer and curl line. */
export class ApiClient {
  /** Exchanges so far. */
  count = 0;
  /** Milliseconds that the broker took for all requests. */
  costMs = 0;
  /** Requests that needed more than one try, in order. */
  readonly retried: Retried[] = [];
  readonly baseUrl: string;
  readonly basePath: string;
  /** Milliseconds by which the broker's clock is ahead, from the `date` of its answers. */
  skewMs = 0;
  #earliest = 0;
  readonly #secrets: readonly string[];

  constructor(private readonly options: ApiClientOptions) {
    this.baseUrl = options.target.baseUrl.replace(/\/+$/, '');
    this.basePath = new URL(this.baseUrl).pathname.replace(/\/+$/, '');
    this.#secrets = spellingsOf(options.target.credentials);
  }

  /** Replaces the user's credentials in a broker's text. */
  redact(text: string): string {
    return this.#secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text);
  }

  /**
   * @throws Interrupted once `signal` has ended the run
   * @throws NoAnswer BrokenAnswer RefusedBySafety
   */
  async send(wanted: ApiRequest): Promise<Exchange> {
    const { clock, target, signal } = this.options;
    const request: Required<ApiRequest> = { method: 'GET', authorization: 'right', ...wanted };
    const authorization = authorizationHeader(request.authorization, target.credentials);
    const sent: SentRequest = {
      method: request.method,
      path: this.basePath + request.path,
      headers: authorization === undefined ? {} : { authorization },
    };
    await this.#pace();
    if (signal?.aborted === true) throw new Interrupted();
    const start = clock.now();
    const response = await this.#sendAgainIfReset(sent);
    this.count += 1;
    this.#compareClocks(response);
    const ms = clock.now() - start;
    this.costMs += ms;
    return {
      number: this.count,
      request,
      response,
      json: readJson(response.text),
      curl: curlLine(request, {
        baseUrl: this.baseUrl,
        insecure: target.tls?.insecure === true,
        credentials: target.credentials !== undefined,
      }),
      ms,
    };
  }

  async #sendAgainIfReset(sent: SentRequest): Promise<ApiResponse> {
    const { transport } = this.options;
    try {
      return await transport.send(sent);
    } catch (error) {
      const reset = error instanceof NoAnswer && RESET.has(error.code);
      if (sent.method !== 'GET' || !reset) throw error;
      return transport.send(sent);
    }
  }

  /** An answer without `date` changes nothing. */
  #compareClocks({ headers }: ApiResponse): void {
    const ms = Date.parse(headers['date'] ?? '');
    if (!Number.isNaN(ms)) this.skewMs = ms - this.options.clock.now();
  }

  async #pace(): Promise<void> {
    const { clock, requestsPerSecond } = this.options;
    if (requestsPerSecond === undefined) return;
    const wait = this.#earliest - clock.now();
    if (wait > 0) await clock.sleep(wait);
    this.#earliest = Math.max(clock.now(), this.#earliest) + 1000 / requestsPerSecond;
  }
}
