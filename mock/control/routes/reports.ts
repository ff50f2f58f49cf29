import { splitQuery } from '../../core/parse-request.js';
import { metricsOf } from '../metrics.js';
import type { ControlRoute } from '../route.js';

/** The only parameter that is not the query's: the id of a missing, or unexpected, client. */
const WHY = 'why';

/** The query without `why`, as sent: its encoding is part of what is explained. */
const withoutWhy = (query: string): string =>
  splitQuery(query)
    .filter((part) => part.split('=', 1)[0] !== WHY)
    .join('&');

/** Explanations, coverage and metrics. */
export const REPORT_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/explain',
    query: 'any',
    handle: ({ sandbox, query, rawQuery }) => ({
      json: sandbox.explain(withoutWhy(rawQuery), query.get(WHY)),
    }),
  },
  { method: 'GET', path: '/coverage', handle: ({ mock }) => ({ json: mock.coverage.report() }) },
  {
    method: 'DELETE',
    path: '/coverage',
    handle({ mock }) {
      mock.coverage.clear();
      return { json: mock.coverage.report() };
    },
  },
  {
    method: 'GET',
    path: '/metrics',
    handle: ({ mock }) => ({
      text: { type: 'text/plain; version=0.0.4; charset=utf-8', body: metricsOf(mock) },
    }),
  },
];
