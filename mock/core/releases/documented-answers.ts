import type { AuthFailure } from '../auth.js';
import type { Problem } from '../query/query-types.js';
import type { Answers } from './dialect.js';
import { apiError } from './json-response.js';

const AUTH_FAILURES: Readonly<Record<AuthFailure, Parameters<typeof apiError>>> = {
  missing: [
    401,
    'emptyCredentials',
    'No user name or no password was sent: send HTTP basic auth, app_id:app_secret.',
  ],
  wrong: [401, 'wrongCredentials', 'The user name or the password is wrong.'],
  'not base64': [
    401,
    'wrongCredentials',
    'The Authorization header is not HTTP basic auth: expected Basic and base64.',
  ],
};

/** Wordings where the documents promise one; elsewhere, as decisions.md decides. */
export const documentedAnswers: Answers = {
  unauthorized: (failure) => {
    const error = apiError(...AUTH_FAILURES[failure]);
    const challenge = { 'www-authenticate': 'Basic realm="emqx-clients-kit"' };
    return { ...error, headers: { ...error.headers, ...challenge } };
  },
  // The vendor has no code for a path that does not exist.
  notFound: ({ method, path }, _where, basePath = '') =>
    apiError(
      404,
      'unknownError',
      // HEAD has the length of GET's body (RFC 9110, 8.6).
      `Nothing answers ${method === 'HEAD' ? 'GET' : method} ${path}: expected GET ${basePath}/clients, or GET or DELETE ${basePath}/clients/{clientid}.`,
    ),
  badEncoding: (part) =>
    apiError(
      400,
      'badParameter',
      `The ${part} is not well encoded: expected two hexadecimal digits after each %.`,
    ),
  badQuery: (problems) =>
    apiError(400, 'badParameter', problems.map(sentence).join(' '), {
      problems: problems.map((problem) => ({
        in: 'query',
        parameter: problem.parameter,
        value: problem.value,
        expected: problem.expected,
        message: sentence(problem),
      })),
    }),
  unknownKick: () => apiError(200, 'clientOffline', 'not_found'),
  // The documents have no path that asks one node.
  nodeDown: () => apiError(404, 'unknownError', 'Nothing answers for one node.'),
  crash: (cause) => apiError(500, 'unknownError', cause.message),
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
