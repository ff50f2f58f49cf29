import { METHOD, PATH, QUERY } from '../faults/request-pattern.js';
import {
  BODILESS,
  body,
  DELAY,
  HEADER_TEXT,
  headers,
  RESPONSE_LIMITS,
} from '../faults/response-members.js';
import * as s from '../core/schema.js';

/** Bounds that keep stubs from filling the memory of the mock. */
export const STUB_LIMITS = { stubs: 1000, answers: 100, body: RESPONSE_LIMITS.body } as const;

const HEADERS = s.record(
  s.text('A value.', { maxLength: 8192 }),
  {
    description: 'Headers that the request must have with exactly these values.',
    max: 20,
    what: 'headers',
  },
  s.map(
    s.text('A header.', {
      pattern: /^[\w!#$%&'*+.^`|~-]{1,100}$/,
      expected: 'the name of a header, such as accept',
    }),
    (name) => name.toLowerCase(),
  ),
);

const MATCH = s.object({
  method: s.optional(METHOD),
  path: PATH,
  query: s.optional(QUERY),
  headers: s.optional(HEADERS),
});

const ANSWER_MEMBERS = {
  status: s.integer('The HTTP status. Default 200.', { minimum: 200, maximum: 599 }),
  headers: headers('The headers. Default: only a content type.'),
  contentType: s.text(
    'The content type. Default: application/json for a JSON body, text/plain for a text.',
    HEADER_TEXT,
  ),
  body: body('The body: a text, or any other value, which is sent as JSON. Default: none.'),
  delay: DELAY,
};

const EXPECTED_MEMBERS = Object.keys(ANSWER_MEMBERS).join(', ');
const ANSWER = s.refine(
  s.refine(
    s.refine(
      s.partial(ANSWER_MEMBERS),
      `at least one of ${EXPECTED_MEMBERS}`,
      (answer) => Object.keys(answer).length > 0,
    ),
    'no body, since a response with status 204 or 304 has none',
    ({ status = 200, body: given }) => given === undefined || !BODILESS.includes(status),
    'body',
  ),
  'either contentType or the header content-type, not both',
  ({ contentType, headers: given = {} }) =>
    contentType === undefined || !Object.hasOwn(given, 'content-type'),
  'contentType',
);

/** How a stub answers a request. At least one member. */
export type StubAnswer = s.Infer<typeof ANSWER>;

const SEVERAL = s.refine(
  s.list(ANSWER, { maxItems: STUB_LIMITS.answers }),
  'at least one answer',
  (answers) => answers.length > 0,
);
const ANSWERS: s.Schema<StubAnswer | readonly StubAnswer[]> = {
  openapi: { oneOf: [ANSWER.openapi, { ...SEVERAL.openapi, minItems: 1 }] },
  fits: () => true,
  read: (value, ...rest) => (Array.isArray(value) ? SEVERAL : ANSWER).read(value, ...rest),
};

/** What a stub does after the last of its answers. */
const AFTER_LAST = ['repeat', 'restart', 'pass'] as const;

/** A stub in JSON: its reader, and its schema in the control API's document. */
export const STUB = s.object({
  name: s.optional(
    s.text('The name in the journal. Default: `stubs[0]` for the first stub.', {
      maxLength: 200,
      pattern: /^\P{Cc}+$/u,
      expected: 'a name of 1 to 200 printable characters',
    }),
  ),
  match: MATCH,
  respond: ANSWERS,
  afterLast: s.optional(
    s.check<(typeof AFTER_LAST)[number]>(
      {
        enum: AFTER_LAST,
        description:
          'What follows the last answer: `repeat` it (the default), `restart` with the first, or `pass`: the request is answered as if the stub did not exist.',
      },
      `one of ${AFTER_LAST.join(', ')}`,
      (value) => (AFTER_LAST as readonly unknown[]).includes(value),
    ),
  ),
  credentials: s.optional(
    s.check<boolean>(
      {
        type: 'boolean',
        description:
          "Whether the request must have the API's credentials. Default: below the base path, as the API does, and not elsewhere.",
      },
      'true or false',
      (value) => typeof value === 'boolean',
    ),
  ),
});

/**
 * A response of your own for matching requests. `Stub` in the document of the control API describes
 * every member and its bounds.
 * @example { match: { method: 'GET', path: '/alarms' }, respond: { body: { code: 0, data: [] } } }
 */
export type Stub = s.Infer<typeof STUB>;

const STUBS = s.list(STUB, {
  maxItems: STUB_LIMITS.stubs,
  expected: 'a list of stubs, such as [{"match": {"path": "/alarms"}, "respond": {"body": []}}]',
});

/** The body of PUT and POST /stubs. */
export const STUBS_BODY = s.object({
  stubs: { ...STUBS, openapi: { ...STUBS.openapi, items: { $ref: '#/components/schemas/Stub' } } },
});

/**
 * Reads stubs from options, a file or the control API, and reports every problem.
 * @param field the name of the list in problems: `stubs` results in `stubs[2].match.path`.
 */
export const parseStubs = (value: unknown, field = 'stubs'): s.Parsed<readonly Stub[]> =>
  s.parse(STUBS, value, field);
