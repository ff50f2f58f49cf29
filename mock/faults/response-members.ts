/** What a fault and a stub both say about a response. */
import type { JsonValue } from '../core/client.js';
import * as s from '../core/schema.js';
import { truncate } from '../shared/truncate.js';

/** Bounds that keep a response from blocking the mock forever. */
export const RESPONSE_LIMITS = {
  /** Milliseconds, of a delay and of a drip. */
  delayMs: 60_000,
  /** Characters of a body, as sent. */
  body: 1_048_576,
} as const;

/** The statuses whose responses have no body (RFC 9110, 15.3.5 and 15.4.5). */
export const BODILESS: readonly number[] = [204, 304];

export const milliseconds = (description: string): s.Schema<number> =>
  s.number(description, { maximum: RESPONSE_LIMITS.delayMs });

export const HEADER_TEXT = {
  maxLength: 1024,
  pattern: /^[\x20-\x7e]+$/,
  expected: '1 to 1024 printable ASCII characters',
};
/** The host sets these: a wrong length or framing would be a fault of another kind. */
const FRAMING = 'connection|content-length|transfer-encoding|keep-alive|trailer|upgrade';
const HEADER_NAME = s.map(
  s.text('A header.', {
    pattern: new RegExp(`^(?!(?:${FRAMING})$)[\\w!#$%&'*+.^\`|~-]{1,100}$`, 'i'),
    expected: `the name of a header, none of ${FRAMING.replaceAll('|', ', ')}`,
  }),
  (name) => name.toLowerCase(),
);

/** A body: a text, or any other value, which is sent as JSON. */
export const body = (description: string): s.Schema<JsonValue> => ({
  openapi: { description },
  fits: () => true,
  read(value, field, problems) {
    const sent = typeof value === 'string' ? value : writeJson(value);
    if (sent !== undefined && sent.length <= RESPONSE_LIMITS.body) return value as JsonValue;
    const expected = `a text or JSON of at most ${RESPONSE_LIMITS.body} characters`;
    const shown = sent === undefined ? value : truncate(sent, 40);
    problems.push({ field, value: shown, expected });
    return undefined;
  },
});

export const headers = (description: string): s.Schema<Readonly<Record<string, string>>> =>
  s.record(s.text('A value.', HEADER_TEXT), { description, max: 20, what: 'headers' }, HEADER_NAME);

/** Returns `undefined` for what JSON cannot express: a cycle, a bigint, a function. */
function writeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

const PERCENTILE = s.refine(
  s.text('A percentile.'),
  'a percentile from 0 to 100',
  (name) => Number(name) >= 0 && Number(name) <= 100,
);
const PERCENTILES = s.refine(
  s.record(
    milliseconds('Milliseconds.'),
    {
      description:
        'Measured percentiles, such as {"50": 40, "95": 200, "99": 900}. Values between two percentiles are interpolated, values below the first from 0; none is above the last.',
      max: 20,
      what: 'percentiles',
    },
    PERCENTILE,
  ),
  '1 to 20 percentiles with milliseconds that do not decrease',
  (points) => {
    const ascending = Object.entries(points).sort(([a], [b]) => Number(a) - Number(b));
    const isAscending = ascending.every(([, ms], index) => ms >= (ascending[index - 1]?.[1] ?? 0));
    return ascending.length > 0 && isAscending;
  },
);

/** How long a response is delayed. */
export const DELAY = s.oneOf(
  `milliseconds (a number from 0 to ${RESPONSE_LIMITS.delayMs}), {min, max}, {mean, stddev} or {percentiles: {"50": 40, "99": 900}}`,
  milliseconds('Milliseconds.'),
  s.refine(
    s.object({ min: milliseconds('Uniform: from.'), max: milliseconds('Uniform: to, included.') }),
    'at most max',
    ({ min, max }) => min <= max,
    'min',
  ),
  s.object({
    mean: milliseconds('Normal distribution, cut off at 0: its mean.'),
    stddev: milliseconds('Its standard deviation.'),
  }),
  s.object({ percentiles: PERCENTILES }),
);
