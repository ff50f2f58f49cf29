import type { ApiClient } from '../http/api-client.js';
import { poll, settlesWithin } from '../shared/poll.js';
import { readBrokerTime } from '../shared/broker-time.js';
import { compareClients } from './compare-clients.js';
import { BrokenAnswer, messageOf } from '../shared/errors.js';
import type { ApiRequest, Exchange } from '../http/exchange.js';
import type { Fixtures, ThrowawayClient, ThrowawaySpec } from '../test-clients/test-client.js';
import { ClientNotShown, ThrowawayClients } from '../test-clients/throwaway-client.js';
import type { TestClientPool } from '../test-clients/test-client-pool.js';
import { clientPath, excerpt, idOf, isPage, listPath, readPage } from '../http/list-response.js';
import { readAll } from '../http/read-all.js';
import type { ClientRow, Page, Query, FullList, RuleContext, Wording } from './rule-context.js';
import { type Deviation, type Capability, RuleFailed, RuleSkipped } from './rule.js';
import { jsonEqual } from '../shared/json-equal.js';
import type { Clock } from '../http/target.js';
import { withStablePopulation } from '../runner/stable-population.js';

export interface ContextOptions {
  readonly api: ApiClient;
  readonly clock: Clock;
  readonly prefix: string;
  readonly testClients: TestClientPool | undefined;
  /** Needs that this run can not meet, with the reason. */
  readonly missingCapabilities: ReadonlyMap<Capability, string>;
  readonly utcOffsetMinutes: number;
}

const WAIT_MS = 5000;

/** What one run of one rule works with, and what it found. */
export class Context implements RuleContext {
  readonly deviations: Deviation[] = [];
  readonly #options: ContextOptions;
  readonly #spawner: ThrowawayClients | undefined;
  #last: Exchange | undefined;

  constructor(options: ContextOptions) {
    this.#options = options;
    this.#spawner = options.testClients && new ThrowawayClients(options.testClients);
  }

  get prefix(): string {
    return this.#options.prefix;
  }

  get utcOffsetMinutes(): number {
    return this.#options.utcOffsetMinutes;
  }

  get fixtures(): Fixtures {
    if (!this.#options.testClients) throw new Error('This run has no fixtures: add need "mqtt".');
    return this.#options.testClients.fixtures;
  }

  async request(request: ApiRequest): Promise<Exchange> {
    // An answer that breaks off is no reason to show the one before it.
    this.#last = undefined;
    try {
      this.#last = await this.#options.api.send(request);
      return this.#last;
    } catch (error) {
      if (!(error instanceof BrokenAnswer)) throw error;
      return this.fail({
        deviation: 'broken-answer',
        message: error.message,
        expected: 'a whole HTTP answer',
        got: messageOf(error.cause ?? error),
      });
    }
  }

  async list(query: Query = {}): Promise<Page> {
    return this.#rows(await this.request({ path: listPath(query) }), 'not-a-list', 'a list');
  }

  async lookup(clientid: string): Promise<Page> {
    const exchange = await this.request({ path: clientPath(clientid) });
    return this.#rows(exchange, 'not-a-lookup', 'the lookup of a client');
  }

  async kick(clientid: string): Promise<Exchange> {
    return this.request({ method: 'DELETE', path: clientPath(clientid) });
  }

  async listAll(query?: Query, options?: { limit?: number; maxPages?: number }): Promise<FullList> {
    return readAll(this, query, options);
  }

  has(need: Capability): boolean {
    return !this.#options.missingCapabilities.has(need);
  }

  seconds(time: unknown): number {
    return readBrokerTime(time, this.utcOffsetMinutes);
  }

  own<T extends ClientRow | string>(rows: readonly T[]): T[] {
    return rows.filter((row) =>
      (typeof row === 'string' ? row : idOf(row)).startsWith(this.prefix),
    );
  }

  async connectThrowaway(spec?: ThrowawaySpec): Promise<ThrowawayClient> {
    if (!this.#spawner) throw new Error('This run has no MQTT: add need "mqtt".');
    try {
      return await this.#spawner.spawn(spec);
    } catch (error) {
      if (!(error instanceof ClientNotShown)) throw error;
      return this.fail({
        deviation: 'client-is-not-shown',
        message: error.message,
        expected: `"${error.clientid}", ${error.state}`,
        got: error.row ?? 'nothing',
      });
    }
  }

  async eventually(
    test: () => Promise<boolean>,
    { timeoutMs = WAIT_MS }: { timeoutMs?: number } = {},
  ): Promise<boolean> {
    return poll(this.#options.clock, timeoutMs, test);
  }

  async settles(promise: Promise<unknown>, timeoutMs = WAIT_MS): Promise<boolean> {
    return settlesWithin(this.#options.clock, promise, timeoutMs);
  }

  async withStablePopulation(
    judge: (before: FullList) => Promise<void>,
    query?: Query,
  ): Promise<void> {
    return withStablePopulation(this, judge, query);
  }

  deviate(deviation: Deviation): void {
    const exchange = deviation.exchange ?? this.#last;
    this.deviations.push({ ...deviation, ...(exchange && { exchange }) });
  }

  fail(deviation: Deviation): never {
    this.deviate(deviation);
    throw new RuleFailed(deviation.message);
  }

  skip(reason: string): never {
    throw new RuleSkipped(reason);
  }

  expectEqual(got: unknown, expected: unknown, wording: Wording): boolean {
    return this.expect(jsonEqual(got, expected), { ...wording, expected, got });
  }

  expect(holds: boolean, deviation: Deviation): boolean {
    if (!holds) this.deviate(deviation);
    return holds;
  }

  expectClients(
    page: Page | FullList,
    expected: readonly ({ readonly clientid: string } | string)[],
    wording: Wording,
    others?: (row: ClientRow) => boolean,
  ): boolean {
    const difference = compareClients(page.rows, expected, this.prefix, others);
    const exchange = 'exchange' in page ? page.exchange : page.pages.at(-1)?.exchange;
    return this.expect(difference === undefined, {
      ...(exchange && { exchange }),
      expected: difference?.expected,
      got: difference?.got,
      ...(difference && { at: difference.at }),
      ...wording,
    });
  }

  expectRefused(exchange: Exchange, wording: Wording): boolean {
    const { status, text } = exchange.response;
    const leaks =
      /"data"\s*:\s*\[\s*\{/.test(text) || (this.prefix !== '' && text.includes(this.prefix));
    return this.expect(status === 401 && !leaks, {
      exchange,
      expected: 'HTTP 401 without any client',
      got: `HTTP ${status} ${excerpt(exchange)}`,
      at: status === 401 ? 'body' : 'status',
      ...wording,
    });
  }

  /** Removes the rule's throwaway clients. */
  async end(): Promise<void> {
    await this.#spawner?.end();
  }

  #rows(exchange: Exchange, deviation: string, what: string): Page {
    const page = readPage(exchange);
    if (isPage(page)) return page;
    const { method, path } = exchange.request;
    const message =
      `${method} ${path} is not answered with ${what}: ${page.at} must be ${page.expected}, ` +
      `but is ${String(page.got)}`;
    return this.fail({ deviation, message, ...page, exchange });
  }
}
