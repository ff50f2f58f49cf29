import type { ApiRequest, Exchange } from '../http/exchange.js';
import type { ClientRow, JsonObject } from '../shared/json.js';
import type { Fixtures, ThrowawayClient, ThrowawaySpec } from '../test-clients/test-client.js';
import type { Capability } from './capability.js';
import type { Deviation } from './deviation.js';

export type { ClientRow } from '../shared/json.js';

/** Query parameters in order; values are percent-encoded when sent. */
export type Query =
  | Readonly<Record<string, string | number | boolean>>
  | readonly (readonly [key: string, value: string | number | boolean])[];

/** The answer to a list request or a lookup. */
export interface Page {
  readonly rows: readonly ClientRow[];
  /** The `clientid` of each row, in the order sent; '' where a row has none. */
  readonly ids: readonly string[];
  /** Empty where the broker sent none. */
  readonly meta: JsonObject;
  readonly exchange: Exchange;
}

/** All pages of one query, read one after the other. */
export interface FullList {
  readonly rows: readonly ClientRow[];
  readonly ids: readonly string[];
  readonly pages: readonly Page[];
}

/** What a rule works with. Every exchange is kept as evidence. */
export interface RuleContext {
  // ---- requests

  /** Sends the request and judges nothing. The safety guard refuses one that could harm. */
  request(request: ApiRequest): Promise<Exchange>;
  /**
   * `GET /clients` with `query`. Ends the rule with deviation `not-a-list` where the answer is not
   * HTTP 200 with a JSON object that has `code` 0 and an array of objects in `data`. A missing
   * `meta` is left to the rules of groups `list` and `paging`.
   */
  list(query?: Query): Promise<Page>;
  /** `GET /clients/{id}`, the id percent-encoded. Ends the rule with `not-a-lookup` likewise. */
  lookup(clientid: string): Promise<Page>;
  /** `DELETE /clients/{id}`; judges nothing. Refused unless the id has the run's prefix. */
  kick(clientid: string): Promise<Exchange>;
  /**
   * Reads pages of `limit` rows (default 1000) until `hasnext` is false (or, where it is not a
   * boolean, until a page is not full). Ends the rule with `endless-paging` where a page only
   * repeats rows, and skips it after `maxPages` (default 100).
   */
  listAll(query?: Query, options?: { limit?: number; maxPages?: number }): Promise<FullList>;

  // ---- load

  /**
   * The items in order, for a loop that sends a request for each. Where that takes the broker more
   * than a second, or the rule has used its share of the budget, only three of them, with the first
   * and the last. The report says which rules asked less.
   */
  affordable<T>(items: readonly T[]): Iterable<T>;
  /**
   * Whether the last list request with the same filters took the broker more than a second, or
   * `times` of them would take more than is left of the rule's share of the budget.
   */
  isCostly(query: Query, times?: number): boolean;

  // ---- test clients

  /** For rules with a choice; others state what they cannot do without in `needs`. */
  has(capability: Capability): boolean;
  /** @throws Error without capability `mqtt` */
  readonly fixtures: Fixtures;
  /** The run's prefix; without fixtures, no client of the broker has it. */
  readonly prefix: string;
  /** Minutes east of UTC in which the broker prints times; 0 without capability `utc-offset`. */
  readonly utcOffsetMinutes: number;
  /** Parses `YYYY-MM-DD HH:mm:ss` of this broker as Unix seconds; `NaN` for any other form. */
  seconds(time: unknown): number;
  /** The rows, or ids, that have the run's prefix. */
  own<T extends ClientRow | string>(rows: readonly T[]): T[];
  /** Connects a throwaway client and waits until the API shows it. Needs `mqtt`. */
  connectThrowaway(spec?: ThrowawaySpec): Promise<ThrowawayClient>;

  // ---- waiting

  /**
   * Polls with growing pauses until `test` holds. Resolves to false if it does not within
   * `timeoutMs` (default 5,000).
   */
  eventually(test: () => Promise<boolean>, options?: { timeoutMs?: number }): Promise<boolean>;
  /** Resolves to false if `promise` does not settle within `timeoutMs` (default 5,000). */
  settles(promise: Promise<unknown>, timeoutMs?: number): Promise<boolean>;
  /**
   * Runs `check` between two reads of the whole list (or of `query`). Keeps its deviations only if
   * no other client connected, disconnected or reconnected meanwhile; else tries again, at most
   * five times, then skips the rule. `check` receives the first list.
   */
  withStablePopulation(check: (before: FullList) => Promise<void>, query?: Query): Promise<void>;

  /** Notes that the rule asks again before it accuses the broker, for the report. */
  recheck(): void;

  // ---- results

  /** Records a deviation and goes on. */
  deviate(deviation: Deviation): void;
  /** Records a deviation and ends the rule. */
  fail(deviation: Deviation): never;
  /** Ends the rule: it cannot judge. */
  skip(reason: string): never;
  /** Records a deviation unless `holds`; returns `holds`. */
  expect(holds: boolean, deviation: Deviation): boolean;
}
