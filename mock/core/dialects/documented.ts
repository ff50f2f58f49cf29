import { FILTERS } from '../query/parameters.js';
import type { Problem } from '../query/query-types.js';
import { json } from './json-response.js';
import type { AuthFailure, Dialect } from './dialect.js';

/** The vendor's codes that this dialect sends; decisions.md lists them all. */
const CODE = {
  wrongCredentials: 103,
  noCredentials: 104,
  badParameter: 108,
  offline: 112,
} as const;
/** The vendor has no code for a path that does not exist; 102 is its "unknown error". */
const NOT_FOUND = 102;

const AUTH_FAILURES: Readonly<Record<AuthFailure, { code: number; message: string }>> = {
  missing: {
    code: CODE.noCredentials,
    message: 'No user name or no password was sent: send HTTP basic auth, app_id:app_secret.',
  },
  wrong: { code: CODE.wrongCredentials, message: 'The user name or the password is wrong.' },
  'not base64': {
    code: CODE.wrongCredentials,
    message: 'The Authorization header is not HTTP basic auth: expected Basic and base64.',
  },
};

/** The API as the documents promise it; where they are silent, as decisions.md decides. */
export const documented: Dialect = {
  name: 'documented',
  describes: 'the documents',
  query: {
    filters: FILTERS,
    reading: 'documented',
    timeUnit: 'seconds',
    shownSecond: 'included',
    like: 'text',
    emptyLike: 'matches all',
  },
  countUnderFilter: 'matches',
  order: 'insertion',
  headAndOptions: 'answered',
  bodyIsQuery: false,
  brokerPaths: false,
  extraFields: {},
  answers: {
    unauthorized: (failure) =>
      json(401, AUTH_FAILURES[failure], {
        'www-authenticate': 'Basic realm="emqx-clients-kit"',
      }),
    notFound: ({ method, path }) =>
      json(404, {
        code: NOT_FOUND,
        // HEAD has the length of GET's body (RFC 9110, 8.6).
        message: `Nothing answers ${method === 'HEAD' ? 'GET' : method} ${path}: expected GET /clients, or GET or DELETE /clients/{clientid}, under the base path.`,
      }),
    badEncoding: (where) =>
      json(400, {
        code: CODE.badParameter,
        message: `The ${where} is not well encoded: expected two hexadecimal digits after each %.`,
      }),
    badQuery: (problems) =>
      json(400, {
        code: CODE.badParameter,
        message: problems.map(sentence).join(' '),
        problems: problems.map((problem) => ({
          in: 'query',
          parameter: problem.parameter,
          value: problem.value,
          expected: problem.expected,
          message: sentence(problem),
        })),
      }),
    unknownKick: () => json(200, { code: CODE.offline, message: 'not_found' }),
    crash: (cause) => json(500, { code: 102, message: cause.message }),
  },
};

function sentence({ parameter, value, reason, expected }: Problem): string {
  const got = value === null ? 'no value' : JSON.stringify(value);
  switch (reason) {
    case 'unknown':
      return `Parameter ${parameter} is not known: expected ${expected}.`;
    case 'repeated':
      return `Parameter ${parameter} was sent again with ${got}: expected ${expected}.`;
    case 'type':
    case 'enum':
    case 'paging':
      return `Parameter ${parameter}: expected ${expected}, but got ${got}.`;
  }
}
