import type { JsonValue } from '../core/client.js';

/** Selects the requests that a fault is applied to. A member that is left out matches all. */
export interface FaultMatch {
  /** E.g. `GET`; upper or lower case. */
  readonly method?: string;
  /**
   * A path, whole (`/api/v4/clients`) or below the base path (`/clients`). `*` matches any text
   * within a segment, `**` any number of segments.
   */
  readonly path?: string;
  /** Query parameters that the request must have with exactly these values, decoded. */
  readonly query?: Readonly<Record<string, string>>;
  /** Only the nth request that matches, from 1. */
  readonly nth?: number;
  /** The share of the matching requests that it is applied to: more than 0, at most 1. */
  readonly probability?: number;
  /** The most requests that it is applied to. */
  readonly times?: number;
}

/** How long a response is delayed, in milliseconds, at most {@link FAULT_LIMITS.delayMs}. */
export type FaultDelay =
  | number
  /** Uniformly distributed, both ends included. */
  | { readonly min: number; readonly max: number }
  /** The normal distribution, cut at 0. */
  | { readonly mean: number; readonly stddev: number }
  /**
   * Measured percentiles, such as `{ "50": 40, "95": 200, "99": 900 }`. Between two of them, and
   * from 0 to the first, delays are interpolated linearly; none is above the last.
   */
  | { readonly percentiles: Readonly<Record<string, number>> };

/** What is done to a request. At least one member; several act together. */
export interface FaultAction {
  /**
   * Answers with this HTTP status, 200 to 599. From 300 on in place of the API, which then does
   * nothing; a 2xx replaces the status of the API's response, unless that is an error.
   */
  readonly status?: number;
  /** Sent in place of the body; a value that is not a text is sent as JSON. */
  readonly body?: JsonValue;
  readonly contentType?: string;
  /** Added to the response's headers, e.g. `{ "retry-after": "2" }`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly delay?: FaultDelay;
  /** Never answers; the connection stays open. The API does nothing. */
  readonly hang?: true;
  /** Resets the connection. The API does nothing. */
  readonly reset?: true;
  /**
   * Sends only this much of the body, then ends the connection: a number of bytes, or a share such
   * as `50%`. The API has done its work: `truncate: 0` loses the response to a kick that took place.
   */
  readonly truncate?: number | string;
  /** Makes the JSON of the body invalid; its length is announced correctly. */
  readonly malformed?: true;
  /** Sends the body in small parts, over this many milliseconds in all. */
  readonly drip?: number;
}

/** One rule. Of two rules that apply and set the same member, the earlier one wins. */
export interface FaultRule {
  readonly match?: FaultMatch;
  readonly do: FaultAction;
}

/** The limits of rules, so that no rule can stop the mock for ever. */
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
