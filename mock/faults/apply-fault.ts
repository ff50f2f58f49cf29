import { ERROR_CODES } from '../../openapi/index.js';
import type { Delivery, MockResponse } from '../core/messages.js';
import type { Random } from '../seed/random.js';
import { drawDelay } from './delay.js';
import type { FaultAction } from './fault-rule.js';

const JSON_TYPE = 'application/json';

/** Whether the action answers by itself, so that the API must not do anything. */
export function standsInForApi({ status = 200, hang, reset }: FaultAction): boolean {
  return status >= 300 || hang === true || reset === true;
}

/** What the API's error codes say of a status; the vendor has one for few of them. */
const CODES: Readonly<Record<number, number>> = {
  400: ERROR_CODES.badParameter,
  401: ERROR_CODES.wrongCredentials,
};

/** The answer of an action that {@link standsInForApi}. */
export function ownAnswer({ status = 503 }: FaultAction): MockResponse {
  const code = CODES[status] ?? ERROR_CODES.unknownError;
  const message = `HTTP ${status}, because a fault was asked for.`;
  return {
    status,
    headers: {
      'content-type': JSON_TYPE,
      ...(status === 401 && { 'www-authenticate': 'Basic realm="emqx-clients-kit"' }),
    },
    body: JSON.stringify({ code, message }),
  };
}

/** Does to an answer what an action says. */
export function spoil(action: FaultAction, answer: MockResponse, random: Random): MockResponse {
  // A 2xx does not make a success of an error; an answer of its own has the status already.
  const status = answer.status < 300 ? (action.status ?? answer.status) : answer.status;
  const body = bodyOf(action, answer);
  const type = action.contentType ?? (isOwnJson(action) ? JSON_TYPE : undefined);
  const headers = {
    ...answer.headers,
    ...(type !== undefined && { 'content-type': type }),
    ...action.headers,
  };
  const delivery = deliver(action, body, random);
  return {
    // The rows are not told of a body that may not hold them any more.
    ...(action.body === undefined && answer.rows !== undefined && { rows: answer.rows }),
    status,
    // A length that was announced, of HEAD, is that of the body that was not spoilt.
    headers: body === answer.body ? headers : withoutLength(headers),
    body: status === 204 || status === 304 ? '' : body,
    ...((answer.delivery ?? delivery) && { delivery: { ...answer.delivery, ...delivery } }),
  };
}

const isOwnJson = ({ body }: FaultAction): boolean =>
  body !== undefined && typeof body !== 'string';

function bodyOf({ body, malformed }: FaultAction, answer: MockResponse): string {
  const whole =
    body === undefined ? answer.body : typeof body === 'string' ? body : JSON.stringify(body);
  return malformed === true ? spoilJson(whole) : whole;
}

/** No text is JSON once this is done to it. */
const spoilJson = (json: string): string => `${json.slice(0, -1)},]`;

function withoutLength(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-length'));
}

/** Milliseconds between two drops of a body that is dripped. */
const DROP_MS = 50;

function deliver(action: FaultAction, body: string, random: Random): Delivery | undefined {
  const { delay, hang, reset, truncate, drip } = action;
  const length = new TextEncoder().encode(body).length;
  const delayMs = delay === undefined ? 0 : drawDelay(delay, random);
  const delivery: Delivery = {
    ...(delayMs > 0 && { delayMs }),
    ...(hang && { hang }),
    ...(reset && { reset }),
    ...(truncate !== undefined && { truncateAt: cutAt(truncate, length) }),
    ...(drip !== undefined && drip > 0 && { drip: drops(drip, length) }),
  };
  return Object.keys(delivery).length > 0 ? delivery : undefined;
}

function cutAt(truncate: number | string, length: number): number {
  if (typeof truncate === 'number') return Math.min(truncate, length);
  return Math.floor((Number.parseFloat(truncate) / 100) * length);
}

function drops(overMs: number, length: number): { bytes: number; everyMs: number } {
  const count = Math.max(1, Math.min(length, Math.floor(overMs / DROP_MS)));
  return { bytes: Math.max(1, Math.ceil(length / count)), everyMs: Math.round(overMs / count) };
}
