import { ERROR_CODES } from '../../../openapi/index.js';
import type { MockResponse } from '../request-response.js';

export const JSON_TYPE = 'application/json';

type Headers = Readonly<Record<string, string>>;

/** A response without rows, and its `code` if the body has one. */
export interface WordedResponse extends Pick<
  MockResponse,
  'status' | 'headers' | 'body' | 'parts'
> {
  readonly code?: number;
}

/** A response in JSON; members are sent in the order of the object. */
export function json(status: number, body: unknown, headers: Headers = {}): WordedResponse {
  return {
    status,
    headers: { 'content-type': JSON_TYPE, ...headers },
    body: JSON.stringify(body),
  };
}

/** {@link json} of a body with a `code`. */
export function coded(
  status: number,
  body: { readonly code: number; readonly message?: string },
): WordedResponse {
  return { ...json(status, body), code: body.code };
}

/** An error of the API, as the documents have it: `{"code":108,"message":"…"}`. */
export function apiError(
  status: number,
  name: keyof typeof ERROR_CODES,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): WordedResponse {
  return coded(status, { code: ERROR_CODES[name], message, ...more });
}

/** A response as plain text; an empty one has no content type. */
export function text(
  status: number,
  body: string,
  headers: Headers = { 'content-type': 'text/plain' },
): WordedResponse {
  return { status, headers: body === '' ? {} : headers, body };
}
