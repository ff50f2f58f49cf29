import type { JsonValue } from '../client.js';
import type { MockResponse } from '../messages.js';
import type { Problem, QueryRules } from '../query/query-types.js';
import type { Elsewhere } from '../router.js';

export const DIALECT_NAMES = ['documented', 'emqx-4.3.0', 'emqx-4.3', 'emqx-4.4'] as const;
export type DialectName = (typeof DIALECT_NAMES)[number];

/** Why a request was not let in (decisions.md#24). */
export type AuthFailure = 'missing' | 'wrong' | 'not base64';

/** How the outcomes that have no rows are worded. */
export interface Answers {
  /** @param header the Authorization header, as it was sent. */
  unauthorized(failure: AuthFailure, header: string | undefined): MockResponse;
  notFound(request: { method: string; path: string }, where: Elsewhere): MockResponse;
  badEncoding(where: 'path' | 'query' | 'body'): MockResponse;
  badQuery(problems: readonly [Problem, ...Problem[]]): MockResponse;
  unknownKick(clientid: string): MockResponse;
  crash(cause: Error): MockResponse;
}

/**
 * How one broker words what the engine finds: a table of decisions, each a row of
 * openapi/decisions.md, and the wordings. It looks nothing up and knows no state.
 */
export interface Dialect {
  readonly name: DialectName;
  /** What it answers like, for banners and help. */
  readonly describes: string;
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
  /** Members that each client has beyond the documents', with their value where it has none. */
  readonly extraFields: Readonly<Record<string, JsonValue>>;
  readonly answers: Answers;
}
