import type { JsonValue } from '../client.js';
import type { FilterParameter } from './parameters.js';

/**
 * The value of a parameter: text; `true` if there was no `=`, as cowboy reads it; another JSON
 * value, which only a body can hold.
 */
export type QueryValue = string | true | { readonly json: Exclude<JsonValue, string> };

/** A query parameter as it was sent. */
export type QueryPair = readonly [key: string, value: QueryValue];

/** A filter with its value. */
export type Filter =
  | { readonly parameter: FilterParameter; readonly kind: 'text'; readonly value: string }
  | { readonly parameter: FilterParameter; readonly kind: 'number'; readonly value: number }
  /** Every client has it: a broker's own wildcard. */
  | { readonly parameter: FilterParameter; readonly kind: 'any'; readonly value?: never }
  /** Not a text: nothing equals it, and a search for it crashes. */
  | { readonly parameter: FilterParameter; readonly kind: 'no text'; readonly value?: never };

/** Which rows are asked for. */
export interface PageRequest {
  /** 1 is the first; only dialects of real brokers accept less. */
  readonly page: number;
  readonly limit: number;
  /** What `meta` echoes, digit by digit: a broker's integers have no bound. */
  readonly echo: { readonly page: string; readonly limit: string };
}

/** The query of GET /clients. */
export interface ClientsQuery extends PageRequest {
  /** All must hold. */
  readonly filters: readonly Filter[];
}

/** What is wrong with one parameter of a request. */
export interface Problem {
  readonly parameter: string;
  /** As decoded; `null` if the key had no `=`, or if a body gave no text. */
  readonly value: string | null;
  readonly reason: 'type' | 'enum' | 'paging' | 'repeated' | 'unknown';
  /** A phrase that fits after "expected ". */
  readonly expected: string;
  /** For a broker's message, if the reason is `type`: the value, and the type's name. */
  readonly broker?: { readonly value: JsonValue; readonly type: BrokerType };
}

export type BrokerType = 'atom' | 'integer' | 'ip' | 'timestamp';

export type ParsedQuery =
  | { readonly ok: true; readonly query: ClientsQuery }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };

/** How a dialect reads a query: decisions, no code. */
export interface QueryRules {
  readonly filters: readonly FilterParameter[];
  /**
   * `documented`: every problem is reported, before anything is looked up. `broker`: the first
   * bad filter value in query order ends it, then the paging parameters are read.
   */
  readonly reading: 'documented' | 'broker';
  /** What a `_gte_`/`_lte_` time bound counts (decisions.md#3). */
  readonly timeUnit: 'seconds' | 'milliseconds';
  /** Whether a client shown at second T matches `_lte=T` (decisions.md#3). */
  readonly shownSecond: 'included' | 'compared in milliseconds';
  /** What the text of a `_like_` filter is (decisions.md#19). */
  readonly like: 'text' | 'regular expression' | 'regular expression, literal backslash';
  /** What an empty `_like_` text does once it is compared (decisions.md#18). */
  readonly emptyLike: 'matches all' | 'crashes';
  /** What a broker does for `_limit=0` (decisions.md#9). */
  readonly zeroLimit: 'no rows' | 'crashes';
  /** What a broker does for a limit beyond a machine word (decisions.md#11). */
  readonly hugeLimit: 'accepted' | 'crashes';
}

/** Thrown if the dialect's broker crashes on a request, and answers HTTP 500. */
export class BrokerCrash extends Error {
  override readonly name = 'BrokerCrash';
}

/** Thrown if a broker would go on and the mock does not: no request may block it. */
export class MockLimit extends Error {
  override readonly name = 'MockLimit';

  constructor(
    /** A phrase that fits after "The mock does not run ". */
    what: string,
    options?: ErrorOptions,
  ) {
    super(`The mock does not run ${what}.`, options);
  }
}
