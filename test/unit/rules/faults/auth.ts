import { isKick, isList, isLookup } from '../broken.js';
import type { Fault } from '../broker.js';
import type { BrokenBroker } from './broken-broker.js';

const RIGHT = `Basic ${Buffer.from('app_id:app_secret').toString('base64')}`;

export const authFaults: readonly BrokenBroker[] = [
  ...(
    [
      ['none', '', 'auth/list: none-is-not-refused', isList],
      ['an empty secret', 'app_id:', 'auth/list: empty-secret-is-not-refused', isList],
      ['empty credentials', ':', 'auth/lookup: empty-is-not-refused', isLookup],
      [
        'a wrong secret',
        'app_id:wrong-secret',
        'auth/lookup: wrong-secret-is-not-refused',
        isLookup,
      ],
    ] as const
  ).map(([what, credentials, finds, when]): BrokenBroker => {
    const header =
      credentials === '' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
    return {
      name: `lets in ${what}`,
      fault: (request, next) =>
        when(request) && request.headers?.['authorization'] === header
          ? next({ ...request, headers: { ...request.headers, authorization: RIGHT } })
          : next(request),
      finds,
    };
  }),
  {
    name: 'takes any scheme',
    fault: (request, next) =>
      next({
        ...request,
        headers: {
          ...request.headers,
          authorization: request.headers?.['authorization']?.replace('Bearer', 'Basic'),
        },
      }),
    finds: 'auth/list: other-scheme-is-not-refused',
  },
  {
    name: 'tells clients to those it refuses',
    fault: (request, next, broker) => {
      const response = next(request);
      return response.status === 401
        ? {
            ...response,
            body: JSON.stringify({ code: 103, data: broker.mock.clients.list().slice(0, 1) }),
          }
        : response;
    },
    finds: 'auth/list: reveals-clients',
  },
  {
    name: 'refuses with 403',
    fault: (request, next) => {
      const response = next(request);
      return response.status === 401 ? { ...response, status: 403 } : response;
    },
    finds: 'auth/lookup: none-is-not-refused',
  },
  {
    name: 'kicks before it refuses',
    fault: (request, next) => {
      if (isKick(request))
        next({ ...request, headers: { ...request.headers, authorization: RIGHT } });
      return next(request);
    },
    finds: 'auth/kick: kicks-all-the-same',
  },
  {
    name: 'asks no credentials of HEAD',
    fault: (request, next) =>
      request.method === 'HEAD'
        ? next({ ...request, headers: { ...request.headers, authorization: RIGHT } })
        : next(request),
    finds: 'auth/other-methods: head-is-not-refused',
  },
  {
    name: 'tells the path before it asks for credentials',
    fault: (request, next) =>
      request.path.includes('contract-nothing')
        ? next({ ...request, headers: { ...request.headers, authorization: RIGHT } })
        : next(request),
    finds: 'auth/unknown-path: none-is-not-refused',
  },
  {
    name: 'refuses without a challenge',
    fault: (request, next) => {
      const response = next(request);
      const { 'www-authenticate': _challenge, ...headers } = response.headers;
      return { ...response, headers };
    },
    finds: 'auth/challenge: no-challenge',
  },
  {
    name: 'locks the right ones out after wrong ones',
    fault: ((): Fault => {
      let wrong = false;
      return (request, next) => {
        const response = next(request);
        if (response.status !== 401 && !wrong) return response;
        wrong = response.status === 401;
        return { ...response, status: 401, body: '{"code":103}' };
      };
    })(),
    finds: 'auth/right: is-refused',
  },
];
