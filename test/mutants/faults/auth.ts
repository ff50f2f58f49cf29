import type { MockRequest } from '../../../mock/core/request-response.js';
import { type Mutation, mutantsOf } from '../mutant.js';
import { answering } from '../seams/answer.js';
import { withAnswers } from '../seams/dialect.js';
import {
  clientidOf,
  isAuthorized,
  isFiltered,
  isList,
  isLookup,
  readAs,
  signed,
} from '../seams/request.js';

/** Accepts some requests with any credentials. */
const accepting = (which: (request: MockRequest) => boolean): Mutation =>
  readAs((request) => (which(request) ? signed(request) : request));

/** The credentials that were sent, if any. */
const pairOf = ({ headers }: MockRequest): readonly [id: string, secret: string] | undefined => {
  const token = /^Basic (.*)$/.exec(headers?.['authorization'] ?? '')?.[1];
  const [id = '', ...secret] = Buffer.from(token ?? '', 'base64')
    .toString()
    .split(':');
  return token === undefined ? undefined : [id, secret.join(':')];
};

const refused = (status: number): Mutation =>
  answering((answer) => (answer.status === 401 ? { ...answer, status } : answer));

export const authorization = mutantsOf({
  'credentials-not-base64-crash': [
    'Credentials that are not base64 make the broker fail.',
    /credentials that are not base64 is answered with HTTP 500/,
    answering((answer, { headers }) =>
      headers?.['authorization'] === 'Basic %%%' ? { ...answer, status: 500 } : answer,
    ),
  ],
  'auth-skipped-for-the-list': [
    'The list asks for no credentials.',
    /GET \/clients with no credentials is answered with HTTP 200/,
    accepting((request) => isList(request) && request.method === 'GET'),
  ],
  'auth-skipped-under-a-filter': [
    'The list asks for no credentials if there is a filter.',
    /filtered GET \/clients with no credentials is answered with HTTP 200/,
    accepting((request) => isList(request) && isFiltered(request)),
  ],
  'auth-skipped-for-lookups': [
    'The lookup asks for no credentials.',
    /GET \/clients\/\{clientid\} with no credentials is answered with HTTP 200/,
    accepting(isLookup),
  ],
  'auth-skipped-for-kicks': [
    'The kick asks for no credentials.',
    /DELETE \/clients\/\{clientid\} with no credentials is answered with HTTP 200/,
    accepting(({ method }) => method === 'DELETE'),
  ],
  'auth-skipped-for-head': [
    'HEAD asks for no credentials.',
    /HEAD \/clients\/\{clientid\} with no credentials is answered with HTTP 200/,
    accepting(({ method }) => method === 'HEAD'),
  ],
  'auth-any-secret': [
    'The secret is not compared.',
    /with a wrong secret is answered with HTTP 200/,
    accepting((request) => pairOf(request)?.[0] === 'app_id'),
  ],
  'auth-any-id': [
    'The id is not compared.',
    /with a wrong id is answered with HTTP 200/,
    accepting((request) => pairOf(request)?.[1] === 'app_secret'),
  ],
  'auth-empty-secret': [
    'The right id with an empty secret is accepted.',
    /with an empty secret is answered with HTTP 200/,
    accepting((request) => pairOf(request)?.join(':') === 'app_id:'),
  ],
  'auth-empty-pair': [
    'An empty id with an empty secret is accepted.',
    /with an empty id and secret is answered with HTTP 200/,
    accepting((request) => pairOf(request)?.join(':') === ':'),
  ],
  'auth-secret-prefix': [
    'A prefix of the right secret is accepted, even an empty one.',
    /with the right secret without its last character is answered with HTTP 200/,
    accepting((request) => {
      const [id, secret] = pairOf(request) ?? [];
      return id === 'app_id' && secret !== undefined && 'app_secret'.startsWith(secret);
    }),
  ],
  'auth-secret-cut-off': [
    'A secret that begins with the right one is accepted.',
    /with the right secret plus one character is answered with HTTP 200/,
    accepting((request) => {
      const [id, secret] = pairOf(request) ?? [];
      return id === 'app_id' && secret?.startsWith('app_secret') === true;
    }),
  ],
  'auth-any-scheme': [
    'The right credentials are accepted with another scheme than Basic.',
    /right credentials but another scheme than Basic is answered with HTTP 200/,
    accepting(({ headers }) => headers?.['authorization']?.startsWith('Bearer ') === true),
  ],
  'auth-after-the-kick': [
    'A kick without credentials ends the client, and is refused afterwards.',
    /HTTP 401.*but the client is gone/,
    (engine) => (request) => {
      const answer = engine.handle(request);
      if (request.method === 'DELETE' && answer.status === 401) engine.handle(signed(request));
      return answer;
    },
  ],
  'auth-refuses-with-403': [
    'A request without credentials is HTTP 403.',
    /with no credentials is answered with HTTP 403/,
    refused(403),
  ],
  'auth-refuses-with-200': [
    'A request without credentials is HTTP 200 with an error code.',
    /with no credentials is answered with HTTP 200, code 10[34]/,
    refused(200),
  ],
  'auth-401-with-the-answer': [
    'The body of a 401 has the list.',
    /answer to .* with no credentials contains the member (?:data|meta)/,
    (engine) => (request) => {
      const answer = engine.handle(request);
      if (answer.status !== 401 || request.method !== 'GET') return answer;
      return { ...engine.handle(signed(request)), status: 401 };
    },
  ],
  'auth-without-challenge': [
    'A 401 has no www-authenticate.',
    /401 for no credentials has no www-authenticate/,
    answering(({ headers, ...answer }) => {
      const { 'www-authenticate': _, ...others } = headers;
      return { ...answer, headers: others };
    }),
  ],
  'auth-after-the-path': [
    'A path that does not exist is 404, not 401, without credentials.',
    /GET \/emqx-contract-nothing with no credentials is answered with HTTP 404/,
    accepting((request) => !isList(request) && clientidOf(request) === undefined),
  ],
  'auth-locks-out': [
    'After a wrong secret the next request is refused, even with the right one.',
    /right credentials are answered with HTTP 401|is answered with HTTP 401/,
    (engine) => {
      let locked = false;
      return (request) => {
        const refuse = locked;
        locked = !isAuthorized(engine.handle, request);
        return refuse
          ? engine.dialect.answers.unauthorized('wrong', undefined)
          : engine.handle(request);
      };
    },
  ],
  'auth-401-is-text': [
    'The body of a 401 is plain text.',
    /the body of a 401 is 'UNAUTHORIZED'/,
    withAnswers({
      unauthorized: () => ({
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="x"' },
        body: 'UNAUTHORIZED',
      }),
    }),
  ],
});
