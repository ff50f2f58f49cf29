import { authorizationHeader, spellingsOf } from './authorization.js';
import { curlLine } from './curl.js';
import { Interrupted, NoAnswer } from '../shared/errors.js';
import type { ApiRequest, ApiResponse, Exchange } from './exchange.js';
import { readJson } from '../shared/json.js';
import type { Clock, SentRequest, Target, Transport } from './target.js';

export interface ApiClientOptions {
  readonly target: Target;
  /** Guarded already. */
  readonly transport: Transport;
  readonly clock: Clock;
  /** At most so many requests a second; default: one after the other without a pause. */
  readonly requestsPerSecond?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Of GETs whose connection the broker had just closed; anything else is not tried again. */
const RESET = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET']);

/** The API under test: one request at a time, each kept with its answer and its curl line. */
export class ApiClient {
  /** Exchanges so far. */
  count = 0;
  readonly baseUrl: string;
  readonly basePath: string;
  /** By how many milliseconds the broker's clock is ahead, as far as its answers tell (`date`). */
  skewMs = 0;
  readonly #options: ApiClientOptions;
  #earliest = 0;
  readonly #secrets: readonly string[];

  constructor(options: ApiClientOptions) {
    this.#options = options;
    this.baseUrl = options.target.baseUrl.replace(/\/+$/, '');
    this.basePath = new URL(this.baseUrl).pathname.replace(/\/+$/, '');
    this.#secrets = spellingsOf(options.target.credentials);
  }

  /** Hides the user's credentials in a text that a broker sent back. */
  redact(text: string): string {
    return this.#secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text);
  }

  /**
   * @throws Interrupted once the run was told to end
   * @throws NoAnswer BrokenAnswer RefusedBySafety
   */
  async send(asked: ApiRequest): Promise<Exchange> {
    const { clock, target, signal } = this.#options;
    const request: Required<ApiRequest> = { method: 'GET', authorization: 'right', ...asked };
    const authorization = authorizationHeader(request.authorization, target.credentials);
    const sent: SentRequest = {
      method: request.method,
      path: this.basePath + request.path,
      headers: authorization === undefined ? {} : { authorization },
    };
    await this.#pace();
    if (signal?.aborted === true) throw new Interrupted();
    const start = clock.now();
    const response = await this.#sendTwiceIfReset(sent);
    this.count += 1;
    this.#compareClocks(response);
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
      ms: clock.now() - start,
    };
  }

  async #sendTwiceIfReset(sent: SentRequest): Promise<ApiResponse> {
    const { transport } = this.#options;
    try {
      return await transport.send(sent);
    } catch (error) {
      const reset = error instanceof NoAnswer && RESET.has(error.code);
      if (sent.method !== 'GET' || !reset) throw error;
      return transport.send(sent);
    }
  }

  /** The header has whole seconds; no answer without one changes what is known. */
  #compareClocks({ headers }: ApiResponse): void {
    const ms = Date.parse(headers['date'] ?? '');
    if (!Number.isNaN(ms)) this.skewMs = ms - this.#options.clock.now();
  }

  async #pace(): Promise<void> {
    const { clock, requestsPerSecond } = this.#options;
    if (requestsPerSecond === undefined) return;
    const wait = this.#earliest - clock.now();
    if (wait > 0) await clock.sleep(wait);
    this.#earliest = Math.max(clock.now(), this.#earliest) + 1000 / requestsPerSecond;
  }
}
