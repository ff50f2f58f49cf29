import type { ClientRow } from '../shared/client-row.js';
import type { Deviation } from './deviation.js';
import type { ApiRequest, Exchange } from '../http/exchange.js';
import type { Fixtures, ThrowawayClient, ThrowawaySpec } from '../test-clients/test-client.js';
import type { JsonObject } from '../shared/json.js';
import type { Capability } from './capability.js';

export type { ClientRow } from '../shared/client-row.js';

/** Query parameters in order; values are percent-encoded when sent. */
export type Query =
  | Readonly<Record<string, string | number | boolean>>
  | readonly (readonly [key: string, value: string | number | boolean])[];

/** A list's answer, as far as it is one. */
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

/** How a soft expectation words its deviation. */
export interface Wording {
  readonly deviation: string;
  readonly message: string;
  readonly at?: string;
  readonly exchange?: Exchange;
}

/** What a rule works with. Every exchange is kept as evidence. */
export interface RuleContext {
  // ---- asking

  /** Sends as asked and judges nothing. Refused by the guard if it could harm. */
  request(request: ApiRequest): Promise<Exchange>;
  /**
   * `GET /clients` with `query`. Ends the rule with deviation `not-a-list` where the answer is not
   * HTTP 200 with a JSON object that has `code` 0 and an array of objects in `data`. A missing
   * `meta` is left to the rules of group `list` and `paging`.
   */
  list(query?: Query): Promise<Page>;
  /** `GET /clients/{id}`, the id percent-encoded. Ends the rule with `not-a-lookup` likewise. */
  lookup(clientid: string): Promise<Page>;
  /** `DELETE /clients/{id}`; judges nothing. Refused unless the id has the run's prefix. */
  kick(clientid: string): Promise<Exchange>;
  /**
   * Reads pages of `limit` rows (default 1000) until `hasnext` says that none follows (or, where it
   * is not a boolean, until a page is not full). Ends the rule with `endless-paging` where a page
   * only repeats rows, and skips it where more than `maxPages` (default 100) would be read.
   */
  listAll(query?: Query, options?: { limit?: number; maxPages?: number }): Promise<FullList>;

  // ---- known truth

  /** Whether the run can do that; rules with a choice ask, others state it in `needs`. */
  has(need: Capability): boolean;
  /** @throws Error without need `mqtt`. */
  readonly fixtures: Fixtures;
  /** The run's prefix; no client of the broker has it where there are no fixtures. */
  readonly prefix: string;
  /** Minutes east of UTC in which the broker prints times; 0 without need `utc-offset`. */
  readonly utcOffsetMinutes: number;
  /** Reads `YYYY-MM-DD HH:mm:ss` of this broker as Unix seconds; `NaN` where it is not that. */
  seconds(time: unknown): number;
  /** The rows, or ids, that have the run's prefix. */
  own<T extends ClientRow | string>(rows: readonly T[]): T[];
  /** Connects a throwaway client and waits until the API shows it as asked. Needs `mqtt`. */
  connectThrowaway(spec?: ThrowawaySpec): Promise<ThrowawayClient>;

  // ---- waiting and moving populations

  /** Polls with growing pauses until `test` holds; false if it does not within the bound. */
  eventually(test: () => Promise<boolean>, options?: { timeoutMs?: number }): Promise<boolean>;
  /** Resolves to false if `promise` does not settle within the bound (default 5,000 ms). */
  settles(promise: Promise<unknown>, timeoutMs?: number): Promise<boolean>;
  /**
   * Runs `judge` between two readings of the whole list (or of `query`) and keeps its deviations
   * only if no client came, went or reconnected meanwhile; else tries again, five times at most,
   * then skips the rule. `judge` is given the first reading.
   */
  withStablePopulation(judge: (before: FullList) => Promise<void>, query?: Query): Promise<void>;

  // ---- judging

  /** Records a deviation and goes on. */
  deviate(deviation: Deviation): void;
  /** Records a deviation and ends the rule. */
  fail(deviation: Deviation): never;
  /** Ends the rule: it can not judge. */
  skip(reason: string): never;
  /** Records a deviation unless both are the same JSON (order of members ignored). */
  expectEqual(got: unknown, expected: unknown, wording: Wording): boolean;
  /** Records a deviation, with `got` and `expected` as given, unless `holds`. */
  expect(holds: boolean, deviation: Deviation): boolean;
  /**
   * The OWN rows of `page` are exactly the clients `expected` (ids or fixtures), in any order, none
   * twice. The deviation names the first missing and the first unexpected client. Rows of others
   * are ignored, unless `others` says what must hold for each of them.
   */
  expectClients(
    page: Page | FullList,
    expected: readonly ({ readonly clientid: string } | string)[],
    wording: Wording,
    others?: (row: ClientRow) => boolean,
  ): boolean;
  /** HTTP 401, and the text contains none of the run's client ids and no `data`. */
  expectRefused(exchange: Exchange, wording: Wording): boolean;
}
