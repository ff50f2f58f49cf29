import { BrokerUnreachable } from '../../shared/errors.js';
import { isJsonObject, type JsonObject } from '../../shared/json.js';
import type { Exchange } from '../exchange.js';
import { isHtml } from './first-answer.js';
import { isOfTheWay } from '../retry.js';

/** Statuses that no request of the kit gets from a broker. */
const FOREIGN = new Set([407, 511]);

/** Statuses with which a broker may send a page: NanoMQ does. */
const WITH_PAGE = new Set([404, 405, 501]);

/**
 * What shows that an answer is not the broker's, e.g. `HTTP 302`; `undefined` where it may be. A
 * gateway may stand in the way of a few requests only: a firewall blocks odd characters, or DELETE.
 */
export function foreignSign(exchange: Exchange): string | undefined {
  const { request, response, json } = exchange;
  const { status } = response;
  const isRedirect = status >= 300 && status < 400;
  // The code shows that the refusal is the broker's, though with a wrong status; HEAD has none.
  const isHidden = request.method === 'HEAD' && request.authorization !== 'right';
  const hasCode = isJsonObject(json) && hasBrokerCode(json);
  const isRefusal = status === 403 && !hasCode && !isHidden;
  if (isOfTheWay(response) || isRedirect || isRefusal || FOREIGN.has(status)) {
    return `HTTP ${status}`;
  }
  return isHtml(exchange) && !WITH_PAGE.has(status) ? `HTTP ${status} and a page` : undefined;
}

/** Codes of EMQX 4 and NanoMQ are 0, and 101 to 119 for errors. */
export function hasBrokerCode({ code }: JsonObject): boolean {
  return typeof code === 'number' && (code === 0 || (code > 100 && code < 200));
}

/**
 * For a run that needs every answer.
 * @throws BrokerUnreachable where it is not the broker's
 */
export function refuseForeign(exchange: Exchange): void {
  const sign = foreignSign(exchange);
  if (sign === undefined) return;
  const { method, path } = exchange.request;
  throw new BrokerUnreachable(
    `${method} ${path} is answered with ${sign} after all tries: this is the way to the broker, not the broker. Check what stands between here and it, and run again.`,
  );
}
