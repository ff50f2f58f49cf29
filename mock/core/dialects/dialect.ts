import type { AuthFailure } from '../auth.js';
import type { JsonValue } from '../client.js';
import type { UnknownPath } from '../parse-request.js';
import type { Problem, QueryRules } from '../query/query-types.js';
import type { WordedResponse } from './json-response.js';

export const DIALECT_NAMES = ['documented', 'emqx-4.3.0', 'emqx-4.3', 'emqx-4.4'] as const;
export type DialectName = (typeof DIALECT_NAMES)[number];

/** How the outcomes that have no rows are worded. */
export interface Answers {
  /** @param header the Authorization header, as it was sent. */
  unauthorized(failure: AuthFailure, header: string | undefined): WordedResponse;
  notFound(request: { method: string; path: string }, where: UnknownPath): WordedResponse;
  badEncoding(part: 'path' | 'query' | 'body'): WordedResponse;
  badQuery(problems: readonly [Problem, ...Problem[]]): WordedResponse;
  unknownKick(clientid: string): WordedResponse;
  crash(cause: Error): WordedResponse;
}

/**
 * What one broker answers: a table of decisions, each a row of openapi/decisions.md, and the
 * wordings. It looks nothing up and has no state.
 */
export interface Dialect {
  readonly name: DialectName;
  readonly query: QueryRules;
  /** `meta.count` of a filtered list (decisions.md#6). */
  readonly countUnderFilter: 'matches' | -1;
  /** Row order (decisions.md#28). */
  readonly order: 'insertion' | 'hash';
  /** HEAD and OPTIONS (decisions.md#25): answered, or unknown methods like any other. */
  readonly headAndOptions: 'answered' | 'unknown';
  /** The members of a JSON body on GET act as query parameters (decisions.md#30). */
  readonly bodyIsQuery: boolean;
  /** Paths that only real brokers have, found as they find them (decisions.md#31). */
  readonly brokerPaths: boolean;
  /** Members that each client has beyond the documents', with their default. */
  readonly extraFields: Readonly<Record<string, JsonValue>>;
  readonly answers: Answers;
}
