import type { Answers } from '../../../mock/core/releases/dialect.js';
import type { MockRequest } from '../../../mock/core/request-response.js';
import { type Mutation, mutantsOf } from '../mutant.js';
import { answering, jsonAnswer } from '../seams/answer.js';
import { withAnswers } from '../seams/dialect.js';
import { signed, isAuthorized, isList, type Pairs, readAs, readPairsAs } from '../seams/request.js';

type Problem = Parameters<Answers['badQuery']>[0][0];

const CRASH = jsonAnswer(500, { code: 102, message: 'Internal Error' });
const EMPTY = jsonAnswer(200, {
  meta: { page: 1, limit: 10_000, hasnext: false, count: 0 },
  data: [],
  code: 0,
});

/** Answers problems of one kind differently. */
const badQuery =
  (is: (problem: Problem) => boolean, answer: ReturnType<typeof jsonAnswer>): Mutation =>
  (engine) => {
    const { answers } = engine.dialect;
    return withAnswers({
      badQuery: (problems) => (is(problems[0]) ? answer : answers.badQuery(problems)),
    })(engine);
  };

const isInteger = (value: string): boolean => /^-?\d+$/.test(value);
const without = (drop: (pair: Pairs[number]) => boolean): Mutation =>
  readPairsAs((pairs) => pairs.filter((pair) => !drop(pair)));

/** Handles a request as if it had another method. */
const takenAs = (method: string, of: (request: MockRequest) => boolean): Mutation =>
  readAs((request) => (of(request) ? { ...request, method } : request));

/** Invalid requests. */
export const errors = mutantsOf({
  'paging-text-crashes': [
    '_page and _limit that are not integers crash the broker.',
    /_page=abc is answered with HTTP 500/,
    badQuery(({ reason, value }) => reason === 'paging' && !isInteger(value ?? ''), CRASH),
  ],
  'paging-text-ignored': [
    '_page and _limit that are not integers are ignored.',
    /_page=abc is answered with \d+ rows/,
    without(([key, value]) => /^_(?:page|limit)$/.test(key) && !isInteger(value)),
  ],
  'page-0-is-page-1': [
    '_page=0 and below mean page 1.',
    /_page=0 is answered with \d+ rows?/,
    without(([key, value]) => key === '_page' && isInteger(value) && Number(value) < 1),
  ],
  'limit-0-is-everything': [
    '_limit=0 is the whole list.',
    /_limit=0 is answered with \d+ rows/,
    without(([key, value]) => key === '_limit' && value === '0'),
  ],
  'wrong-type-crashes': [
    'A filter value of the wrong type crashes the broker.',
    /proto_ver=abc is answered with HTTP 500/,
    badQuery(({ reason }) => reason === 'type', CRASH),
  ],
  'wrong-type-ignored': [
    'A filter value of the wrong type is ignored: every client is found.',
    /proto_ver=abc is answered with \d+ rows/,
    without(([key, value]) => key === 'proto_ver' && !isInteger(value)),
  ],
  'wrong-type-is-http-200': [
    'A filter value of the wrong type is refused with HTTP 200 and code 108.',
    /proto_ver=abc is answered with HTTP 200, code 108/,
    badQuery(
      ({ reason }) => reason === 'type',
      jsonAnswer(200, { code: 108, message: 'Can\'t convert <<"abc">> to integer type' }),
    ),
  ],
  'time-truncated-to-integer': [
    'A time filter reads only the leading digits: 1.5 is 1.',
    /_lte_created_at=1\.5 is answered with \d+ rows?/,
    readPairsAs((pairs) =>
      pairs.map(([key, value]) => [
        key,
        /^_[gl]te_/.test(key) ? (/^\d+/.exec(value)?.[0] ?? value) : value,
      ]),
    ),
  ],
  'unlisted-enum-finds-nothing': [
    'An enum value that is not listed finds no client instead of being refused.',
    /conn_state=bogus is answered with 0 rows/,
    badQuery(({ reason }) => reason === 'enum', EMPTY),
  ],
  'unlisted-enum-ignored': [
    'conn_state with a value that is not listed is ignored.',
    /conn_state=bogus is answered with \d+ rows/,
    without(([key, value]) => key === 'conn_state' && value === 'bogus'),
  ],
  'enum-in-any-case': [
    'conn_state ignores case: Connected is connected.',
    /conn_state=Connected is answered with \d+ rows/,
    readPairsAs((pairs) =>
      pairs.map(([key, value]) => [key, key === 'conn_state' ? value.toLowerCase() : value]),
    ),
  ],
  'repeated-last-wins': [
    'If a parameter is sent twice, the last value applies.',
    /_page=1&_page=2\S* is answered with \d+ rows/,
    readPairsAs((pairs) => [...new Map(pairs)]),
  ],
  'unknown-path-is-empty-200': [
    'A path that does not exist is HTTP 200 with an empty list.',
    /GET \/emqx-contract-nothing is answered with HTTP 200/,
    withAnswers({ notFound: () => EMPTY }),
  ],
  'paths-in-any-case': [
    'Paths ignore case: /Clients is /clients.',
    /GET \/Clients is answered with HTTP 200/,
    readAs((request) => ({
      ...request,
      path: request.path.replace(/\/clients(?=\/|$)/i, '/clients'),
    })),
  ],
  'deeper-path-is-a-lookup': [
    'The part of a path after the client id is ignored.',
    /GET \/clients\/\S+\/more is answered with HTTP 200/,
    readAs((request) => ({
      ...request,
      path: request.path.replace(/(\/clients\/[^/]+)\/.*$/, '$1'),
    })),
  ],
  'post-is-accepted': [
    'POST on a client is answered like GET.',
    /POST \/clients\/\{clientid\} is answered with HTTP 200/,
    takenAs('GET', ({ method }) => method === 'POST'),
  ],
  'put-kicks': [
    'PUT on a client kicks it.',
    /PUT .* is answered with HTTP 200|a method other than DELETE kicked the client/,
    takenAs('DELETE', ({ method }) => method === 'PUT'),
  ],
  'patch-crashes': [
    'PATCH on a client crashes the broker.',
    /PATCH \/clients\/\{clientid\} is answered with HTTP 500/,
    answering(
      (answer) => (answer.status === 401 ? answer : CRASH),
      ({ method }) => method === 'PATCH',
    ),
  ],
  'patch-needs-no-credentials': [
    'PATCH on a client asks for no credentials.',
    /PATCH \/clients\/\{clientid\} with no credentials is answered with HTTP 200/,
    readAs((request) =>
      request.method === 'PATCH' ? { ...signed(request), method: 'GET' } : request,
    ),
  ],
  'head-is-404': [
    'HEAD is HTTP 404.',
    /HEAD \/clients\/\{clientid\} is answered with HTTP 404/,
    (engine) => (request) =>
      request.method === 'HEAD' && isAuthorized(engine.handle, request)
        ? { ...engine.dialect.answers.notFound(request, 'inside'), body: '' }
        : engine.handle(request),
  ],
  'options-is-404': [
    'OPTIONS is HTTP 404.',
    /OPTIONS \/clients\/\{clientid\} is answered with HTTP 404/,
    (engine) => (request) =>
      request.method === 'OPTIONS'
        ? engine.dialect.answers.notFound(request, 'inside')
        : engine.handle(request),
  ],
  'options-names-no-methods': [
    'The answer to OPTIONS has no allow header.',
    /OPTIONS \/clients\/\{clientid\} is answered with HTTP 204 and no allow/,
    answering(
      (answer) => ({ ...answer, headers: {} }),
      ({ method }) => method === 'OPTIONS',
    ),
  ],
  'bad-encoding-crashes': [
    'Bad percent-encoding crashes the broker.',
    /GET \/clients\/%zz is answered with HTTP 500/,
    withAnswers({ badEncoding: () => CRASH }),
  ],
  'bad-encoding-accepted': [
    'Bad percent-encoding is accepted as literal text.',
    /GET \/clients\?username=%zz is answered with HTTP 200/,
    readAs((request) =>
      isList(request)
        ? { ...request, query: (request.query ?? '').replace(/%(?![\da-f]{2})/gi, '%25') }
        : request,
    ),
  ],
  'plus-in-query-is-a-plus': [
    'A + in the query string is a plus, not a space.',
    /is not found when the space is sent as \+/,
    readAs((request) => ({
      ...request,
      query: (request.query ?? '').replaceAll('+', '%2B'),
    })),
  ],
  'not-found-is-text': [
    'The body of a 404 is plain text.',
    /the body of a 404 is 'Not found\.'/,
    withAnswers({
      notFound: () => ({
        status: 404,
        headers: { 'content-type': 'text/plain' },
        body: 'Not found.',
      }),
    }),
  ],
});
