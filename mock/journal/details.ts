import type { MockRequest, MockResponse } from '../core/request-response.js';

/** What an entry of the journal does not say of its request and response. */
export interface ExchangeDetails {
  /** The request's headers, as sent, secrets included. */
  readonly requestHeaders: Readonly<Record<string, string | undefined>>;
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** The response's body, cut after {@link MAX_BODY} characters. */
  readonly responseBody: string;
  readonly isCut: boolean;
}

/** Characters of a response's body that are kept. */
const MAX_BODY = 16 * 1024;

/** Takes what is kept; of a long body only what is printed for it. */
export function detailsOf(
  { headers = {} }: Pick<MockRequest, 'headers'>,
  response: Pick<MockResponse, 'headers' | 'body' | 'parts'>,
): ExchangeDetails {
  const body = response.parts ? startOf(response.parts()) : response.body;
  const isCut = body.length > MAX_BODY;
  return {
    requestHeaders: headers,
    responseHeaders: response.headers,
    responseBody: isCut ? copyOf(body.slice(0, MAX_BODY)) : body,
    isCut,
  };
}

/** A little more than is kept. */
function startOf(parts: Iterable<string | Uint8Array>): string {
  const decoder = new TextDecoder();
  let text = '';
  for (const part of parts) {
    text += typeof part === 'string' ? part : decoder.decode(part, { stream: true });
    if (text.length > MAX_BODY) break;
  }
  return text;
}

/** A slice of a long text would keep all of it in memory. */
const copyOf = (text: string): string => JSON.parse(JSON.stringify(text)) as string;
