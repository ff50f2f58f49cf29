import { EXPECTED_DURATION } from '../../core/duration.js';
import * as s from '../../core/schema.js';
import {
  answer,
  boolean,
  duration,
  nullable,
  oneOfTexts,
  operation,
  parameters,
  queryInteger,
  ref,
} from './operation.js';

const MAX_ENTRIES = 100_000;
const MAX_TIMEOUT_MS = 60_000;

const filter = {
  method: s.optional(s.text('E.g. GET.')),
  path: s.optional(
    s.text('The whole path, or the part below the base path. A * at the end matches any rest.', {
      examples: ['/clients', '/clients/*'],
    }),
  ),
  status: s.optional(
    s.text('A status, or a class of statuses.', {
      pattern: /^[1-5](?:\d\d|xx)$/,
      expected: 'a status such as 404, or a class such as 4xx',
    }),
  ),
  since: s.optional(queryInteger('Only entries with a greater id.')),
  before: s.optional(queryInteger('Only entries with a smaller id: the page before an entry.')),
  text: s.optional(
    s.text(
      'Found in the path, the query, the body, or the name of a fault, stub or event, in any case.',
    ),
  ),
};

/** The filters of the journal. */
export const JOURNAL_FILTER = s.object(filter);

/** The query of GET /journal. */
export const JOURNAL_PAGE = s.object({
  ...filter,
  limit: s.optional(queryInteger('The most entries to return.', { maximum: MAX_ENTRIES }), 100),
});

/** The query of GET /journal/wait. */
export const JOURNAL_WAIT = s.object({
  ...filter,
  count: s.optional(
    queryInteger('Number of requests to wait for.', { minimum: 1, maximum: MAX_ENTRIES }),
    1,
  ),
  timeout: s.optional(
    s.refine(
      duration(['integer', 'string'], 'Milliseconds, or a text such as 5s; at most 60s.'),
      `${EXPECTED_DURATION}, up to 60s`,
      (ms) => ms >= 0 && ms <= MAX_TIMEOUT_MS,
    ),
    5000,
  ),
});

const ofEntry = {
  parameters: parameters({ id: s.integer('The id of an entry.', { minimum: 1 }) }, 'path'),
  answers: { 404: answer('The journal has no such entry.', ref('Problem')) },
};

const headers = (description: string) =>
  s.record(s.text('A value.'), { description, max: 1000, what: 'headers' });

const sentResponse = {
  headers: headers('Names in lower case.'),
  body: s.text('The first 16,384 characters of the body.'),
  cut: boolean('Whether the body was longer.'),
};

/** The operations on the journal of a sandbox. */
export const JOURNAL_OPERATIONS = {
  'GET /journal': operation(
    'getJournal',
    'List matching requests, oldest first',
    {
      count: s.integer('Number of matching requests.'),
      total: s.integer('Number of all requests, including those no longer in the journal.'),
      entries: s.list(ref('Entry')),
    },
    {
      description: 'Of more matching requests than `limit`, the latest are listed.',
      parameters: parameters(JOURNAL_PAGE.members),
    },
  ),
  'DELETE /journal': operation('clearJournal', 'Clear the journal', {
    cleared: s.integer('Number of entries.'),
  }),
  'GET /journal/count': operation(
    'countJournal',
    'Count the matching requests',
    { count: s.integer('Number of matching requests.') },
    { parameters: parameters(JOURNAL_FILTER.members) },
  ),
  'GET /journal/wait': operation(
    'waitForRequests',
    'Wait for a number of matching requests; earlier requests count',
    ref('Waited'),
    {
      parameters: parameters(JOURNAL_WAIT.members),
      answers: {
        408: answer('The requests did not arrive in time.', ref('Waited')),
        503: answer('Too many callers are waiting, or the mock is stopping.', ref('Waited')),
      },
    },
  ),
  'GET /journal/{id}': operation(
    'getJournalEntry',
    'Get a request and its response',
    {
      entry: ref('Entry'),
      request: nullable(s.object({ headers: headers('Secrets are hidden.') })),
      response: nullable(s.object(sentResponse)),
    },
    {
      ...ofEntry,
      description:
        'Headers and bodies are kept of up to 500 requests that arrive while a caller follows GET /events, and are null for others.',
    },
  ),
  'POST /journal/{id}/replay': operation(
    'replayRequest',
    'Send a request of the journal again',
    {
      id: s.integer('The id of the new entry.', { minimum: 1 }),
      headersKept: boolean(
        'Whether it had the headers of the first; else it had credentials only.',
      ),
      status: s.integer('HTTP status of the answer.'),
      ...sentResponse,
    },
    {
      ...ofEntry,
      description: 'The sandbox answers as it is now, with its faults, but without their delays.',
      answers: {
        ...ofEntry.answers,
        409: answer('It was not kept as a whole, or another server answered it.', ref('Problem')),
      },
    },
  ),
};

export const JOURNAL_SCHEMAS = {
  Entry: s.object({
    id: s.integer('Number of the request in the sandbox, from 1.'),
    at: s.text("Time of the request, by the sandbox's clock.", { format: 'date-time' }),
    method: s.text('E.g. GET.'),
    path: s.text('As sent, without the prefix of the sandbox.'),
    query: s.text('As sent, without the question mark.'),
    body: s.text("The first 2,048 characters of the request's body."),
    cut: s.optional(s.constant(true, 'Path, query or body were longer than what is kept.')),
    status: s.integer('HTTP status of the answer.'),
    rows: s.optional(s.integer('Number of clients in the answer.')),
    code: s.optional(s.integer('`code` of the answer.')),
    fault: s.optional(s.text('The fault that was applied.')),
    stub: s.optional(s.text('The stub that answered.')),
    proxied: s.optional(s.constant(true, 'Another server answered: option `proxy`.')),
    events: s.optional(s.list(s.text('A scenario event just before the answer.'))),
  }),
  Waited: s.object({
    message: s.optional(s.text('Why the requests are missing; absent on success.')),
    reason: s.optional(
      oneOfTexts(['timed out', 'too many waiters', 'closed'], 'The same for programs.'),
    ),
    count: s.integer('Number of matching requests.'),
    entries: s.list(ref('Entry')),
  }),
};
