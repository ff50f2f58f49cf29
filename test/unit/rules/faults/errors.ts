import { requery } from '../broken.js';
import type { BrokenBroker } from './broken-broker.js';

export const errorsFaults: readonly BrokenBroker[] = [
  ...['_page', '_limit'].map((name): BrokenBroker => ({
    name: `takes any text for ${name}`,
    fault: requery((query) => {
      const value = query.get(name);
      if (value !== null && !/^-?\d+$/.test(value)) query.delete(name);
    }),
    finds: 'errors/paging-values: is-accepted',
  })),
  {
    name: 'crashes at a wrong type',
    fault: (request, next) => {
      const response = next(request);
      return response.status === 400
        ? { status: 500, headers: { 'content-type': 'text/plain' }, body: 'Internal Error' }
        : response;
    },
    finds: 'errors/filter-values: crashes',
  },
  {
    name: 'ignores a value of the wrong type',
    fault: requery((query) => {
      if (Number.isNaN(Number(query.get('proto_ver') ?? 0))) query.delete('proto_ver');
    }),
    finds: 'errors/filter-values: is-accepted',
  },
  {
    name: 'ignores an enum value that it does not know',
    fault: requery((query) => {
      if (query.get('conn_state') === 'bogus') query.delete('conn_state');
    }),
    finds: 'errors/enum-values: is-accepted',
  },
  {
    name: 'takes page 0 as page 1',
    fault: requery((query) => {
      if (query.get('_page') === '0') query.set('_page', '1');
    }),
    finds: 'errors/paging-bounds: page-below-1-is-accepted',
  },
  {
    name: 'takes the first of a repeated parameter',
    fault: requery((query) => {
      for (const name of new Set(query.keys())) query.set(name, query.get(name) ?? '');
    }),
    finds: 'errors/repeated-parameter: is-accepted',
  },
  {
    name: 'sends errors as 200',
    fault: (request, next) => {
      const response = next(request);
      return response.status === 400 ? { ...response, status: 200 } : response;
    },
    finds: 'errors/status: http-200',
  },
  {
    name: 'answers unknown paths with the list',
    fault: (request, next) =>
      request.path.includes('contract-nothing')
        ? next({ ...request, path: '/api/v4/clients' })
        : next(request),
    finds: 'errors/unknown-path: is-not-an-error',
  },
  {
    name: 'takes POST for DELETE',
    fault: (request, next) =>
      next(request.method === 'POST' ? { ...request, method: 'DELETE' } : request),
    finds: 'errors/methods: kicks',
  },
  {
    name: 'does not know HEAD',
    fault: (request, next) =>
      request.method === 'HEAD' ? { status: 405, headers: {}, body: '' } : next(request),
    finds: 'errors/head: is-not-get',
  },
  {
    name: 'does not know OPTIONS',
    fault: (request, next) =>
      request.method === 'OPTIONS' ? { status: 405, headers: {}, body: '' } : next(request),
    finds: 'errors/options: is-refused',
  },
  {
    name: 'takes broken percent-encoding as it is',
    fault: (request, next) =>
      next({
        ...request,
        path: request.path.replace('%zz', '%25zz'),
        query: request.query?.replace('%zz', '%25zz') ?? '',
      }),
    finds: 'errors/percent-encoding: is-accepted',
  },
  {
    name: 'takes a + in the query as a plus',
    fault: (request, next) =>
      next({ ...request, query: request.query?.replaceAll('+', '%2B') ?? '' }),
    finds: 'errors/plus-in-query: plus-is-a-plus',
  },
  {
    name: 'words errors as plain text',
    fault: (request, next) => {
      const response = next(request);
      return response.status >= 400 ? { ...response, body: 'Not found.' } : response;
    },
    finds: 'errors/json-bodies: 404-is-not-json',
  },
];
