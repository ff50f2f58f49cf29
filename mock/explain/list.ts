import type { Selection } from '../core/chunk/column.js';
import type { StoredClient } from '../core/client.js';
import { createMatchersInSteps, type Matcher } from '../core/query/match.js';
import { nodeTurns } from '../core/query/page.js';
import type { Steps } from '../core/steps.js';
import type { ClientsQuery, Filter, QueryRules } from '../core/query/query-types.js';
import type { Store } from '../core/store.js';
import { type DescribedFilter, presenceOf, unknownClient } from './client.js';
import type { ExplainedClient, ExplainedFilter, ExplainedPage } from './explanation.js';
import { conditionOf, wordsOf } from './describe-filter.js';

/** The explanation of a list, without its parameters. */
export interface ExplainedList {
  readonly answer: string;
  readonly outcome: 'page';
  readonly filters: readonly ExplainedFilter[];
  readonly page: ExplainedPage;
  readonly client?: ExplainedClient;
}

/**
 * Runs a query filter by filter over every client, which a response never does.
 * @param scope the node whose clients come first, and the only one that is asked.
 * @param why the id of the client in question.
 * @throws {BrokerCrash | MockLimit} as the engine does.
 */
export function* explainList(
  store: Store,
  scope: { readonly first: string | undefined; readonly node: string | undefined },
  query: ClientsQuery,
  rules: QueryRules,
  timer: () => number,
  why: string | undefined,
): Steps<ExplainedList> {
  const { first, node } = scope;
  const created = yield* createMatchersInSteps(query.filters, rules, timer);
  const matchers = inGivenOrder(query.filters, created);
  const left = new Array<number>(matchers.length).fill(0);
  /** The position of each node's client of that id among the rows that are left, from 1. */
  const places = new Map<StoredClient, number>();
  const dropped = new Map<StoredClient, Filter>();
  const asked = why === undefined ? [] : store.placesOf(why);
  let all = 0;
  let total = 0;
  const chunks = store.chunks;
  for (const turn of nodeTurns(store, first)) {
    for (const chunk of chunks) {
      const count = (rows: Selection): number => (rows ? rows.length : chunk.length);
      let rows = turn && chunk.select('node', turn, undefined);
      if (node !== undefined && count(rows) > 0) {
        rows = chunk.select('node', { accepts: (own: string) => own === node }, rows);
      }
      all += count(rows);
      const has = (index: number): boolean => !rows || rows.includes(index);
      let own = asked.filter((place) => place.chunk === chunk && has(place.index));
      for (const [index, matcher] of matchers.entries()) {
        if (count(rows) === 0) break;
        rows = chunk.select(matcher.field, matcher, rows);
        left[index] = (left[index] ?? 0) + count(rows);
        for (const place of own) {
          if (!has(place.index)) dropped.set(chunk.row(place.index), matcher.filter);
        }
        own = own.filter((place) => has(place.index));
      }
      for (const { index } of own) {
        places.set(chunk.row(index), total + 1 + (rows ? rows.indexOf(index) : index));
      }
      total += count(rows);
      yield;
    }
  }
  const page = pageOf(query, total);
  const describe = (filter: Filter): DescribedFilter => ({
    words: wordsOf(filter, rules),
    condition: conditionOf(filter, rules),
  });
  return {
    answer: answerOf(page, query.filters.length > 0),
    outcome: 'page',
    filters: [
      { filter: 'all clients', left: all },
      ...matchers.map(({ filter }, index) => {
        const { words, condition } = describe(filter);
        return { filter: words, condition, left: left[index] ?? 0 };
      }),
    ],
    page,
    ...(why !== undefined && {
      client:
        places.size + dropped.size === 0
          ? yield* unknownClient(store, why)
          : presenceOf(why, places, dropped, page, query.limit, describe),
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
