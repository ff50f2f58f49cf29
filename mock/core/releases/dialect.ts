import type { AuthFailure } from '../auth.js';
import type { UnknownPath } from '../parse-request.js';
import type { Problem, QueryRules } from '../query/query-types.js';
import type { Behaviours } from './behaviours.js';
import type { WordedResponse } from './json-response.js';
import type { DialectName, Release } from './releases.js';

/** How the outcomes that have no rows are worded. */
export interface Answers {
  /** @param header the Authorization header, as it was sent. */
  unauthorized(failure: AuthFailure, header: string | undefined): WordedResponse;
  /** @param basePath of the API, for a message. Default: none. */
  notFound(
    request: { method: string; path: string },
    where: UnknownPath,
    basePath?: string,
  ): WordedResponse;
  badEncoding(part: 'path' | 'query' | 'body'): WordedResponse;
  badQuery(problems: readonly [Problem, ...Problem[]]): WordedResponse;
  unknownKick(clientid: string): WordedResponse;
  /** A node that has stopped, asked for its list, or for some of its clients. */
  nodeDown(asked: 'list' | 'clients'): WordedResponse;
  crash(cause: Error): WordedResponse;
}

/**
 * What one broker answers: the set of its behaviours, each a row of openapi/decisions.md, and the
 * wordings. It looks nothing up and has no state.
 */
export interface Dialect extends Omit<
  Behaviours,
  'filters' | 'queueFilters' | 'timeUnit' | 'like' | 'emptyLike' | 'zeroLimit' | 'hugeLimit'
> {
  readonly name: DialectName;
  /** The release that nodes report. */
  readonly release: Release;
  readonly query: QueryRules;
  /** Row order (decisions.md#28). */
  readonly order: 'insertion' | 'hash';
  /** HEAD and OPTIONS (decisions.md#25): answered, or unknown methods like any other. */
  readonly headAndOptions: 'answered' | 'unknown';
  /** The members of a JSON body on GET act as query parameters (decisions.md#30). */
  readonly bodyIsQuery: boolean;
  /** Paths that only real brokers have, found as they find them (decisions.md#31). */
  readonly brokerPaths: boolean;
  readonly answers: Answers;
}
