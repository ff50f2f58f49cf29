import * as s from '../../core/schema.js';
import { EXPLANATION_SCHEMAS } from './explanation.js';
import { answer, nullable, operation, parameters, ref } from './operation.js';

/** The query of GET /clients. */
const clientsQuery = s.record(s.text('A value.'), {
  description: 'The parameters of GET /clients.',
  max: 100,
  what: 'parameters',
});

/** Explanations, previews, coverage and metrics. */
export const REPORT_OPERATIONS = {
  'GET /explain': operation(
    'explain',
    'Explain how GET /clients answers a query',
    ref('Explanation'),
    {
      description:
        'The query is that of GET /clients. `why` names a client that is missing, or unexpected, in the answer.',
      parameters: parameters({
        why: s.text('A client id.'),
        query: clientsQuery,
      }),
    },
  ),
  'GET /preview': operation(
    'preview',
    'The response of GET /clients to a query, without a request',
    {
      status: s.integer('The status of the response.'),
      contentType: nullable(s.text('Its content type; null if it has none.')),
      body: s.text('Its body, as text.'),
    },
    {
      description:
        'The journal, coverage and the counts of faults do not change, no event of a scenario happens, and no fault or stub is applied.',
      parameters: parameters({ query: clientsQuery }),
      answers: { 413: answer('The response is too long for a preview.', ref('Problem')) },
    },
  ),
  'GET /coverage': operation(
    'getCoverage',
    'List which parameters, values and kinds of answers were exercised',
    ref('Coverage'),
    { description: 'For all sandboxes, since the start or the last DELETE.' },
  ),
  'DELETE /coverage': operation('clearCoverage', 'Reset all counts to 0', ref('Coverage')),
  'GET /releases': operation(
    'listReleases',
    'List the releases that the mock can imitate, and what each line of them changed',
    {
      releases: s.list(s.text('A release, such as 4.3.22; oldest first.')),
      lines: s.list(
        s.object({
          line: s.text('Such as 4.3.'),
          oldest: s.text('Its first release.'),
          newest: s.text('Its last release.'),
          changes: s.list(
            s.object({
              release: s.text('The first release with the change.'),
              behaviour: s.text('What has changed.'),
              says: s.text('The API from this release on, in a sentence.'),
            }),
          ),
        }),
      ),
    },
  ),
  'GET /releases/differences': operation(
    'compareReleases',
    'List what a caller notices between two releases, with an example for each',
    {
      from: s.text('The release.'),
      to: s.text('The release.'),
      differences: s.list(
        s.object({
          behaviour: s.text('What differs.'),
          title: s.text('The same in words.'),
          request: s.text('A request that shows it.'),
          answers: s.list(
            s.object({
              release: s.text('The release.'),
              says: s.text('What it does, in a sentence.'),
              answer: s.text('How it answers the request; rows are shortened.'),
            }),
          ),
        }),
      ),
    },
    {
      description: 'A line, such as 4.3, stands for its newest release.',
      parameters: parameters({
        from: s.text('A release, such as 4.2.14.'),
        to: s.text('A release, such as 4.4.19.'),
      }),
    },
  ),
  'GET /metrics': operation(
    'getMetrics',
    'Counters and gauges for Prometheus',
    s.text('Prometheus text format 0.0.4.'),
    { type: 'text/plain' },
  ),
};

const count = s.integer('How often.');

export const REPORT_SCHEMAS = {
  ...EXPLANATION_SCHEMAS,
  Coverage: s.object({
    requests: s.integer('Requests to the API.'),
    faults: s.integer('Requests with a fault.'),
    covered: s.integer('Points exercised at least once.'),
    total: s.integer('All points.'),
    groups: s.list(
      s.object({
        name: s.text('A parameter, or a kind of answer.'),
        points: s.list(s.object({ point: s.text('What can be exercised.'), count })),
      }),
    ),
    companions: s.list(
      s.object({ name: s.text('A path beside /clients, such as GET nodes/:node.'), count }),
    ),
    unknownParameters: s.list(s.object({ name: s.text('As sent.'), count })),
  }),
};
