import type { ApiRequest } from './exchange.js';

/** A request that takes the broker longer than this is costly. Milliseconds. */
const COSTLY_MS = 1000;

/** Parameters that do not make the broker search. */
const PAGING = new Set(['_page', '_limit']);

/** What a run costs the broker: the time that it takes for its answers. */
export class Load {
  /** Milliseconds for all requests. */
  costMs = 0;
  /** Costly requests in a row: one alone may be a hiccup. */
  #costlyInRow = 0;
  /** Rules of the run that are not judged yet, the present one included. */
  rulesLeft = 1;
  #shareEnd = Infinity;
  /** For each rule the requests that it left out because the ones before were costly. */
  readonly leftOut = new Map<string, number>();
  /** The last cost of requests with the same filters. */
  readonly #costs = new Map<string, number>();
  /** Filters that had no answer within the time limit, at any try. */
  readonly #late = new Set<string>();

  /** @param budgetMs limit for the sum. Milliseconds, default none. */
  constructor(readonly budgetMs = Infinity) {}

  record(request: ApiRequest, ms: number): void {
    this.costMs += ms;
    this.#costlyInRow = ms > COSTLY_MS ? this.#costlyInRow + 1 : 0;
    this.#costs.set(kindOf(request), ms);
  }

  /** The request had no answer within the time limit, at any try. */
  recordLate(request: ApiRequest): void {
    if (hasFilter(request)) this.#late.add(kindOf(request));
  }

  /** A rule begins, with its share of what is left of the budget. */
  startRule(): void {
    this.#shareEnd = this.costMs + (this.budgetMs - this.costMs) / Math.max(1, this.rulesLeft);
  }

  /** Whether that many such requests are costly, or more than what is left of the rule's share. */
  isCostly(request: ApiRequest, times = 1): boolean {
    const ms = this.#costs.get(kindOf(request)) ?? 0;
    return ms > COSTLY_MS || this.costMs + ms * times > this.#shareEnd;
  }

  /** Whether the last two requests were costly, or the rule has used its share of the budget. */
  get isShort(): boolean {
    return this.#costlyInRow > 1 || this.costMs > this.#shareEnd;
  }

  /** Whether the request would take longer than what is left of the budget. */
  exceedsBudget(request: ApiRequest): boolean {
    return this.costMs + this.#expected(request) >= this.budgetMs;
  }

  /** The last cost of such a request; of filters not yet sent, the most that others have cost. */
  #expected(request: ApiRequest): number {
    const known = this.#costs.get(kindOf(request));
    if (known !== undefined) return known;
    const filters = [...this.#costs].filter(([kind]) => kind.includes('?'));
    return hasFilter(request) ? Math.max(0, ...filters.map(([, ms]) => ms)) : 0;
  }

  /** Whether requests with the same filters get no answer in time. */
  isLate(request: ApiRequest): boolean {
    return this.#late.has(kindOf(request));
  }
}

const namesIn = (path: string): readonly string[] =>
  [...new URLSearchParams(path.split('?')[1] ?? '').keys()].filter((name) => !PAGING.has(name));

const isList = (path: string): boolean => /^\/clients\/?(?:\?|$)/.test(path);

const hasFilter = ({ path }: ApiRequest): boolean => isList(path) && namesIn(path).length > 0;

/** Requests that cost about the same: those with the same filters, whatever the values. */
function kindOf({ method = 'GET', path }: ApiRequest): string {
  if (!isList(path)) return path.startsWith('/clients/') ? `${method} /clients/{clientid}` : path;
  const names = [...new Set(namesIn(path))].sort();
  return `${method} /clients${names.length === 0 ? '' : `?${names.join('&')}`}`;
}
