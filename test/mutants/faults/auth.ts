import type { MockRequest } from '../../../mock/core/messages.js';
import type { Mutant, Mutation } from '../mutant.js';
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
export const authorization: readonly Mutant[] = [
  {
    name: 'auth-skipped-for-the-list',
    description: 'The list asks for no credentials.',
    named: /GET \/clients with no credentials is answered with HTTP 200/,
    breaks: lettingIn((request) => isList(request) && request.method === 'GET'),
  },
  {
    name: 'auth-skipped-under-a-filter',
    description: 'The list asks for no credentials where a filter is given.',
    named: /GET \/clients under a filter with no credentials is answered with HTTP 200/,
    breaks: lettingIn((request) => isList(request) && isFiltered(request)),
  },
  {
    name: 'auth-skipped-for-lookups',
    description: 'The lookup asks for no credentials.',
    named: /GET \/clients\/\{clientid\} with no credentials is answered with HTTP 200/,
    breaks: lettingIn(isLookup),
  },
  {
    name: 'auth-skipped-for-kicks',
    description: 'Anybody may kick.',
    named: /DELETE \/clients\/\{clientid\} with no credentials is answered with HTTP 200/,
    breaks: lettingIn(({ method }) => method === 'DELETE'),
  },
  {
    name: 'auth-skipped-for-head',
    description: 'HEAD goes around the credentials.',
    named: /HEAD \/clients\/\{clientid\} with no credentials is answered with HTTP 200/,
    breaks: lettingIn(({ method }) => method === 'HEAD'),
  },
  {
    name: 'auth-any-secret',
    description: 'The secret is not compared.',
    named: /with a wrong secret is answered with HTTP 200/,
    breaks: lettingIn((request) => pairOf(request)?.[0] === 'app_id'),
  },
  {
    name: 'auth-any-id',
    description: 'The id is not compared.',
    named: /with a wrong id is answered with HTTP 200/,
    breaks: lettingIn((request) => pairOf(request)?.[1] === 'app_secret'),
  },
  {
    name: 'auth-empty-secret',
    description: 'The right id with an empty secret is let in.',
    named: /with an empty secret is answered with HTTP 200/,
    breaks: lettingIn((request) => pairOf(request)?.join(':') === 'app_id:'),
  },
  {
    name: 'auth-empty-pair',
    description: 'An empty id with an empty secret is let in.',
    named: /with an empty id and secret is answered with HTTP 200/,
    breaks: lettingIn((request) => pairOf(request)?.join(':') === ':'),
  },
  {
    name: 'auth-secret-prefix',
    description: 'A secret that the right one begins with is let in, the empty one too.',
    named: /with the right secret less its last character is answered with HTTP 200/,
    breaks: lettingIn((request) => {
      const [id, secret] = pairOf(request) ?? [];
      return id === 'app_id' && secret !== undefined && 'app_secret'.startsWith(secret);
    }),
  },
  {
    name: 'auth-secret-cut-off',
    description: 'Only as much of a secret is compared as the right one is long.',
    named: /with the right secret with a character behind it is answered with HTTP 200/,
    breaks: lettingIn((request) => {
      const [id, secret] = pairOf(request) ?? [];
      return id === 'app_id' && secret?.startsWith('app_secret') === true;
    }),
  },
  {
    name: 'auth-any-scheme',
    description: 'The right pair is let in under another scheme than Basic.',
    named: /right credentials under another scheme is answered with HTTP 200/,
    breaks: lettingIn(({ headers }) => headers?.['authorization']?.startsWith('Bearer ') === true),
  },
  {
    name: 'auth-after-the-deed',
    description: 'A kick is done first, and refused for its credentials then.',
    named: /HTTP 401.*but the client is gone/,
    breaks: (engine) => (request) => {
      const answer = engine.handle(request);
      if (request.method === 'DELETE' && answer.status === 401) engine.handle(signed(request));
      return answer;
    },
  },
  {
    name: 'auth-refuses-with-403',
    description: 'Who is not let in gets HTTP 403.',
    named: /with no credentials is answered with HTTP 403/,
    breaks: refused(403),
  },
  {
    name: 'auth-refuses-with-200',
    description: 'Who is not let in gets HTTP 200 with an error code.',
    named: /with no credentials is answered with HTTP 200, code 10[34]/,
    breaks: refused(200),
  },
  {
    name: 'auth-401-with-the-answer',
    description: 'The 401 has the list in its body all the same.',
    named: /with no credentials is answered with (?:data|meta)/,
    breaks: (engine) => (request) => {
      const answer = engine.handle(request);
      if (answer.status !== 401 || request.method !== 'GET') return answer;
      return { ...engine.handle(signed(request)), status: 401 };
    },
  },
  {
    name: 'auth-without-challenge',
    description: 'A 401 has no www-authenticate.',
    named: /401 for no credentials has no www-authenticate/,
    breaks: answering(({ headers, ...answer }) => {
      const { 'www-authenticate': _, ...others } = headers;
      return { ...answer, headers: others };
    }),
  },
  {
    name: 'auth-after-the-path',
    description: 'A path that does not exist is 404 for strangers too.',
    named: /GET \/emqx-contract-nothing with no credentials is answered with HTTP 404/,
    breaks: lettingIn((request) => !isList(request) && clientidOf(request) === undefined),
  },
  {
    name: 'auth-locks-out',
    description: 'After a wrong secret the next request is refused, whoever sends it.',
    named: /right credentials are answered with HTTP 401|is answered with HTTP 401/,
    breaks: (engine) => {
      let locked = false;
      return (request) => {
        const refuse = locked;
        locked = !isAuthorized(engine.handle, request);
        return refuse
          ? engine.dialect.answers.unauthorized('wrong', undefined)
          : engine.handle(request);
      };
    },
  },
  {
    name: 'auth-json-less',
    description: 'The body of a 401 is plain text.',
    named: /the body of a 401 is 'UNAUTHORIZED'/,
    breaks: withAnswers({
      unauthorized: () => ({
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="x"' },
        body: 'UNAUTHORIZED',
      }),
    }),
  },
];
