import { eachRow, everyNth, idIn, isLookup, queryOf, repaged, rewrite } from '../broken.js';
import type { BrokenBroker } from './broken-broker.js';

export const lookupFaults: readonly BrokenBroker[] = [
  {
    name: 'shows a neighbour beside the client of a lookup',
    fault: rewrite(isLookup, (body) => {
      const [row] = body.data ?? [];
      if (row) body.data?.push({ ...row, clientid: `${String(row['clientid'])}-neighbour` });
    }),
    finds: 'lookup/agrees-with-list: finds-another-client',
  },
  {
    name: 'finds nobody in one lookup of ten',
    fault: everyNth(
      10,
      isLookup,
      rewrite(isLookup, (body) => {
        body.data = [];
      }),
    ),
    finds: 'lookup/steady: is-not-steady',
  },
  {
    name: 'answers a lookup with an object',
    fault: rewrite(isLookup, (body) => ({ ...body, data: body.data?.[0] ?? {} })),
    finds: 'lookup/shape: data-is-not-an-array',
    says: /an object in data/,
  },
  {
    name: 'answers the lookup of an unknown client with 404',
    fault: (request, next) => {
      const response = next(request);
      return isLookup(request) && response.body.includes('"data":[]')
        ? { ...response, status: 404 }
        : response;
    },
    finds: 'lookup/shape: status-is-not-200',
  },
  {
    name: 'looks up by prefix',
    fault: (request, next) =>
      isLookup(request)
        ? repaged((rows) =>
            rows.filter((row) => String(row['clientid']).startsWith(idIn(request))).slice(0, 1),
          )(
            { ...request, path: request.path.replace(/\/[^/]+$/, ''), query: '' },
            next,
            undefined as never,
          )
        : next(request),
    finds: 'lookup/unknown: finds-another-client',
  },
  {
    name: 'looks up whatever the case',
    fault: (request, next, broker) => {
      if (!isLookup(request)) return next(request);
      const wanted = idIn(request).toLowerCase();
      const twin = broker.mock.clients
        .list()
        .find(({ clientid }) => clientid.toLowerCase() === wanted);
      return next({
        ...request,
        path: request.path.replace(/[^/]+$/, encodeURIComponent(twin?.clientid ?? wanted)),
      });
    },
    finds: 'lookup/unknown: finds-another-client',
  },
  {
    name: 'does not decode the path',
    fault: (request, next) =>
      isLookup(request)
        ? next({ ...request, path: request.path.replace(/[^/]+$/, (id) => encodeURIComponent(id)) })
        : next(request),
    finds: 'lookup/odd-ids: is-not-decoded',
  },
  {
    name: 'decodes the path twice',
    fault: (request, next) => {
      if (!isLookup(request)) return next(request);
      let id = idIn(request);
      try {
        id = decodeURIComponent(id);
      } catch {
        // Not encoded twice, then.
      }
      return next({ ...request, path: request.path.replace(/[^/]+$/, encodeURIComponent(id)) });
    },
    finds: 'lookup/odd-ids: is-decoded-twice',
  },
  {
    name: 'does not decode what needs no encoding',
    fault: (request, next) =>
      isLookup(request) && /%[4-7][0-9A-F]/.test(request.path)
        ? next({ ...request, path: `${request.path}x` })
        : next(request),
    finds: 'lookup/encoded-anyway: is-not-decoded',
  },
  {
    name: 'reads a + in the path as a space',
    fault: (request, next) => next({ ...request, path: request.path.replaceAll('+', '%20') }),
    finds: 'lookup/plus: plus-is-a-space',
  },
  {
    name: 'applies filters to a lookup',
    fault: (request, next) =>
      isLookup(request) && queryOf(request).has('username')
        ? next({ ...request, path: `${request.path}x` })
        : next(request),
    finds: 'lookup/query: filters-apply',
  },
  {
    name: 'shows another address in the lookup',
    fault: eachRow((row) => {
      row['ip_address'] = '10.0.0.1';
    }, isLookup),
    finds: 'lookup/agrees-with-list: other-ip-address',
  },
];
