import type { Exchange } from './exchange.js';
import { findOther, isHtml, type Finding, type FirstAnswerContext } from './first-answer.js';
import { DEFAULT_RETRIES, isOfTheWay, isSafe, pauseAfter } from './retry.js';

/** Statuses that no request of the kit gets from a broker. */
const FOREIGN = new Set([403, 407, 511]);

/**
 * Whether an answer after the first one, to any request, may come from something else than the
 * API: a page, a redirect, a refusal. A broker that breaks the contract may send the same, so only
 * the list shows which it is.
 */
export function isDoubtful(exchange: Exchange, context: FirstAnswerContext): boolean {
  const { request, response } = exchange;
  const { status } = response;
  // These have been sent again, and are never the broker's.
  if (isOfTheWay(response)) return false;
  if ((status >= 300 && status < 400) || FOREIGN.has(status)) return true;
  if (request.authorization !== 'right' && status === 401) return false;
  const hasNoBody = request.method === 'HEAD' || request.method === 'OPTIONS';
  return hasNoBody ? status === 401 : findOther(exchange, context) !== undefined;
}

/**
 * Asks for the short list, which the API has answered before, until it answers again.
 * @param askForList sends the request for it
 * @returns what answers in its place; `undefined` once the API does
 */
export async function findOtherNow(
  askForList: () => Promise<Exchange>,
  pause: (ms: number) => Promise<void>,
  context: FirstAnswerContext,
): Promise<Finding | undefined> {
  for (let tries = 1; ; tries += 1) {
    const found = findOther(await askForList(), context);
    if (!found || tries > DEFAULT_RETRIES) return found;
    await pause(pauseAfter(tries));
  }
}

/** Whether a doubtful request is sent once more: not one that may have made the broker fail. */
export const mayAskAgain = (exchange: Exchange): boolean =>
  isSafe(exchange.request.method) && (exchange.response.status !== 500 || isHtml(exchange));
