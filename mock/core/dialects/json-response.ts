import type { MockResponse } from '../messages.js';

export const JSON_TYPE = 'application/json';

/** An answer in JSON; members are sent in the order in which they stand. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): MockResponse {
  return {
    status,
    headers: { 'content-type': JSON_TYPE, ...headers },
    body: JSON.stringify(body),
  };
}

/** An answer as plain text; an empty one has no content type. */
export function text(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = { 'content-type': 'text/plain' },
): MockResponse {
  return { status, headers: body === '' ? {} : headers, body };
}
