import { authorizationHeader, hideSecrets, spellingsOf } from './authorization.js';
import { curlLine } from './curl.js';
import { BrokenAnswer, Interrupted, NoAnswer, RunEnded } from '../shared/errors.js';
import type { ApiRequest, ApiResponse, Exchange } from './exchange.js';
import { AnswerDoubt } from './answers/answer-doubt.js';
import type { Clock } from '../shared/clock.js';
import { counted } from '../shared/counted.js';
import { readJson } from '../shared/json.js';
import { poll } from '../shared/poll.js';
import { listPath } from './list-response.js';
import { Load } from './load.js';
import type { IdentityMask } from './mask/identity-mask.js';
import { Pace } from './pace.js';
import {
  DEFAULT_RETRIES,
  isSafe,
  type MayRepeat,
  pauseAfter,
  problemOf,
  type Retried,
  type Trial,
  type WayProblem,
} from './retry.js';
import type { SentRequest, Target, Transport } from './target.js';

export interface ApiClientOptions {
  readonly target: Target;
  /** Behind the safety guard. */
  readonly transport: Transport;
  readonly clock: Clock;
  /** Maximum rate. Default: one request after the other, without a pause. */
  readonly requestsPerSecond?: number | undefined;
  /** URL of the proxy, whose login is hidden in texts. */
  readonly proxy?: string | undefined;
  /** The same where the user has named it, for curl lines: curl reads the environment itself. */
  readonly namedProxy?: string | undefined;
  /** Whether curl does not read the variable that names it: `HTTP_PROXY`. Default false. */
  readonly isProxyHiddenFromCurl?: boolean | undefined;
  /** How often a safe request is sent again when the way fails. Default 2. */
  readonly retries?: number | undefined;
  /** Limit for the whole run, from now on. Milliseconds, default none. */
  readonly timeLimitMs?: number | undefined;
  /** Limit for the time that the broker takes for the requests of rules. Milliseconds, default none. */
  readonly budgetMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Replaces what names the clients of others. Default: they are shown. */
  readonly mask?: IdentityMask | undefined;
  /** Called after each try. */
  readonly onRequest?: (() => void) | undefined;
}

const isRefused = (trial: Trial): boolean =>
  'error' in trial && trial.error instanceof NoAnswer && trial.error.code === 'ECONNREFUSED';

/** Requests in a row without an answer after which the run ends; the last one is a short list. */
const GONE_AFTER = 5;

/** The request whose first answer shows whether this is the API. */
export const SHORT_LIST: Required<ApiRequest> = {
  method: 'GET',
  path: listPath({ _limit: 1 }),
  authorization: 'right',
};

/** Sends requests to the API, one at a time, and returns each with its answer and curl line. */
export class ApiClient {
  /** Exchanges so far. */
  count = 0;
  /** Requests that needed more than one try, in order. */
  readonly retried: Retried[] = [];
  /** The rule that sends the requests, if any. */
  rule: string | undefined;
  /** Set once the broker has stopped answering: every request then fails with it. */
  gone: RunEnded | undefined;
  readonly pace: Pace;
  readonly load: Load;
  readonly baseUrl: string;
  readonly basePath: string;
  /** Milliseconds by which the broker's clock is ahead, from the `date` of its answers. */
  skewMs = 0;
  /** Once the API has answered. */
  #doubt: AnswerDoubt | undefined;
  #unanswered = 0;
  readonly #deadline: number;
  readonly #secrets: readonly string[];

  constructor(private readonly options: ApiClientOptions) {
    const { clock, requestsPerSecond, target, timeLimitMs = Infinity } = options;
    this.baseUrl = target.baseUrl.replace(/\/+$/, '');
    this.basePath = new URL(this.baseUrl).pathname.replace(/\/+$/, '');
    this.pace = new Pace(clock, requestsPerSecond);
    this.load = new Load(options.budgetMs);
    this.#deadline = clock.now() + timeLimitMs;
    this.#secrets = spellingsOf(target, options.proxy);
  }

  /** Replaces the user's credentials in a broker's text, and with a mask the clients of others. */
  redact(text: string): string {
    const shown = hideSecrets(text, this.#secrets);
    return this.options.mask?.hide(shown) ?? shown;
  }

  /** An exchange for a message: its texts without secrets, before a message cuts them. */
  redacted(exchange: Exchange): Exchange {
    const { response } = exchange;
    const headers = Object.entries(response.headers).map(([name, value]) => [
      name,
      this.redact(value),
    ]);
    const text = this.redact(response.text);
    const shown = {
      ...response,
      text,
      headers: Object.fromEntries(headers) as typeof response.headers,
    };
    return { ...exchange, response: shown, json: readJson(text) };
  }

  /**
   * Sends a request, again when the way to the broker fails and it is safe to. The answer may
   * still be one of the way, such as HTTP 503.
   * @param mayRepeat whether a DELETE, POST, PUT or PATCH that had no answer can be sent again
   * @throws Interrupted once `signal` has ended the run
   * @throws RunEnded where the broker is gone, or the time limit is reached
   * @throws NoAnswer BrokenAnswer RefusedBySafety
   */
  async send(wanted: ApiRequest, mayRepeat: MayRepeat = async () => false): Promise<Exchange> {
    const request: Required<ApiRequest> = { method: 'GET', authorization: 'right', ...wanted };
    this.options.mask?.seeRequest(request.path);
    const exchange = await this.#exchange(request, mayRepeat);
    return this.#doubt?.confirm(exchange, this.rule, mayRepeat) ?? exchange;
  }

  /**
   * Doubts every later answer that does not look like one of the API.
   * @param first an answer to {@link SHORT_LIST} that is the API's
   */
  doubtAfter(first: Exchange): void {
    const { credentials } = this.options.target;
    this.#doubt = new AnswerDoubt(first, {
      context: { baseUrl: this.baseUrl, hasCredentials: credentials !== undefined },
      ask: async (request) => this.#exchange(request),
      redacted: (exchange) => this.redacted(exchange),
      pause: async (ms) => this.#pause(ms),
      end: (ended) => (this.gone = ended),
      note: (request, reason) => {
        this.#note(request, { reason, tries: 2, ok: true });
      },
    });
  }

  async #exchange(
    request: Required<ApiRequest>,
    mayRepeat: MayRepeat = async () => false,
  ): Promise<Exchange> {
    const { clock, mask, namedProxy, isProxyHiddenFromCurl, target } = this.options;
    const { response, ms } = await this.#sendUntilAnswered(request, mayRepeat);
    this.count += 1;
    const date = Date.parse(response.headers['date'] ?? '');
    // An answer without `date` changes nothing.
    if (!Number.isNaN(date)) this.skewMs = date - clock.now();
    const json = readJson(response.text);
    mask?.see(json);
    return {
      number: this.count,
      request,
      response,
      json,
      curl: curlLine(request, {
        ...target,
        baseUrl: this.baseUrl,
        proxy: namedProxy,
        isProxyHidden: isProxyHiddenFromCurl,
      }),
      ms,
    };
  }

  async #sendUntilAnswered(
    request: Required<ApiRequest>,
    mayRepeat: MayRepeat,
  ): Promise<{ readonly response: ApiResponse; readonly ms: number }> {
    const { retries = DEFAULT_RETRIES } = this.options;
    let last = '';
    for (let tries = 1; ; tries += 1) {
      const { trial, problem, ms } = await this.#try(request);
      if (!problem && 'response' in trial) {
        if (tries > 1) this.#note(request, { reason: last, tries, ok: true });
        return { response: trial.response, ms };
      }
      last = problem?.reason ?? '';
      // Nothing may ever have listened there.
      const isPassing = problem?.isPassing === true && !(this.count === 0 && isRefused(trial));
      if (tries <= retries && isPassing) {
        await this.#pause(pauseAfter(tries, problem));
        if (isSafe(request.method) || (await mayRepeat(problem))) continue;
      }
      this.#note(request, { reason: last, tries, ok: false });
      if ('response' in trial) return { response: trial.response, ms };
      if (problem?.isLate === true) this.load.recordLate(request);
      throw trial.error;
    }
  }

  /** One try. Ends the run where the broker does not answer short requests either. */
  async #try(
    request: Required<ApiRequest>,
  ): Promise<{ readonly trial: Trial; readonly problem: WayProblem | undefined; ms: number }> {
    const { clock } = this.options;
    await this.#pause(this.pace.next());
    const start = clock.now();
    const trial = await this.#trial(request);
    const ms = clock.now() - start;
    this.load.record(request, ms);
    this.options.onRequest?.();
    const problem = problemOf(trial, clock.now());
    if (problem?.reason === 'HTTP 429') this.pace.slowDown();
    this.#unanswered = problem ? this.#unanswered + 1 : 0;
    if (this.#unanswered >= GONE_AFTER) throw this.#end(problem?.reason ?? '');
    if (this.#unanswered === GONE_AFTER - 1) {
      // A filter may be too slow for the time limit: does the broker answer a short request?
      await this.#try(SHORT_LIST);
    }
    return { trial, problem, ms };
  }

  async #trial({ method, path, authorization }: Required<ApiRequest>): Promise<Trial> {
    const { target, transport } = this.options;
    const header = authorizationHeader(authorization, target.credentials);
    const sent: SentRequest = {
      method,
      path: this.basePath + path,
      headers: header === undefined ? {} : { authorization: header },
    };
    try {
      return { response: await transport.send(sent) };
    } catch (error) {
      if (error instanceof NoAnswer || error instanceof BrokenAnswer) return { error };
      throw error;
    }
  }

  #end(reason: string): RunEnded {
    const refused = reason === 'HTTP 429';
    const what = refused ? 'kept refusing requests' : 'stopped answering';
    this.gone = new RunEnded(
      'broker gone',
      `The broker ${what} at request ${this.count + 1} (${reason}, ${GONE_AFTER} times in a row)`,
      refused ? 'Give a lower --rate.' : 'Check the broker and the way to it, and run again.',
    );
    return this.gone;
  }

  #note(
    { method, path }: Required<ApiRequest>,
    outcome: Pick<Retried, 'reason' | 'tries' | 'ok'>,
  ): void {
    const { rule } = this;
    this.retried.push({ request: `${method} ${path}`, ...outcome, ...(rule && { rule }) });
  }

  /** Waits, at least until the run may go on. */
  async #pause(ms: number): Promise<void> {
    const { clock, signal } = this.options;
    const isOver = (): boolean => signal?.aborted === true;
    const wait = Math.min(ms, this.#deadline - clock.now());
    if (wait > 0) await poll(clock, wait, async () => isOver());
    if (isOver()) throw new Interrupted();
    if (this.gone) throw this.gone;
    if (clock.now() < this.#deadline) return;
    const seconds = (this.options.timeLimitMs ?? 0) / 1000;
    throw new RunEnded(
      'time limit',
      `The time limit of ${counted(seconds, 'second')} was reached at request ${this.count + 1}`,
      'Give more with --time-limit.',
    );
  }
}
