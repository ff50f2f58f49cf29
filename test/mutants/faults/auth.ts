import type { MockRequest } from '../../../mock/core/messages.js';
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

/** Some requests are let in, however they are signed. */
const lettingIn = (whom: (request: MockRequest) => boolean): Mutation =>
  readAs((request) => (whom(request) ? signed(request) : request));

/** `id:secret` as it was sent; `undefined` where nothing was. */
const pairOf = ({ headers }: MockRequest): readonly [id: string, secret: string] | undefined => {
  const token = /^Basic (.*)$/.exec(headers?.['authorization'] ?? '')?.[1];
  const [id = '', ...secret] = token === undefined ? [] : atob(token).split(':');
  return token === undefined ? undefined : [id, secret.join(':')];
};

const refused = (status: number): Mutation =>
  answering((answer) => (answer.status === 401 ? { ...answer, status } : answer));

/** Who is let in. */
export const authorization = mutantsOf({
  'auth-skipped-for-the-list': [
    'The list asks for no credentials.',
    /GET \/clients with no credentials is answered with HTTP 200/,
    lettingIn((request) => isList(request) && request.method === 'GET'),
  ],
  'auth-skipped-under-a-filter': [
    'The list asks for no credentials where a filter is given.',
    /GET \/clients under a filter with no credentials is answered with HTTP 200/,
    lettingIn((request) => isList(request) && isFiltered(request)),
  ],
  'auth-skipped-for-lookups': [
    'The lookup asks for no credentials.',
    /GET \/clients\/\{clientid\} with no credentials is answered with HTTP 200/,
    lettingIn(isLookup),
  ],
  'auth-skipped-for-kicks': [
    'Anybody may kick.',
    /DELETE \/clients\/\{clientid\} with no credentials is answered with HTTP 200/,
    lettingIn(({ method }) => method === 'DELETE'),
  ],
  'auth-skipped-for-head': [
    'HEAD goes around the credentials.',
    /HEAD \/clients\/\{clientid\} with no credentials is answered with HTTP 200/,
    lettingIn(({ method }) => method === 'HEAD'),
  ],
  'auth-any-secret': [
    'The secret is not compared.',
    /with a wrong secret is answered with HTTP 200/,
    lettingIn((request) => pairOf(request)?.[0] === 'app_id'),
  ],
  'auth-any-id': [
    'The id is not compared.',
    /with a wrong id is answered with HTTP 200/,
    lettingIn((request) => pairOf(request)?.[1] === 'app_secret'),
  ],
  'auth-empty-secret': [
    'The right id with an empty secret is let in.',
    /with an empty secret is answered with HTTP 200/,
    lettingIn((request) => pairOf(request)?.join(':') === 'app_id:'),
  ],
  'auth-empty-pair': [
    'An empty id with an empty secret is let in.',
    /with an empty id and secret is answered with HTTP 200/,
    lettingIn((request) => pairOf(request)?.join(':') === ':'),
  ],
  'auth-secret-prefix': [
    'A secret that the right one begins with is let in, the empty one too.',
    /with the right secret less its last character is answered with HTTP 200/,
    lettingIn((request) => {
      const [id, secret] = pairOf(request) ?? [];
      return id === 'app_id' && secret !== undefined && 'app_secret'.startsWith(secret);
    }),
  ],
  'auth-secret-cut-off': [
    'Only as much of a secret is compared as the right one is long.',
    /with the right secret with a character behind it is answered with HTTP 200/,
    lettingIn((request) => {
      const [id, secret] = pairOf(request) ?? [];
      return id === 'app_id' && secret?.startsWith('app_secret') === true;
    }),
  ],
  'auth-any-scheme': [
    'The right pair is let in under another scheme than Basic.',
    /right credentials under another scheme is answered with HTTP 200/,
    lettingIn(({ headers }) => headers?.['authorization']?.startsWith('Bearer ') === true),
  ],
  'auth-after-the-deed': [
    'A kick is done first, and refused for its credentials then.',
    /HTTP 401.*but the client is gone/,
    (engine) => (request) => {
      const answer = engine.handle(request);
      if (request.method === 'DELETE' && answer.status === 401) engine.handle(signed(request));
      return answer;
    },
  ],
  'auth-refuses-with-403': [
    'Who is not let in gets HTTP 403.',
    /with no credentials is answered with HTTP 403/,
    refused(403),
  ],
  'auth-refuses-with-200': [
    'Who is not let in gets HTTP 200 with an error code.',
    /with no credentials is answered with HTTP 200, code 10[34]/,
    refused(200),
  ],
  'auth-401-with-the-answer': [
    'The 401 has the list in its body all the same.',
    /with no credentials is answered with (?:data|meta)/,
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
    'A path that does not exist is 404 for strangers too.',
    /GET \/emqx-contract-nothing with no credentials is answered with HTTP 404/,
    lettingIn((request) => !isList(request) && clientidOf(request) === undefined),
  ],
  'auth-locks-out': [
    'After a wrong secret the next request is refused, whoever sends it.',
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
  'auth-json-less': [
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
