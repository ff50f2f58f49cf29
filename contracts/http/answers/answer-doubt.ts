import { RunEnded } from '../../shared/errors.js';
import { isJsonObject } from '../../shared/json.js';
import { printable } from '../../shared/printable.js';
import type { ApiRequest, Exchange, Method } from '../exchange.js';
import { findOther, type FirstAnswerContext, isHtml } from './first-answer.js';
import { foreignSign, hasBrokerCode } from './foreign-answer.js';
import { excerpt, isPage, readPage } from '../list-response.js';
import { DEFAULT_RETRIES, isOfTheWay, isSafe, type MayRepeat, pauseAfter } from '../retry.js';

/** What a doubt needs of the client that sends the requests. */
interface Link {
  readonly context: FirstAnswerContext;
  /** Sends a request; again where the way fails. */
  ask(request: Required<ApiRequest>): Promise<Exchange>;
  /** Without secrets, for a message. */
  redacted(exchange: Exchange): Exchange;
  pause(ms: number): Promise<void>;
  /** Ends the run for all requests. */
  end(ended: RunEnded): RunEnded;
  /** Reports that a request was answered well at the second try. */
  note(request: Required<ApiRequest>, reason: string): void;
}

/**
 * Doubts the answers after the first one: a login page, a redirect, a refusal or the JSON of
 * another API may have come between. A broker that breaks the contract may send the same, so only
 * the short list, which the API has answered before, shows which it is.
 */
export class AnswerDoubt {
  readonly #short: Required<ApiRequest>;
  /** A broker may break the contract with its list: then it need not be well later. */
  readonly #wasWell: boolean;
  /** The last rule that sent wrong credentials. */
  #provoking: string | undefined;

  /** @param first an answer to the short list that is the API's */
  constructor(
    first: Exchange,
    private readonly link: Link,
  ) {
    this.#short = first.request;
    this.#wasWell = isPage(readPage(first));
  }

  /**
   * Returns the answer of the API. Where it does not answer the short list any more either, the run
   * ends; else the request is sent once more if it may be, and what comes then is the broker's, or
   * of something that stands in the way of this request only (see {@link foreignSign}).
   * @param mayRepeat whether a request that is not safe can be sent again
   * @throws RunEnded
   */
  async confirm(
    exchange: Exchange,
    rule: string | undefined,
    mayRepeat: MayRepeat,
  ): Promise<Exchange> {
    const { link } = this;
    const { number, request } = exchange;
    if (request.authorization !== 'right') this.#provoking = rule;
    if (!isDoubtful(exchange, link.context)) return exchange;
    const lost = await this.#findLoss();
    if (lost !== undefined) throw link.end(endOf(number, lost));
    const reason = reasonOf(exchange);
    if (this.#isLockout(exchange, rule) || mayHaveFailed(exchange)) return exchange;
    if (!isSafe(request.method) && !(await mayRepeat({ reason, isPassing: true, isLate: false }))) {
      return exchange;
    }
    const again = await link.ask(request);
    if (!isDoubtful(again, link.context)) link.note(request, reason);
    return again;
  }

  /** A rule that has sent wrong credentials asks on purpose whether the right ones still count. */
  #isLockout({ response: { status } }: Exchange, rule: string | undefined): boolean {
    return status === 401 && rule !== undefined && this.#provoking === rule;
  }

  /** What became of the list, as the end of a sentence; `undefined` once the API answers it. */
  async #findLoss(): Promise<string | undefined> {
    for (let tries = 1; ; tries += 1) {
      const list = this.link.redacted(await this.link.ask(this.#short));
      const lost = this.#lossOf(list);
      if (lost === undefined || tries > DEFAULT_RETRIES) return lost;
      await this.link.pause(pauseAfter(tries));
    }
  }

  #lossOf(list: Exchange): string | undefined {
    const { context } = this.link;
    const at = `${context.baseUrl}/clients`;
    const other = findOther(list, context);
    if (other) return `something else than the API answers: ${at} ${other.says}`;
    if (!this.#wasWell || isPage(readPage(list))) return undefined;
    const shown = printable(excerpt(list, SHOWN));
    return `there is no list any more: ${at} is answered with HTTP ${list.response.status} ${shown}`;
  }
}

/** Characters of another's text. */
const SHOWN = 120;

/** Methods that a broker refuses. */
const WITHOUT_ROUTE = new Set<Method>(['POST', 'PUT', 'PATCH']);

/**
 * Whether an answer, to any request, may come from something else than the API. Doubt costs a
 * request or two and hides no fault: the answer is judged where the list is well.
 */
function isDoubtful(exchange: Exchange, context: FirstAnswerContext): boolean {
  const { request, response, json } = exchange;
  const { status } = response;
  // These have been sent again, and are never the broker's.
  if (isOfTheWay(response)) return false;
  if (foreignSign(exchange) !== undefined) return true;
  if (request.authorization !== 'right' && status === 401) return false;
  if (request.method === 'HEAD' || request.method === 'OPTIONS') return status === 401;
  if (WITHOUT_ROUTE.has(request.method) && (status === 404 || status === 405)) return false;
  if (findOther(exchange, context) !== undefined) return true;
  if (!isJsonObject(json) || !hasBrokerCode(json)) return true;
  return request.method === 'GET' && json['code'] === 0 && !Array.isArray(json['data']);
}

/** Whether the request may have made the broker fail: it is not sent to it twice. */
const mayHaveFailed = (exchange: Exchange): boolean =>
  exchange.response.status === 500 &&
  !isHtml(exchange) &&
  (!isJsonObject(exchange.json) || hasBrokerCode(exchange.json));

const reasonOf = ({ response: { status } }: Exchange): string =>
  status === 200 ? 'not an answer of the API' : `HTTP ${status}`;

const endOf = (number: number, lost: string): RunEnded =>
  new RunEnded(
    'broker gone',
    `Since request ${number} ${lost}`,
    'Check the broker and what stands between here and it (a login, a redirect, a limit), and run again.',
  );
