import { splitQuery } from '../../core/parse-request.js';
import { metricsOf } from '../metrics.js';
import type { ControlRoutes } from '../route.js';

/** The only parameter that is not the query's: the id of a missing, or unexpected, client. */
const WHY = 'why';

/** The query without `why`, as sent: its encoding is part of what is explained. */
const withoutWhy = (query: string): string =>
  splitQuery(query)
    .filter((part) => part.split('=', 1)[0] !== WHY)
    .join('&');

/** Explanations, previews, coverage and metrics. */
export const REPORT_ROUTES: ControlRoutes = {
  'GET /explain': {
    query: 'any',
    handle: ({ sandbox, query, rawQuery }) => ({
      json: sandbox.explain(withoutWhy(rawQuery), query.get(WHY)),
    }),
  },
  'GET /preview': {
    query: 'any',
    handle({ sandbox, rawQuery }) {
      const { status, headers, body } = sandbox.preview(rawQuery);
      return { json: { status, contentType: headers['content-type'] ?? null, body } };
    },
  },
  'GET /coverage': ({ mock }) => ({ json: mock.coverage.report() }),
  'DELETE /coverage': ({ mock }) => {
    mock.coverage.clear();
    return { json: mock.coverage.report() };
  },
  'GET /metrics': ({ mock }) => ({
    text: { type: 'text/plain; version=0.0.4; charset=utf-8', body: metricsOf(mock) },
  }),
};
