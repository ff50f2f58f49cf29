import * as s from '../core/schema.js';
import { METHOD, PATH, QUERY } from './request-pattern.js';
import {
  BODILESS,
  body,
  DELAY,
  HEADER_TEXT,
  headers,
  milliseconds,
  RESPONSE_LIMITS,
} from './response-members.js';

/** Bounds that keep rules from blocking the mock forever. */
export const FAULT_LIMITS = { rules: 100, ...RESPONSE_LIMITS } as const;

const count = (description: string) =>
  s.integer(description, { minimum: 1, maximum: 1_000_000_000 });
const on = (description: string) => s.constant(true, description);

const MATCH = s.partial({
  method: METHOD,
  path: PATH,
  query: QUERY,
  nth: count('Only the nth matching request, from 1.'),
  probability: s.number('The probability that a matching request gets the fault.', {
    exclusiveMinimum: 0,
    maximum: 1,
    expected: 'a number above 0 and at most 1',
  }),
  times: count('The most requests that get the fault.'),
});

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
  body: body('Replaces the body: a text, or any other value, which is sent as JSON.'),
  contentType: s.text('Replaces the content type.', HEADER_TEXT),
  headers: headers('Added to the headers, e.g. {"retry-after": "2"}.'),
  delay: DELAY,
  hang: on('Never answers; the connection stays open. The API does nothing.'),
  reset: on('Resets the connection. The API does nothing.'),
  truncate: TRUNCATE,
  malformed: on('Makes the JSON of the body invalid; the content length is correct.'),
  drip: milliseconds('Sends the body in small parts, over this time in all.'),
};

/** Members that say something about the body. */
const OF_BODY = ['body', 'contentType', 'truncate', 'malformed', 'drip'] as const;

const isOnly = (action: object, ...names: readonly string[]): boolean =>
  Object.keys(action).every((name) => names.includes(name));

const COMPLETE_ACTION = s.refine(
  s.partial(ACTION_MEMBERS),
  `at least one of ${Object.keys(ACTION_MEMBERS).join(', ')}`,
  (action) => Object.keys(action).length > 0,
);

type Action = s.Infer<typeof COMPLETE_ACTION>;

/** No member may make another one impossible. */
const CONTRADICTIONS: readonly {
  readonly expected: string;
  readonly member: keyof Action;
  readonly isValid: (action: Action) => boolean;
}[] = [
  {
    expected: 'either hang or reset, not both',
    member: 'reset',
    isValid: ({ hang, reset }) => !(hang && reset),
  },
  {
    expected: 'nothing else, since a request that hangs gets no response',
    member: 'hang',
    isValid: (action) => !action.hang || isOnly(action, 'hang', 'reset'),
  },
  {
    expected: 'only a delay beside it, since a reset connection gets no response',
    member: 'reset',
    isValid: (action) => !action.reset || isOnly(action, 'reset', 'hang', 'delay'),
  },
  {
    expected: `a status that has a body, since the rule also has ${OF_BODY.join(' or ')}`,
    member: 'status',
    isValid: ({ status = 200, ...others }) =>
      !BODILESS.includes(status) || OF_BODY.every((name) => others[name] === undefined),
  },
  {
    expected: 'either contentType or the header content-type, not both',
    member: 'contentType',
    isValid: ({ contentType, headers: given = {} }) =>
      contentType === undefined || !Object.hasOwn(given, 'content-type'),
  },
];

const ACTION = CONTRADICTIONS.reduce<s.Schema<Action>>(
  (schema, { expected, member, isValid }) => s.refine(schema, expected, isValid, member),
  COMPLETE_ACTION,
);

/** A rule in JSON: its reader, and its schema in the control API's document. */
export const FAULT_RULE = s.refine(
  s.object({
    match: s.optional(MATCH),
    do: ACTION,
    off: s.optional(on('Keeps the rule in the list, and applies it to no request.')),
  }),
  `no ${OF_BODY.join(', ')} for method HEAD, whose response has no body`,
  ({ match, do: action }) =>
    match?.method !== 'HEAD' || OF_BODY.every((name) => action[name] === undefined),
  'do',
);

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
