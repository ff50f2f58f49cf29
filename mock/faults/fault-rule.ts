import type { JsonValue } from '../core/client.js';

/** Which requests a fault befalls, and which of those. What is left out matches every request. */
export interface FaultMatch {
  /** E.g. `GET`; upper or lower case. */
  readonly method?: string;
  /**
   * A path, whole (`/api/v4/clients`) or below the base path (`/clients`). `*` stands for any text
   * within a segment, `**` for any number of segments.
   */
  readonly path?: string;
  /** Query parameters that must stand in the request with exactly these values, decoded. */
  readonly query?: Readonly<Record<string, string>>;
  /** Only the nth request that matches, from 1. */
  readonly nth?: number;
  /** The share of the matching requests that it befalls: more than 0, at most 1. */
  readonly probability?: number;
  /** How often it befalls at most. */
  readonly times?: number;
}

/** How long an answer is held back, in milliseconds, never above {@link FAULT_LIMITS.delayMs}. */
export type FaultDelay =
  | number
  /** Evenly spread, both ends included. */
  | { readonly min: number; readonly max: number }
  /** The normal distribution, cut at 0. */
  | { readonly mean: number; readonly stddev: number }
  /**
   * Measured percentiles, such as `{ "50": 40, "95": 200, "99": 900 }`: what lies between two is on
   * the line between them, what lies below the first on the line from 0, nothing above the last.
   */
  | { readonly percentiles: Readonly<Record<string, number>> };

/** What befalls a request. At least one member; several act together. */
export interface FaultAction {
  /**
   * Answers with this HTTP status, 200 to 599. From 300 on in place of the API, which then does
   * nothing; a 2xx is put on what the API answers, unless that is an error.
   */
  readonly status?: number;
  /** Sent in place of the body; what is no text is sent as JSON. */
  readonly body?: JsonValue;
  readonly contentType?: string;
  /** Added to the answer's headers, e.g. `{ "retry-after": "2" }`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly delay?: FaultDelay;
  /** Never answers; the connection stays open. The API does nothing. */
  readonly hang?: true;
  /** Resets the connection. The API does nothing. */
  readonly reset?: true;
  /**
   * Sends so much of the body, then ends the connection: a number of bytes, or a share such as
   * `50%`. The API did its work: `truncate: 0` loses the answer to a kick that took place.
   */
  readonly truncate?: number | string;
  /** Spoils the JSON of the body; its length is announced correctly. */
  readonly malformed?: true;
  /** Sends the body little by little, over so many milliseconds in all. */
  readonly drip?: number;
}

/** One rule. Rules are asked in order; of two that set the same member the earlier one wins. */
export interface FaultRule {
  readonly match?: FaultMatch;
  readonly do: FaultAction;
}

/** The bounds of rules, so that no rule can stop the mock for good. */
export const FAULT_LIMITS = {
  rules: 100,
  /** Milliseconds, of a delay and of a drip. */
  delayMs: 60_000,
  /** Characters of a path. */
  path: 1024,
  /** Characters of a body, as sent. */
  body: 1_048_576,
  queryParameters: 20,
  headers: 20,
  percentiles: 20,
  /** Characters of a query value, a header's value or a content type. */
  text: 1024,
  /** `nth` and `times`. */
  count: 1_000_000_000,
} as const;
