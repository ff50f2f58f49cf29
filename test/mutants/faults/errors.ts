import type { Answers } from '../../../mock/core/dialects/dialect.js';
import type { MockRequest } from '../../../mock/core/messages.js';
import type { Mutant, Mutation } from '../mutant.js';
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

/** Problems of one kind get another answer. */
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

/** A request of an unknown method, let through as another one. */
const takenAs = (method: string, of: (request: MockRequest) => boolean): Mutation =>
  readAs((request) => (of(request) ? { ...request, method } : request));

/** What a broker does with requests that nobody should send. */
export const errors: readonly Mutant[] = [
  {
    name: 'paging-text-crashes',
    description: '_page and _limit that are not integers crash the broker.',
    named: /_page=abc is answered with HTTP 500/,
    breaks: badQuery(({ reason, value }) => reason === 'paging' && !isInteger(value ?? ''), CRASH),
  },
  {
    name: 'paging-text-ignored',
    description: '_page and _limit that are not integers are ignored.',
    named: /_page=abc is answered with \d+ rows/,
    breaks: without(([key, value]) => /^_(?:page|limit)$/.test(key) && !isInteger(value)),
  },
  {
    name: 'page-0-is-page-1',
    description: '_page=0 and below are taken as page 1.',
    named: /_page=0 is answered with \d+ rows?/,
    breaks: without(([key, value]) => key === '_page' && isInteger(value) && Number(value) < 1),
  },
  {
    name: 'limit-0-is-everything',
    description: '_limit=0 is the whole list.',
    named: /_limit=0 is answered with \d+ rows/,
    breaks: without(([key, value]) => key === '_limit' && value === '0'),
  },
  {
    name: 'wrong-type-crashes',
    description: 'A filter value of the wrong type crashes the broker.',
    named: /proto_ver=abc is answered with HTTP 500/,
    breaks: badQuery(({ reason }) => reason === 'type', CRASH),
  },
  {
    name: 'wrong-type-ignored',
    description: 'A filter value of the wrong type is ignored: every client is found.',
    named: /proto_ver=abc is answered with \d+ rows/,
    breaks: without(([key, value]) => key === 'proto_ver' && !isInteger(value)),
  },
  {
    name: 'wrong-type-is-http-200',
    description: 'A filter value of the wrong type is refused with HTTP 200 and code 108.',
    named: /proto_ver=abc is refused with HTTP 200, code 108/,
    breaks: badQuery(
      ({ reason }) => reason === 'type',
      jsonAnswer(200, { code: 108, message: 'Can\'t convert <<"abc">> to integer type' }),
    ),
  },
  {
    name: 'time-truncated-to-integer',
    description: 'A time filter reads the digits in front and drops the rest: 1.5 is 1.',
    named: /_lte_created_at=1\.5 is answered with \d+ rows?/,
    breaks: readPairsAs((pairs) =>
      pairs.map(([key, value]) => [
        key,
        /^_[gl]te_/.test(key) ? (/^\d+/.exec(value)?.[0] ?? value) : value,
      ]),
    ),
  },
  {
    name: 'unlisted-enum-finds-nothing',
    description: 'An enum value that is not listed finds nobody, and is not refused.',
    named: /conn_state=bogus is answered with 0 rows/,
    breaks: badQuery(({ reason }) => reason === 'enum', EMPTY),
  },
  {
    name: 'unlisted-enum-ignored',
    description: 'conn_state with a value that is not listed is ignored.',
    named: /conn_state=bogus is answered with \d+ rows/,
    breaks: without(([key, value]) => key === 'conn_state' && value === 'bogus'),
  },
  {
    name: 'enum-in-any-case',
    description: 'conn_state is taken in any case: Connected is connected.',
    named: /conn_state=Connected is answered with \d+ rows/,
    breaks: readPairsAs((pairs) =>
      pairs.map(([key, value]) => [key, key === 'conn_state' ? value.toLowerCase() : value]),
    ),
  },
  {
    name: 'repeated-last-wins',
    description: 'Of a parameter that is given twice the last one counts.',
    named: /_page=1&_page=2\S* is answered with \d+ rows/,
    breaks: readPairsAs((pairs) => [...new Map(pairs)]),
  },
  {
    name: 'unknown-path-is-empty-200',
    description: 'A path that does not exist is HTTP 200 with an empty list.',
    named: /GET \/emqx-contract-nothing is answered with HTTP 200/,
    breaks: withAnswers({ notFound: () => EMPTY }),
  },
  {
    name: 'paths-in-any-case',
    description: 'Paths are taken in any case: /Clients is /clients.',
    named: /GET \/Clients is answered with HTTP 200/,
    breaks: readAs((request) => ({
      ...request,
      path: request.path.replace(/\/clients(?=\/|$)/i, '/clients'),
    })),
  },
  {
    name: 'deeper-path-is-a-lookup',
    description: 'What follows a client id in the path is dropped.',
    named: /GET \/clients\/\S+\/more is answered with HTTP 200/,
    breaks: readAs((request) => ({
      ...request,
      path: request.path.replace(/(\/clients\/[^/]+)\/.*$/, '$1'),
    })),
  },
  {
    name: 'post-is-accepted',
    description: 'POST on a client is answered like GET.',
    named: /POST \/clients\/\{clientid\} is answered with HTTP 200/,
    breaks: takenAs('GET', ({ method }) => method === 'POST'),
  },
  {
    name: 'put-kicks',
    description: 'PUT on a client kicks it.',
    named: /PUT .* is answered with HTTP 200|a method other than DELETE ended the client/,
    breaks: takenAs('DELETE', ({ method }) => method === 'PUT'),
  },
  {
    name: 'patch-crashes',
    description: 'PATCH on a client crashes the broker.',
    named: /PATCH \/clients\/\{clientid\} is answered with HTTP 500/,
    breaks: answering(
      (answer) => (answer.status === 401 ? answer : CRASH),
      ({ method }) => method === 'PATCH',
    ),
  },
  {
    name: 'patch-needs-no-credentials',
    description: 'PATCH on a client is answered before the credentials are looked at.',
    named: /PATCH \/clients\/\{clientid\} with no credentials is answered with HTTP 200/,
    breaks: readAs((request) =>
      request.method === 'PATCH' ? { ...signed(request), method: 'GET' } : request,
    ),
  },
  {
    name: 'head-is-404',
    description: 'HEAD is HTTP 404.',
    named: /HEAD \/clients\/\{clientid\} is answered with HTTP 404/,
    breaks: (engine) => (request) =>
      request.method === 'HEAD' && isAuthorized(engine.handle, request)
        ? { ...engine.dialect.answers.notFound(request, 'inside'), body: '' }
        : engine.handle(request),
  },
  {
    name: 'options-is-404',
    description: 'OPTIONS is HTTP 404.',
    named: /OPTIONS \/clients\/\{clientid\} is answered with HTTP 404/,
    breaks: (engine) => (request) =>
      request.method === 'OPTIONS'
        ? engine.dialect.answers.notFound(request, 'inside')
        : engine.handle(request),
  },
  {
    name: 'options-names-no-methods',
    description: 'OPTIONS is answered, but names no method.',
    named: /OPTIONS \/clients\/\{clientid\} is answered with HTTP 204 and no allow/,
    breaks: answering(
      (answer) => ({ ...answer, headers: {} }),
      ({ method }) => method === 'OPTIONS',
    ),
  },
  {
    name: 'bad-encoding-crashes',
    description: 'Broken percent-encoding crashes the broker.',
    named: /GET \/clients\/%zz is answered with HTTP 500/,
    breaks: withAnswers({ badEncoding: () => CRASH }),
  },
  {
    name: 'bad-encoding-accepted',
    description: 'Broken percent-encoding is taken as it stands.',
    named: /GET \/clients\?username=%zz is answered with HTTP 200/,
    breaks: readAs((request) =>
      isList(request)
        ? { ...request, query: (request.query ?? '').replace(/%(?![\da-f]{2})/gi, '%25') }
        : request,
    ),
  },
  {
    name: 'plus-in-query-is-a-plus',
    description: 'A + in the query string is a plus, not a space.',
    named: /is not found when the space is sent as \+/,
    breaks: readAs((request) => ({
      ...request,
      query: (request.query ?? '').replaceAll('+', '%2B'),
    })),
  },
  {
    name: 'not-found-is-text',
    description: 'The body of a 404 is plain text.',
    named: /the body of a 404 is 'Not found\.'/,
    breaks: withAnswers({
      notFound: () => ({
        status: 404,
        headers: { 'content-type': 'text/plain' },
        body: 'Not found.',
      }),
    }),
  },
];
