import type { ControlRoute } from '../route.js';

/** The parameter that is no query's: the id of the client that is missed, or not expected. */
const WHY = 'why';

/** The query without `why`, as it was sent: how it is encoded is part of what is explained. */
const withoutWhy = (query: string): string =>
  query
    .split('&')
    .filter((part) => part.split('=', 1)[0] !== WHY)
    .join('&');

export const EXPLAIN_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/explain',
    query: 'any',
    handle: ({ sandbox, query, rawQuery }) => ({
      json: sandbox.explain(withoutWhy(rawQuery), query.get(WHY)),
    }),
  },
];
