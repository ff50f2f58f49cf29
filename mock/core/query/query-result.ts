import type { QueryValue } from './decode.js';
import { PAGING, type PagingName } from './parameters.js';
import type { Filter, ParsedQuery, Problem } from './query-types.js';

/** The query that was understood; paging parameters that were not given have their defaults. */
export function accepted(
  filters: readonly Filter[],
  paging: ReadonlyMap<PagingName, bigint>,
): ParsedQuery {
  const page = paging.get('_page') ?? BigInt(PAGING._page);
  const limit = paging.get('_limit') ?? BigInt(PAGING._limit);
  return {
    ok: true,
    query: {
      page: Number(page),
      limit: Number(limit),
      echo: { page: String(page), limit: String(limit) },
      filters,
    },
  };
}

export function refused(first: Problem, ...others: readonly Problem[]): ParsedQuery {
  return { ok: false, problems: [first, ...others] };
}

export function problemOf(
  parameter: string,
  value: QueryValue,
  reason: Problem['reason'],
  expected: string,
): Problem {
  return { parameter, value: typeof value === 'string' ? value : null, reason, expected };
}

export function isPaging(key: string): key is PagingName {
  return Object.hasOwn(PAGING, key);
}
