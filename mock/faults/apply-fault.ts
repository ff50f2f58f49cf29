import { bodyLength, changed, inParts } from '../core/query/long-page.js';
import type { Steps } from '../core/steps.js';
import type { ERROR_CODES } from '../../openapi/index.js';
import type { JsonValue } from '../core/client.js';
import { apiError, JSON_TYPE } from '../core/releases/json-response.js';
import type { BodyParts, Delivery, MockResponse, Outcome } from '../core/request-response.js';
import type { Random } from '../seed/random.js';
import { drawDelay } from './delay.js';
import { BODILESS } from './response-members.js';
import type { FaultAction } from './fault-rule.js';

/** Whether the action answers in place of the API, which then must not do anything. */
export function replacesApi({ status = 200, hang, reset }: FaultAction): boolean {
  return status >= 300 || hang === true || reset === true;
}

/** The vendor's error codes that fit a status. */
const CODES: Readonly<Record<number, keyof typeof ERROR_CODES>> = {
  400: 'badParameter',
  401: 'wrongCredentials',
};

/** The response of an action that {@link replacesApi}. */
export function faultResponse({ status = 503 }: FaultAction): MockResponse {
  const message = `HTTP ${status}: an injected fault.`;
  const { code, ...error } = apiError(status, CODES[status] ?? 'unknownError', message);
  const challenge = { 'www-authenticate': 'Basic realm="emqx-clients-kit"' };
  return {
    ...error,
    headers: { ...error.headers, ...(status === 401 && challenge) },
    outcome: { kind: 'fault', ...(code !== undefined && { code }) },
  };
}

/**
 * Changes a response as the action says; the response to HEAD has no body. In steps: a long body stays
 * in parts, but its length may be needed.
 */
export function* applyFault(
  action: FaultAction,
  response: MockResponse,
  random: Random,
  isHead: boolean,
): Steps<MockResponse> {
  // A 2xx does not make a success of an error; the fault's own response has the status already.
  const status = response.status < 300 ? (action.status ?? response.status) : response.status;
  const isBodiless = BODILESS.includes(status);
  const keepsBody = action.body === undefined && action.malformed !== true;
  const type = action.contentType ?? (isOwnJson(action) ? JSON_TYPE : undefined);
  const headers = {
    ...response.headers,
    ...(type !== undefined && { 'content-type': type }),
    ...action.headers,
  };
  const needsLength = action.truncate !== undefined || action.drip !== undefined;
  const changesWith = (length: number, isLong: boolean): Partial<MockResponse> => {
    const delivery = deliveryOf(action, length, random, isLong && needsLength);
    return {
      status,
      headers,
      ...(response.outcome && { outcome: outcomeOf(action, response.outcome, isBodiless, isHead) }),
      ...((response.delivery ?? delivery) && { delivery: { ...response.delivery, ...delivery } }),
    };
  };
  const { parts } = response;
  if (parts && action.body === undefined && !isBodiless && !isHead) {
    const { status, headers, outcome } = response;
    const kept = keepsBody
      ? response
      : inParts({ status, headers, ...(outcome && { outcome }) }, () => breakParts(parts()));
    return changed(kept, changesWith(needsLength ? yield* bodyLength(kept) : 0, true));
  }
  const body = keepsBody ? response.body : bodyOf(action, response);
  const { parts: _, ...whole } = response;
  return {
    ...whole,
    ...changesWith(new TextEncoder().encode(body).length, false),
    // The length of a HEAD's response is that of the body before the change.
    headers: keepsBody || body === response.body ? headers : withoutLength(headers),
    body: isHead || isBodiless ? '' : body,
  };
}

/** The outcome of the changed body: the rule's own code, and none if the body is not readable. */
function outcomeOf(
  action: FaultAction,
  outcome: Outcome,
  isBodiless: boolean,
  isHead: boolean,
): Outcome {
  const { code, rows, ...others } = outcome;
  if (isBodiless) return others;
  const sent = action.body === undefined ? code : codeIn(action.body);
  return {
    ...others,
    ...(action.body === undefined && rows !== undefined && { rows }),
    ...(!isHead && action.malformed !== true && sent !== undefined && { code: sent }),
  };
}

/** The `code` of a body, if it has one. */
export function codeIn(body: JsonValue): number | undefined {
  const { code } = Object(body) as { readonly code?: unknown };
  return typeof code === 'number' ? code : undefined;
}

const isOwnJson = ({ body }: FaultAction): boolean =>
  body !== undefined && typeof body !== 'string';

function bodyOf({ body, malformed }: FaultAction, response: MockResponse): string {
  const whole =
    body === undefined ? response.body : typeof body === 'string' ? body : JSON.stringify(body);
  return malformed === true ? breakJson(whole) : whole;
}

/** The result is never JSON. */
const breakJson = (json: string): string => `${json.slice(0, -1)},]`;

/** The same of a long body: its last part is changed. */
function* breakParts(parts: BodyParts): Generator<string | Uint8Array, void> {
  let last: string | Uint8Array = '';
  for (const part of parts) {
    yield last;
    last = part;
  }
  yield breakJson(typeof last === 'string' ? last : new TextDecoder().decode(last));
}

function withoutLength(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-length'));
}

/** Milliseconds between two parts of a body that is sent slowly. */
const DROP_MS = 50;

/** @param length bytes of the body. */
function deliveryOf(
  action: FaultAction,
  length: number,
  random: Random,
  sendsLength: boolean,
): Delivery | undefined {
  const { delay, hang, reset, truncate, drip } = action;
  const delayMs = delay === undefined ? 0 : drawDelay(delay, random);
  const delivery: Delivery = {
    ...(delayMs > 0 && { delayMs }),
    ...(hang && { hang }),
    ...(reset && { reset }),
    ...(truncate !== undefined && { truncateAt: cutAt(truncate, length) }),
    ...(drip !== undefined && drip > 0 && { drip: drops(drip, length) }),
    ...(sendsLength && { length }),
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
