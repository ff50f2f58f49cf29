import type { Dialect } from '../core/dialects/dialect.js';
import { ERROR_CODES } from '../../openapi/index.js';
import type { MockRequest, MockResponse } from '../core/messages.js';
import { decodeQuery, type QueryPair } from '../core/query/decode.js';
import { type FilterParameter, PAGING } from '../core/query/parameters.js';
import { parseQuery } from '../core/query/parse.js';
import type { ParsedQuery } from '../core/query/query-types.js';
import { createRouter } from '../core/router.js';
import { type ListHead, readListHead } from './list-head.js';
import { type CoverageReport, Tally } from './counters.js';

export interface CoverageOptions {
  readonly dialect: Dialect;
  readonly basePath: string;
}

/** Watches requests and their answers, and counts what they exercised. */
export interface Coverage {
  /** @param fault whether a fault befell the request: then the answer tells nothing of the API. */
  note(request: MockRequest, response: MockResponse, fault: boolean): void;
  report(): CoverageReport;
  clear(): void;
}

/** Characters that mean something in a regular expression, a glob or SQL, and nothing here. */
const SPECIAL = /[.*+?^$()[\]{}|\\%_]/;

export function createCoverage({ dialect, basePath }: CoverageOptions): Coverage {
  const find = createRouter(basePath, dialect.brokerPaths);
  const rules = dialect.query;
  const filters = new Map(rules.filters.map((parameter) => [parameter.name, parameter]));
  const tally = new Tally(dialect);

  function note(request: MockRequest, response: MockResponse, fault: boolean): void {
    tally.requests++;
    if (fault) {
      tally.faults++;
      return;
    }
    const route = find(request.path);
    const refusal = refusalOf(response, route === undefined);
    if (refusal !== undefined) {
      tally.add('refusals', refusal);
      return;
    }
    if (route?.kind === 'clients') noteList(request, response);
    else if (route?.kind === 'client' && request.method === 'DELETE') {
      const isKnown = !response.body.includes(`"code":${ERROR_CODES.clientOffline}`);
      tally.add('kick', rules.reading === 'broker' ? 'answered' : isKnown ? 'known' : 'unknown');
    } else if (route?.kind === 'client' && request.method === 'GET') {
      tally.add('lookup', response.rows === 0 ? 'unknown' : 'known');
    }
  }

  function noteList({ method, query = '' }: MockRequest, { rows, body }: MockResponse): void {
    if (method !== 'GET') return;
    const pairs = decodeQuery(query, !dialect.bodyIsQuery);
    if (!pairs) {
      tally.add('refusals', 'encoding');
      return;
    }
    const given = filtersIn(pairs);
    const head = rows === undefined ? undefined : readListHead(body);
    if (!head || rows === undefined) {
      noteProblems(pairs);
      return;
    }
    for (const { parameter, value } of given) {
      tally.add(parameter.name, rows > 0 || head.count > 0 ? 'rows' : 'no rows');
      if (parameter.values) tally.add(parameter.name, value);
      else if (SPECIAL.test(value)) tally.add(parameter.name, 'special characters');
    }
    notePage(head, rows, pairs, given.length);
  }

  function notePage(
    { page, limit, hasnext, count }: ListHead,
    rows: number,
    pairs: readonly QueryPair[],
    filters: number,
  ): void {
    const isPast = rows === 0 && page > 1;
    tally.add('_page', isPast ? 'past the end' : page > 1 ? 'later' : 'first');
    const hasLimit = pairs.some(([name]) => name === '_limit');
    const size = limit > PAGING._limit ? 'above' : `up to ${PAGING._limit}`;
    tally.add('_limit', hasLimit ? size : 'not given');
    if (isPast) tally.add('list', 'past the end');
    else if (hasnext) tally.add('list', 'more follow');
    else if (rows > 0) tally.add('list', rows === limit ? 'full last page' : 'last page');
    else tally.add('list', filters > 0 || count > 0 ? 'no match' : 'no clients');
    if (filters > 0) tally.add('list', filters === 1 ? 'one filter' : 'several filters');
  }

  function noteProblems(pairs: readonly QueryPair[]): void {
    const parsed = parseOrCrash(pairs);
    if (parsed === 'crash') tally.add('refusals', 'paging');
    else if (!parsed.ok) {
      for (const { parameter, reason } of parsed.problems) {
        tally.add('refusals', reason);
        tally.add(parameter, 'refused');
      }
    }
  }

  function parseOrCrash(pairs: readonly QueryPair[]): ParsedQuery | 'crash' {
    try {
      return parseQuery(pairs, rules);
    } catch {
      return 'crash';
    }
  }

  function filtersIn(
    pairs: readonly QueryPair[],
  ): { readonly parameter: FilterParameter; readonly value: string }[] {
    const found = new Map<FilterParameter, string>();
    for (const [name, value] of pairs) {
      const parameter = filters.get(name);
      if (parameter) found.set(parameter, typeof value === 'string' ? value : '');
      else if (!Object.hasOwn(PAGING, name)) tally.addUnknown(name);
    }
    return [...found].map(([parameter, value]) => ({ parameter, value }));
  }

  return { note, report: () => tally.report(), clear: () => tally.clear() };
}

/** Why a request was not even looked at; `undefined` where it was. */
function refusalOf({ status, body }: MockResponse, isBadPath: boolean): string | undefined {
  if (isBadPath) return 'encoding';
  if (status === 404) return 'not found';
  if (status !== 401) return undefined;
  return body.includes(`"code":${ERROR_CODES.emptyCredentials}`)
    ? 'no credentials'
    : 'wrong credentials';
}
