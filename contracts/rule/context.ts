import type { ApiClient } from '../http/api-client.js';
import type { ApiRequest, Exchange } from '../http/exchange.js';
import { foreignSign } from '../http/answers/foreign-answer.js';
import { isSafe, type WayProblem } from '../http/retry.js';
import { clientPath, idOf, isPage, listPath, readPage } from '../http/list-response.js';
import { readAll } from '../http/read-all.js';
import { withStablePopulation } from '../runner/stable-population.js';
import { readBrokerTime } from '../shared/broker-time.js';
import type { Clock } from '../shared/clock.js';
import { BrokenAnswer, messageOf, NoAnswer, WayFailed } from '../shared/errors.js';
import type { ClientRow } from '../shared/json.js';
import { poll, settlesWithin } from '../shared/poll.js';
import type { Fixtures, ThrowawayClient, ThrowawaySpec } from '../test-clients/test-client.js';
import type { TestClientPool } from '../test-clients/test-client-pool.js';
import { ClientNotShown, ThrowawayClients } from '../test-clients/throwaway-client.js';
import type { FullList, Page, Query, RuleContext } from './rule-context.js';
import { type Capability, type Deviation, RuleFailed, RuleSkipped } from './rule.js';

/** What rules need of a run. */
export interface RuleEnvironment {
  readonly api: ApiClient;
  readonly clock: Clock;
  readonly prefix: string;
  readonly testClients: TestClientPool | undefined;
  /** Capabilities that this run does not have, each with the reason. */
  readonly missingCapabilities: ReadonlyMap<Capability, string>;
  readonly utcOffsetMinutes: number;
}

const WAIT_MS = 5000;

/** The most that `affordable` returns where requests are costly. */
const COSTLY_REQUESTS = 3;

/**
 * How often a rule runs again because a request failed on the way: a safe one was tried several
 * times already, and a late one costs the whole time limit.
 */
function wayFailed(
  { method = 'GET', path }: ApiRequest,
  what: string,
  cause?: NoAnswer,
): WayFailed {
  const reruns = cause?.code === 'TIMEOUT' ? 0 : isSafe(method) ? 1 : 4;
  const why = cause ? ` (${cause.message})` : '';
  return new WayFailed(
    `${method} ${path} ${what} after all tries${why}: this is the way to the broker, not the contract`,
    reruns,
    { cause },
  );
}

/** What one run of one rule works with, and what it found. */
export class Context implements RuleContext {
  readonly deviations: Deviation[] = [];
  /** How often the rule has asked again. */
  rechecks = 0;
  /** The paths of throwaway clients that the rule has not kicked. */
  readonly #alive = new Set<string>();
  readonly #throwaways: ThrowawayClients | undefined;
  #last: Exchange | undefined;

  constructor(private readonly environment: RuleEnvironment) {
    this.#throwaways = environment.testClients && new ThrowawayClients(environment.testClients);
  }

  get prefix(): string {
    return this.environment.prefix;
  }

  get utcOffsetMinutes(): number {
    return this.environment.utcOffsetMinutes;
  }

  get fixtures(): Fixtures {
    const { testClients } = this.environment;
    if (!testClients) throw new Error('This run has no fixtures: add need "mqtt".');
    return testClients.fixtures;
  }

  async request(request: ApiRequest): Promise<Exchange> {
    // An answer that breaks off is no reason to show the one before it.
    this.#last = undefined;
    this.#admit(request);
    const exchange = await this.#send(request);
    const sign = foreignSign(exchange);
    if (sign !== undefined) throw wayFailed(request, `is answered with ${sign}`);
    this.#last = exchange;
    return exchange;
  }

  #admit(request: ApiRequest): void {
    const { load } = this.environment.api;
    if (load.exceedsBudget(request)) {
      this.skip(
        `its requests would take the broker longer than what is left of --budget ${load.budgetMs / 1000}`,
      );
    }
    if (!load.isLate(request)) return;
    throw new WayFailed(
      `GET ${request.path} is not sent: a request with the same filters had no answer in time, at any try. Give a longer --timeout`,
      0,
    );
  }

  async #send(request: ApiRequest): Promise<Exchange> {
    const kicked = request.method === 'DELETE' && request.authorization === undefined;
    try {
      const mayRepeat = (problem: WayProblem): Promise<boolean> =>
        this.#mayRepeat(request, problem);
      const exchange = await this.environment.api.send(request, mayRepeat);
      if (kicked) this.#alive.delete(request.path);
      return exchange;
    } catch (error) {
      if (error instanceof NoAnswer) throw wayFailed(request, 'has no answer', error);
      if (!(error instanceof BrokenAnswer)) throw error;
      return this.fail({
        deviation: 'broken-answer',
        message: error.message,
        expected: 'a whole HTTP answer',
        got: messageOf(error.cause ?? error),
      });
    }
  }

  /**
   * Whether a request that is not safe and had no answer can be sent again. A kick with the right
   * credentials only where it did nothing: the lookup still shows the client, or no such client was
   * connected. With wrong credentials, and with other methods, the rule itself looks afterwards
   * whether the client is still there.
   */
  async #mayRepeat({ path, authorization }: ApiRequest, problem: WayProblem): Promise<boolean> {
    if (problem.isLate) return false;
    if (authorization !== undefined || !this.#alive.has(path)) return true;
    const page = readPage(await this.environment.api.send({ path }));
    return isPage(page) && page.rows.length > 0;
  }

  async list(query: Query = {}): Promise<Page> {
    return this.#pageOf(await this.request({ path: listPath(query) }), 'not-a-list', 'a list');
  }

  async lookup(clientid: string): Promise<Page> {
    const exchange = await this.request({ path: clientPath(clientid) });
    return this.#pageOf(exchange, 'not-a-lookup', 'the lookup of a client');
  }

  async kick(clientid: string): Promise<Exchange> {
    return this.request({ method: 'DELETE', path: clientPath(clientid) });
  }

  async listAll(query?: Query, options?: { limit?: number; maxPages?: number }): Promise<FullList> {
    return readAll(this, query, options);
  }

  has(capability: Capability): boolean {
    return !this.environment.missingCapabilities.has(capability);
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
    if (!this.#throwaways) throw new Error('This run has no MQTT: add need "mqtt".');
    // Its lookups are not requests of the rule.
    this.#admit({ path: clientPath(spec?.name ?? '') });
    try {
      const client = await this.#throwaways.connect(spec);
      this.#alive.add(clientPath(client.clientid));
      return client;
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
    return poll(this.environment.clock, timeoutMs, test);
  }

  async settles(promise: Promise<unknown>, timeoutMs = WAIT_MS): Promise<boolean> {
    return settlesWithin(this.environment.clock, promise, timeoutMs);
  }

  async withStablePopulation(
    check: (before: FullList) => Promise<void>,
    query?: Query,
  ): Promise<void> {
    return withStablePopulation(this, check, query);
  }

  isCostly(query: Query, times = 1): boolean {
    return this.environment.api.load.isCostly({ path: listPath(query) }, times);
  }

  *affordable<T>(items: readonly T[]): Generator<T> {
    const { load, rule = '' } = this.environment.api;
    let left = 0;
    for (let index = 0, asked = 1; index < items.length; asked += 1) {
      yield items[index] as T;
      const rest = items.length - 1 - index;
      const most = load.isShort ? COSTLY_REQUESTS - asked : rest;
      const step = most > 0 ? Math.ceil(rest / most) : rest + 1;
      left += Math.min(step - 1, rest);
      index += Math.max(1, step);
    }
    if (left > 0) load.leftOut.set(rule, (load.leftOut.get(rule) ?? 0) + left);
  }

  recheck(): void {
    this.rechecks += 1;
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

  expect(holds: boolean, deviation: Deviation): boolean {
    if (!holds) this.deviate(deviation);
    return holds;
  }

  /** Removes the rule's throwaway clients. */
  async end(): Promise<void> {
    await this.#throwaways?.end();
  }

  #pageOf(exchange: Exchange, deviation: string, what: string): Page {
    const page = readPage(exchange);
    if (isPage(page)) return page;
    const { method, path } = exchange.request;
    const message =
      `${method} ${path} is not answered with ${what}: ${page.at} must be ${page.expected}, ` +
      `but is ${String(page.got)}`;
    return this.fail({ deviation, message, ...page, exchange });
  }
}
