import type { JsonValue } from '../core/client.js';
import { splitPath } from '../core/parse-request.js';
import * as s from '../core/schema.js';
import { truncate } from '../shared/truncate.js';

/** Bounds that keep a rule from blocking the mock forever. */
export const FAULT_LIMITS = {
  rules: 100,
  /** Milliseconds, of a delay and of a drip. */
  delayMs: 60_000,
  /** Characters of a body, as sent. */
  body: 1_048_576,
} as const;

const count = (description: string) =>
  s.integer(description, { minimum: 1, maximum: 1_000_000_000 });
const milliseconds = (description: string) =>
  s.number(description, { maximum: FAULT_LIMITS.delayMs });
const on = (description: string) => s.constant(true, description);

const PATH = s.text(
  'The whole path, or the part below the base path. `*` matches within a segment, `**` any number of segments.',
  {
    maxLength: 1024,
    pattern: /^\/[^?#]*$/,
    expected:
      'a path that begins with / and has no query, such as /clients/*, of at most 1024 characters',
  },
);

/** JSON writes 3 and true without quotes; in a URL they are text. */
const QUERY_VALUE: s.Schema<string> = {
  ...s.prepare(s.text('A value.', { maxLength: 1024 }), (value) =>
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
  ),
  openapi: { type: ['string', 'number', 'boolean'] },
};

const MATCH = s.partial({
  method: s.map(
    s.text('E.g. `GET`; upper or lower case.', {
      maxLength: 20,
      pattern: /^[A-Za-z]+$/,
      expected: 'an HTTP method, such as GET',
    }),
    (method) => method.toUpperCase(),
  ),
  path: s.refine(PATH, 'two hexadecimal digits after each %', (path) => !!splitPath(path)),
  query: s.record(QUERY_VALUE, {
    description: 'Query parameters that the request must have with exactly these values, decoded.',
    max: 20,
    what: 'query parameters',
  }),
  nth: count('Only the nth matching request, from 1.'),
  probability: s.number('The probability that a matching request gets the fault.', {
    exclusiveMinimum: 0,
    maximum: 1,
    expected: 'a number above 0 and at most 1',
  }),
  times: count('The most requests that get the fault.'),
});

const HEADER_TEXT = {
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

const BODY: s.Schema<JsonValue> = {
  openapi: { description: 'Replaces the body: a text, or any other value, which is sent as JSON.' },
  fits: () => true,
  read(value, field, problems) {
    const sent = typeof value === 'string' ? value : writeJson(value);
    if (sent !== undefined && sent.length <= FAULT_LIMITS.body) return value as JsonValue;
    const expected = `a text or JSON of at most ${FAULT_LIMITS.body} characters`;
    const shown = sent === undefined ? value : truncate(sent, 40);
    problems.push({ field, value: shown, expected });
    return undefined;
  },
};

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

const DELAY = s.oneOf(
  `milliseconds (a number from 0 to ${FAULT_LIMITS.delayMs}), {min, max}, {mean, stddev} or {percentiles: {"50": 40, "99": 900}}`,
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

const EXPECTED_TRUNCATE = 'a number of bytes, or a share below 100 % such as "50%"';
const TRUNCATE = s.oneOf(
  EXPECTED_TRUNCATE,
  s.integer(
    'Sends only this many bytes of the body, then closes the connection. The API has done its work: 0 loses the answer to a kick that took place.',
    { maximum: Number.MAX_SAFE_INTEGER, expected: EXPECTED_TRUNCATE },
  ),
  s.text('The same as a share of the body, such as 50%.', {
    pattern: /^\d{1,2}(?:\.\d{1,6})?%$/,
    expected: EXPECTED_TRUNCATE,
  }),
);

const ACTION_MEMBERS = {
  status: s.integer(
    'The HTTP status. From 300 on it replaces the answer of the API, which then does nothing; a 2xx replaces the status of a success.',
    { minimum: 200, maximum: 599 },
  ),
  body: BODY,
  contentType: s.text('Replaces the content type.', HEADER_TEXT),
  headers: s.record(
    s.text('A value.', HEADER_TEXT),
    {
      description: 'Added to the headers, e.g. {"retry-after": "2"}.',
      max: 20,
      what: 'headers',
    },
    HEADER_NAME,
  ),
  delay: DELAY,
  hang: on('Never answers; the connection stays open. The API does nothing.'),
  reset: on('Resets the connection. The API does nothing.'),
  truncate: TRUNCATE,
  malformed: on('Makes the JSON of the body invalid; the content length is correct.'),
  drip: milliseconds('Sends the body in small parts, over this time in all.'),
};

const ACTION = s.refine(
  s.refine(
    s.partial(ACTION_MEMBERS),
    `at least one of ${Object.keys(ACTION_MEMBERS).join(', ')}`,
    (action) => Object.keys(action).length > 0,
  ),
  'either hang or reset, not both',
  ({ hang, reset }) => !(hang && reset),
  'reset',
);

/** A rule in JSON: its reader, and its schema in the control API's document. */
export const FAULT_RULE = s.object({ match: s.optional(MATCH), do: ACTION });

/** Which requests a rule applies to. A member that is left out matches every request. */
export type FaultMatch = s.Infer<typeof MATCH>;

/** How long an answer is delayed, in milliseconds, at most {@link FAULT_LIMITS.delayMs}. */
export type FaultDelay = s.Infer<typeof DELAY>;

/** What happens to a request. At least one member; several act together. */
export type FaultAction = s.Infer<typeof ACTION>;

/**
 * One fault rule. Rules apply in order; if two set the same member, the first one wins. `FaultRule`
 * in the document of the control API describes every member and its bounds.
 * @example { match: { method: 'GET', path: '/clients', nth: 3 }, do: { status: 503, delay: 100 } }
 */
export type FaultRule = s.Infer<typeof FAULT_RULE>;
