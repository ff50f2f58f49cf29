import { FAULT_LIMITS } from '../../faults/fault-rule.js';
import { answer, flag, listOf, object, operation, ref, text, whole } from './parts.js';

const { delayMs } = FAULT_LIMITS;
const ms = (description: string) => ({ type: 'number', minimum: 0, maximum: delayMs, description });
const on = (description: string) => ({ const: true, description });
const each = (schema: object, description: string) => ({
  type: 'object',
  additionalProperties: schema,
  description,
});

const match = object(
  {
    method: text('E.g. GET.'),
    path: text('Whole or below the base path; * within a segment, ** for any number of them.'),
    query: each(
      { type: ['string', 'number', 'boolean'] },
      'Parameters that must have these values.',
    ),
    nth: whole('Only the nth request that matches.', { minimum: 1 }),
    probability: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    times: whole('The most requests that it is applied to.', { minimum: 1 }),
  },
  [],
);

const delay = {
  oneOf: [
    ms('Milliseconds.'),
    object({ min: ms('Evenly spread, from'), max: ms('to.') }),
    object({ mean: ms('The normal distribution.'), stddev: ms('Its spread.') }),
    object({ percentiles: each(ms('Milliseconds.'), 'Such as {"50": 40, "99": 900}.') }),
  ],
};

const action = object(
  {
    status: whole('From 300 on in place of the API.', { minimum: 200, maximum: 599 }),
    body: { description: 'A text, or what is sent as JSON.' },
    contentType: text('Of the answer.'),
    headers: each({ type: 'string' }, 'Added to those of the answer.'),
    delay,
    hang: on('Never answers.'),
    reset: on('Resets the connection.'),
    truncate: {
      oneOf: [whole('Bytes.'), text('A share, such as 50%.')],
      description: 'Sends so much of the body, then ends the connection.',
    },
    malformed: on('Spoils the JSON.'),
    drip: ms('Sends the body little by little, over so many milliseconds.'),
  },
  [],
);

/** The routes of faults, and their schemas. */
export const FAULT_PATHS = {
  '/__mock/faults': {
    get: operation({
      id: 'getFaults',
      tag: 'faults',
      summary: 'The fault rules, and how often each was met',
      answers: { 200: answer('In their order.', ref('Faults')) },
    }),
    put: operation({
      id: 'setFaults',
      tag: 'faults',
      summary: 'Put these rules in the place of all',
      description: 'Until the next reset, which brings back those of the start.',
      body: object({
        faults: {
          ...listOf({
            oneOf: [
              ref('FaultRule'),
              text('The short form, such as GET /clients nth=3 status=503.'),
            ],
          }),
          maxItems: FAULT_LIMITS.rules,
        },
      }),
      answers: { 200: answer('They hold from now on.', ref('Faults')) },
    }),
    delete: operation({
      id: 'clearFaults',
      tag: 'faults',
      summary: 'Remove all fault rules',
      answers: { 200: answer('No rule is left.', ref('Faults')) },
    }),
  },
};

export const FAULT_SCHEMAS = {
  FaultRule: object({ match, do: action }, ['do']),
  Faults: object({
    faults: listOf(
      object({
        rule: ref('FaultRule'),
        matched: whole('Requests that its method, path and query fitted.'),
        applied: whole('Requests that it was applied to.'),
      }),
    ),
  }),
};

const count = whole('How often.');

/** Why answers are as they are, and what of the API has been exercised. */
export const INSIGHT_PATHS = {
  '/__mock/explain': {
    get: operation({
      id: 'explain',
      tag: 'insight',
      summary: 'Why GET /clients answers a query as it does',
      description:
        'The query is that of GET /clients; `why` names a client that is missed, or not expected.',
      parameters: [
        { name: 'why', in: 'query', required: false, schema: text('A client id.') },
        {
          name: 'query',
          in: 'query',
          required: false,
          style: 'form',
          explode: true,
          schema: each({ type: 'string' }, 'The parameters of GET /clients.'),
        },
      ],
      answers: { 200: answer('Parameter by parameter, filter by filter.', ref('Explanation')) },
    }),
  },
  '/__mock/coverage': {
    get: operation({
      id: 'getCoverage',
      tag: 'insight',
      summary: 'Which parameters, values and kinds of answers have been exercised',
      description: 'In all sandboxes together, since the start or the last DELETE.',
      answers: { 200: answer('What was, and what never was.', ref('Coverage')) },
    }),
    delete: operation({
      id: 'clearCoverage',
      tag: 'insight',
      summary: 'Begin to count anew',
      answers: { 200: answer('Nothing is counted yet.', ref('Coverage')) },
    }),
  },
};

const place = { type: ['integer', 'null'], minimum: 1, description: 'Null where there is no row.' };

export const INSIGHT_SCHEMAS = {
  Explanation: object(
    {
      request: text('Method, path and query.'),
      dialect: text('Whose answers are given.'),
      answer: text('What the answer is, in a sentence.'),
      fault: text('The fault that was applied.'),
      client: object({
        clientid: text('Who is asked about.'),
        inAnswer: flag('Whether the answer holds it.'),
        because: listOf(text('A sentence for each node that has it.')),
      }),
      parameters: listOf(
        object(
          {
            name: text('Its name.'),
            raw: { type: ['string', 'null'], description: 'As it stood in the URL.' },
            value: { type: ['string', 'null'], description: 'Decoded.' },
            means: text('How it was read.'),
            expected: text('What was expected instead.'),
            nearest: text('The known parameter that looks most like it.'),
          },
          ['name', 'raw', 'value', 'means'],
        ),
      ),
      filters: listOf(object({ filter: text('In words.'), left: whole('Clients left.') })),
      page: object({
        page: text('The page.'),
        limit: text('Rows a page.'),
        first: place,
        last: place,
        of: whole('Rows in all.'),
        hasnext: flag('Whether more follow.'),
      }),
      decisions: listOf(
        object({ decision: text('E.g. decisions.md#6.'), says: text('In a sentence.') }),
      ),
    },
    ['request', 'dialect', 'answer', 'decisions'],
  ),
  Coverage: object({
    requests: whole('To the API.'),
    faults: whole('Of those, requests that a fault was applied to.'),
    covered: whole('Points exercised at least once.'),
    total: whole('Points there are.'),
    groups: listOf(
      object({
        name: text('A parameter, or a kind of answer.'),
        points: listOf(object({ point: text('What can be exercised.'), count })),
      }),
    ),
    unknownParameters: listOf(object({ name: text('As sent.'), count })),
  }),
};
