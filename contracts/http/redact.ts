import { truncate } from '../shared/truncate.js';
import type { Deviation } from '../rule/deviation.js';
import type { Exchange } from './exchange.js';
import { jsonText } from '../shared/json.js';

/** Characters of a message, of a value and of a body that are kept; the curl line shows the rest. */
const MESSAGE = 1000;
const VALUE = 20_000;
const BODY = 2000;

/**
 * What is kept of a deviation: no secret, even if the broker sends it back, and no more than a
 * report shows, however much a broker answers. It is cut last: a secret that lies across the cut
 * would be told by half.
 * @param redact hides the user's credentials in a text
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
  const { response } = exchange;
  const headers = Object.entries(response.headers).map(([name, value]) => [
    name,
    truncate(redact(value), BODY),
  ]);
  return {
    ...exchange,
    response: {
      ...response,
      headers: Object.fromEntries(headers) as Record<string, string>,
      text: truncate(redact(response.text), BODY),
    },
    json: undefined,
  };
}

/** The value itself where it is short and holds no secret; else its text, cut. */
function bounded(value: unknown, redact: (text: string) => string): unknown {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : jsonText(value);
  const kept = truncate(redact(text), VALUE);
  return kept === text ? value : kept;
}
