import { answer, listOf, object, operation, parameter, ref, text, whole } from './parts.js';

const filters = [
  parameter('method', text('E.g. GET.')),
  parameter(
    'path',
    text('The whole path, or what follows the base path; a * at the end stands for any rest.', {
      examples: ['/clients', '/clients/*'],
    }),
  ),
  parameter('status', text('A status, or a class.', { pattern: '^[1-5](\\d\\d|xx)$' })),
  parameter('since', whole('Only entries with a greater id.')),
];

/** The operations on the journal of a sandbox. */
export const JOURNAL_PATHS = {
  '/__mock/journal': {
    get: operation({
      id: 'getJournal',
      tag: 'journal',
      summary: 'The requests that were answered',
      parameters: [...filters, parameter('limit', whole('How many at the most. Default 100.'))],
      answers: {
        200: answer(
          'The latest that match, oldest first.',
          object({
            count: whole('How many match.'),
            total: whole('How many requests there have been, kept or not.'),
            entries: listOf(ref('Entry')),
          }),
        ),
      },
    }),
    delete: operation({
      id: 'clearJournal',
      tag: 'journal',
      summary: 'Empty the journal',
      answers: { 200: answer('It is empty.', object({ cleared: whole('How many entries.') })) },
    }),
  },
  '/__mock/journal/count': {
    get: operation({
      id: 'countJournal',
      tag: 'journal',
      summary: 'How many requests match',
      parameters: filters,
      answers: { 200: answer('The number.', object({ count: whole('How many match.') })) },
    }),
  },
  '/__mock/journal/wait': {
    get: operation({
      id: 'waitForRequests',
      tag: 'journal',
      summary: 'Wait until so many requests have matched; those that came before count',
      parameters: [
        ...filters,
        parameter('count', whole('How many. Default 1.', { minimum: 1 })),
        parameter('timeout', text('Milliseconds, or a text such as 5s. Default 5s, most 60s.')),
      ],
      answers: {
        200: answer('They came.', ref('Waited')),
        408: answer('They did not come in time.', ref('Waited')),
        503: answer('Too many callers wait, or the mock stops.', ref('Waited')),
      },
    }),
  },
};
