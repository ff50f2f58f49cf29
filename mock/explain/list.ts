import type { StoredClient } from '../core/client.js';
import { createMatchers, isMatch, type Matcher } from '../core/query/match.js';
import type { ClientsQuery, Filter, QueryRules } from '../core/query/query-types.js';
import { presenceOf, unknownClient } from './client.js';
import type { ExplainedClient, ExplainedFilter, ExplainedPage } from './explanation.js';
import { wordsOf } from './describe-filter.js';

/** The explanation of a list, without its parameters. */
export interface ExplainedList {
  readonly answer: string;
  readonly filters: readonly ExplainedFilter[];
  readonly page: ExplainedPage;
  readonly client?: ExplainedClient;
}

/**
 * Runs a query filter by filter over every client, which a response never does.
 * @param why the id of the client in question.
 * @throws {BrokerCrash | MockLimit} as the engine does.
 */
export function explainList(
  clients: Iterable<StoredClient>,
  query: ClientsQuery,
  rules: QueryRules,
  timer: () => number,
  why: string | undefined,
): ExplainedList {
  const matchers = inGivenOrder(query.filters, createMatchers(query.filters, rules, timer));
  const left = new Array<number>(matchers.length).fill(0);
  /** The position of each node's client of that id among the rows that are left, from 1. */
  const places = new Map<StoredClient, number>();
  const dropped = new Map<StoredClient, Filter>();
  let all = 0;
  let total = 0;
  for (const row of clients) {
    all++;
    const rejecting = matchers.findIndex((matcher) => !isMatch(matcher, row));
    const passed = rejecting === -1 ? matchers.length : rejecting;
    for (let index = 0; index < passed; index++) left[index] = (left[index] ?? 0) + 1;
    if (rejecting === -1) total++;
    if (row.clientid !== why) continue;
    if (rejecting === -1) places.set(row, total);
    else dropped.set(row, (matchers[rejecting] as Matcher).filter);
  }
  const page = pageOf(query, total);
  const words = (filter: Filter): string => wordsOf(filter, rules);
  return {
    answer: answerOf(page, query.filters.length > 0),
    filters: [
      { filter: 'all clients', left: all },
      ...matchers.map(({ filter }, index) => ({ filter: words(filter), left: left[index] ?? 0 })),
    ],
    page,
    ...(why !== undefined && {
      client:
        places.size + dropped.size === 0
          ? unknownClient(clients, why)
          : presenceOf(why, places, dropped, page, query.limit, words),
    }),
  };
}

/** Matchers are in the order in which they run, which no caller knows. */
const inGivenOrder = (filters: readonly Filter[], matchers: readonly Matcher[]): Matcher[] =>
  filters.map((filter) => matchers.find((matcher) => matcher.filter === filter) as Matcher);

function pageOf({ page, limit, echo }: ClientsQuery, total: number): ExplainedPage {
  const start = page > 1 ? (page - 1) * limit : 0;
  const isEmpty = start >= total || limit === 0;
  return {
    page: echo.page,
    limit: echo.limit,
    first: isEmpty ? null : start + 1,
    last: isEmpty ? null : Math.min(start + limit, total),
    of: total,
    hasnext: total > start + limit,
  };
}

function answerOf({ page, first, last, of }: ExplainedPage, isFiltered: boolean): string {
  const which = isFiltered ? 'that match' : 'that there are';
  if (first !== null) return `HTTP 200 with rows ${first} to ${last} of the ${of} ${which}`;
  if (of === 0) return isFiltered ? 'HTTP 200 without rows: none matches' : 'HTTP 200 without rows';
  return `HTTP 200 without rows: page ${page} lies past the end of the ${of} ${which}`;
}
