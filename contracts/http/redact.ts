import { truncate } from '../shared/truncate.js';
import type { Deviation } from '../rule/deviation.js';
import { shellQuote } from './curl.js';
import type { Exchange } from './exchange.js';
import { jsonText } from '../shared/json.js';

/** Characters kept of a message, a value and a body; the curl line shows the rest. */
const MESSAGE = 1000;
const VALUE = 20_000;
const BODY = 2000;

/**
 * A deviation for reports: without secrets that the broker sent back, and truncated. Truncation
 * comes last: else a part of a secret could stay at the cut.
 * @param redact replaces the user's credentials in a text
 */
export function redactDeviation(
  { expected, got, exchange, ...deviation }: Deviation,
  redact: (text: string) => string,
): Deviation {
  return {
    ...deviation,
    message: truncate(redact(deviation.message), MESSAGE),
    ...(deviation.at !== undefined && { at: truncate(redact(deviation.at), MESSAGE) }),
    expected: bounded(expected, redact),
    got: bounded(got, redact),
    ...(exchange && { exchange: boundedExchange(exchange, redact) }),
  };
}

function boundedExchange(exchange: Exchange, redact: (text: string) => string): Exchange {
  const { curl, request, response } = exchange;
  const path = redact(request.path);
  const headers = Object.entries(response.headers).map(([name, value]) => [
    name,
    truncate(redact(value), BODY),
  ]);
  return {
    ...exchange,
    request: { ...request, path },
    curl: curl.replace(quoted(request.path), () => quoted(path)),
    response: {
      ...response,
      headers: Object.fromEntries(headers) as Record<string, string>,
      text: truncate(redact(response.text), BODY),
    },
    json: undefined,
  };
}

/** As in a word that is quoted for a shell. */
const quoted = (text: string): string => shellQuote(text).slice(1, -1);

/** The value itself if it is short and has no secret; else its redacted, truncated text. */
function bounded(value: unknown, redact: (text: string) => string): unknown {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : jsonText(value);
  const kept = truncate(redact(text), VALUE);
  return kept === text ? value : kept;
}
