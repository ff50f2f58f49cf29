import {
  eachMeta,
  isFiltered,
  isKick,
  isList,
  queryOf,
  repaged,
  rewrite,
  rowsOf,
  unpaged,
  withQuery,
} from '../broken.js';
import type { Fault } from '../broker.js';
import type { BrokenBroker } from './broken-broker.js';

export const pagingFaults: readonly BrokenBroker[] = [
  {
    name: 'overlaps pages by a row',
    fault: repaged((rows, page, limit) =>
      rows.slice(
        Math.max(0, (page - 1) * limit - (page - 1)),
        Math.max(0, (page - 1) * limit - (page - 1)) + limit,
      ),
    ),
    finds: 'paging/pages: rows-repeat',
  },
  {
    name: 'counts pages from 0',
    fault: repaged((rows, page, limit) => rows.slice(page * limit, (page + 1) * limit)),
    finds: 'paging/pages: first-page-is-empty',
    says: /counted from 0/,
  },
  {
    name: 'drops the last row of a page that is not the first',
    fault: repaged((rows, page, limit) =>
      rows.slice((page - 1) * limit, page * limit - (page > 1 ? 1 : 0)),
    ),
    finds: 'paging/pages: page-size',
  },
  {
    name: 'drops a row of filtered pages',
    fault: repaged(
      (rows, page, limit) => rows.slice((page - 1) * limit, page * limit - (page > 1 ? 1 : 0)),
      (query) => query.has('username'),
    ),
    finds: 'paging/filtered-exact: page-size',
  },
  {
    name: 'turns the order of every other answer round',
    fault: ((): Fault => {
      let turned = false;
      return repaged((rows, page, limit) => {
        turned = !turned;
        return (turned ? rows.toReversed() : [...rows]).slice((page - 1) * limit, page * limit);
      });
    })(),
    finds: 'paging/repeatable: order-changes',
  },
  {
    name: 'repeats the last page past the end',
    fault: repaged((rows, page, limit) => {
      const last = Math.max(1, Math.ceil(rows.length / limit));
      const shown = Math.min(page, last);
      return rows.slice((shown - 1) * limit, shown * limit);
    }),
    finds: 'paging/past-the-end: is-not-empty',
  },
  {
    name: 'caps the limit at 100 without a word',
    fault: repaged((rows, page, limit) =>
      rows.slice((page - 1) * Math.min(limit, 100), page * Math.min(limit, 100)),
    ),
    clients: 141,
    finds: 'paging/pages: long-page-is-cut',
    says: /is the limit capped/,
  },
  ...([true, false] as const).map((value): BrokenBroker => ({
    name: `always says hasnext ${value}`,
    fault: eachMeta((meta) => {
      meta['hasnext'] = value;
    }),
    finds: value
      ? 'paging/past-the-end: promises-a-next-page'
      : 'paging/hasnext: denies-a-next-page',
  })),
  {
    name: 'is wrong about hasnext on an exact multiple',
    fault: eachMeta((meta, body) => {
      meta['hasnext'] = body.data?.length === meta['limit'];
    }),
    finds: 'paging/hasnext: promises-a-next-page',
    says: /an exact multiple/,
  },
  {
    name: 'counts the rows of the page',
    fault: eachMeta((meta, body) => {
      meta['count'] = body.data?.length;
    }),
    finds: 'paging/count: is-wrong',
    says: /counts the rows of the page/,
  },
  {
    name: 'counts the whole list under a filter',
    fault: (request, next, broker) =>
      eachMeta((meta) => {
        meta['count'] = broker.mock.clients.count;
      })(request, next, broker),
    finds: 'paging/filtered-count: is-wrong',
  },
  {
    name: 'counts -1 under a filter',
    fault: eachMeta((meta, _body, request) => {
      if (isFiltered(queryOf(request))) meta['count'] = -1;
    }),
    finds: 'paging/filtered-count: count-is-minus-one',
  },
  {
    name: 'filters the page, not the list',
    fault: (request, next) => {
      const query = queryOf(request);
      if (!isList(request) || !isFiltered(query) || !query.has('_limit')) return next(request);
      const found = new Set(
        rowsOf(next(withQuery(request, unpaged(query)))).map(({ clientid }) => clientid),
      );
      const plain = new URLSearchParams();
      for (const name of ['_page', '_limit']) plain.set(name, query.get(name) ?? '1');
      return rewrite(isList, (body) => {
        body.data = (body.data ?? []).filter(({ clientid }) => found.has(clientid));
      })(withQuery(request, plain), next, undefined as never);
    },
    finds: 'paging/filtered-like: page-size',
  },
  {
    name: 'shows a page from one row before once somebody was kicked',
    fault: ((): Fault => {
      let kicked = false;
      return (request, next, broker) => {
        kicked ||= isKick(request);
        return repaged((rows, page, limit) => {
          const start = Math.max(0, (page - 1) * limit - (kicked && page > 1 ? 3 : 0));
          return rows.slice(start, start + limit);
        })(request, next, broker);
      };
    })(),
    finds: 'paging/kick-between-pages: rows-repeat',
    says: /after a kick/,
  },
];
