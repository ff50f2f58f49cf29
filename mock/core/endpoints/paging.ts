import type { JsonValue } from '../client.js';
import { BrokerCrash, type PageRequest } from '../query/query-types.js';
import type { Steps } from '../steps.js';
import { dataOf, type EndpointAnswer, type EndpointCall } from './endpoint.js';

/** Rows that can be counted and walked without all of them being made. */
export interface Rows<T> {
  readonly count: number;
  /** The rows from this one on; `undefined` ends a step in which there may be none. */
  from(start: number): Iterable<T | undefined>;
}

/** Reads page and limit, for a list without filters. */
function readPage({ pairs, dialect, parsePairs }: EndpointCall): PageRequest | EndpointAnswer {
  const parsed = parsePairs(pairs, { ...dialect.query, filters: [], hugeLimit: 'accepted' });
  if (!parsed.ok) return { kind: 'bad query', problems: parsed.problems };
  if (parsed.query.limit < 1) throw new BrokerCrash('Failed to read a page without rows.');
  return parsed.query;
}

/** A page as brokers send it of their tables of routes and bans: without `hasnext`. */
export function* answerPage<T>(
  call: EndpointCall,
  rows: Rows<T>,
  show: (row: T) => JsonValue,
): Steps<EndpointAnswer> {
  const request = readPage(call);
  if ('kind' in request) return request;
  const data: JsonValue[] = [];
  for (const row of rows.from(startOf(request))) {
    if (data.length >= request.limit) break;
    if (row === undefined) yield;
    else data.push(show(row));
  }
  const { page, limit } = request.echo;
  return dataOf(data, { page, limit, count: rows.count });
}

/** How many rows come before the page. */
export const startOf = ({ page, limit }: PageRequest): number =>
  page > 1 ? (page - 1) * limit : 0;
