import type { Dialect } from '../core/releases/dialect.js';
import type { ListMeta, MockResponse, Outcome, OutcomeKind } from '../core/request-response.js';
import type { ApiRequest } from '../core/parse-request.js';
import { type FilterParameter, PAGING } from '../core/query/parameters.js';
import type { QueryPair } from '../core/query/query-types.js';
import { coveragePoints } from './points.js';

/** How often one point was exercised. */
interface CoveragePoint {
  readonly point: string;
  readonly count: number;
}

/** The points of one parameter, or of one kind of response. */
interface CoverageGroup {
  readonly name: string;
  readonly points: readonly CoveragePoint[];
}

/** What a test run exercised. */
export interface CoverageReport {
  /** Requests to the API, those with faults included. */
  readonly requests: number;
  /** Requests with faults: they count nowhere else. */
  readonly faults: number;
  /** Points that were exercised at least once, of all. */
  readonly covered: number;
  readonly total: number;
  readonly groups: readonly CoverageGroup[];
  /** The paths beside `/clients` that were requested; they are no points. */
  readonly companions: readonly { readonly name: string; readonly count: number }[];
  /** Parameters that the API does not know: the first 100 names that were sent. */
  readonly unknownParameters: readonly { readonly name: string; readonly count: number }[];
}

/** Names of unknown parameters that are kept, and characters of each. */
const MAX_UNKNOWN = 100;
const MAX_NAME = 100;

/** Characters that mean something in a regular expression, a glob or SQL, and nothing here. */
const SPECIAL = /[.*+?^$()[\]{}|\\%_]/;

/** The point of `refusals` that an outcome counts for. */
const REFUSALS: Readonly<Partial<Record<OutcomeKind, string>>> = {
  'bad encoding': 'encoding',
  'not found': 'not found',
  'no credentials': 'no credentials',
  'wrong credentials': 'wrong credentials',
};

interface CoveredExchange {
  readonly request: ApiRequest;
  readonly response: MockResponse;
  readonly fault?: string;
}

/** Counts what requests and their responses exercised; its size does not depend on their number. */
export class Coverage {
  readonly #filters: ReadonlyMap<string, FilterParameter>;
  readonly #groups: ReadonlyMap<string, Map<string, number>>;
  readonly #unknown = new Map<string, number>();
  /** As many as there are endpoints, at most. */
  readonly #companions = new Map<string, number>();
  readonly #isBroker: boolean;
  #requests = 0;
  #faults = 0;

  constructor(dialect: Dialect) {
    this.#isBroker = dialect.query.reading === 'broker';
    this.#filters = new Map(dialect.query.filters.map((filter) => [filter.name, filter]));
    this.#groups = new Map(
      coveragePoints(dialect).map(({ name, points }) => [
        name,
        new Map(points.map((point) => [point, 0])),
      ]),
    );
  }

  /** A response that a fault changed, or a stub gave, says nothing about the API: it is only counted. */
  readonly note = ({ request, response: { outcome }, fault }: CoveredExchange): void => {
    this.#requests++;
    if (fault !== undefined) this.#faults++;
    if (fault !== undefined || !outcome || outcome.kind === 'stub') return;
    const { endpoint } = outcome;
    if (endpoint !== undefined) {
      this.#companions.set(endpoint, (this.#companions.get(endpoint) ?? 0) + 1);
    }
    const refusal = REFUSALS[outcome.kind];
    if (refusal !== undefined) this.#add('refusals', refusal);
    else if (outcome.kind === 'kick') this.#add('kick', this.#isBroker ? 'answered' : 'known');
    else if (outcome.kind === 'kick of an unknown client') {
      this.#add('kick', this.#isBroker ? 'answered' : 'unknown');
    } else if (request.method === 'GET') this.#noteRead(request, outcome);
  };

  report(): CoverageReport {
    const groups = [...this.#groups].map(([name, points]) => ({
      name,
      points: [...points].map(([point, count]) => ({ point, count })),
    }));
    const all = groups.flatMap(({ points }) => points);
    return {
      requests: this.#requests,
      faults: this.#faults,
      covered: all.filter(({ count }) => count > 0).length,
      total: all.length,
      groups,
      companions: [...this.#companions].map(([name, count]) => ({ name, count })),
      unknownParameters: [...this.#unknown].map(([name, count]) => ({ name, count })),
    };
  }

  clear(): void {
    this.#requests = 0;
    this.#faults = 0;
    this.#unknown.clear();
    this.#companions.clear();
    for (const points of this.#groups.values()) {
      for (const point of points.keys()) points.set(point, 0);
    }
  }

  #noteRead({ route, pairs = [] }: ApiRequest, outcome: Outcome): void {
    if (route.kind === 'client') this.#add('lookup', outcome.rows === 0 ? 'unknown' : 'known');
    if (route.kind !== 'clients') return;
    this.#noteUnknown(pairs);
    if (outcome.kind === 'query crash') this.#add('refusals', 'paging');
    for (const { parameter, reason } of outcome.problems ?? []) {
      this.#add('refusals', reason);
      this.#add(parameter, 'refused');
    }
    if (outcome.meta) this.#noteList(outcome, outcome.meta, pairs);
  }

  #noteList({ rows = 0 }: Outcome, meta: ListMeta, pairs: readonly QueryPair[]): void {
    const given = new Map<FilterParameter, string>();
    for (const [name, value] of pairs) {
      const filter = this.#filters.get(name);
      if (filter) given.set(filter, typeof value === 'string' ? value : '');
    }
    for (const [{ name, values }, value] of given) {
      this.#add(name, rows > 0 || meta.count > 0 ? 'rows' : 'no rows');
      if (values) this.#add(name, value);
      else if (SPECIAL.test(value)) this.#add(name, 'special characters');
    }
    const [page, limit] = [Number(meta.page), Number(meta.limit)];
    const isPast = rows === 0 && page > 1;
    this.#add('_page', isPast ? 'past the end' : page > 1 ? 'later' : 'first');
    const hasLimit = pairs.some(([name]) => name === '_limit');
    const size = `${limit > PAGING._limit ? 'above' : 'up to'} ${PAGING._limit}`;
    this.#add('_limit', hasLimit ? size : 'not given');
    if (isPast) this.#add('list', 'past the end');
    else if (meta.hasnext) this.#add('list', 'more follow');
    else if (rows > 0) this.#add('list', rows === limit ? 'full last page' : 'last page');
    else this.#add('list', given.size > 0 || meta.count > 0 ? 'no match' : 'no clients');
    if (given.size > 0) this.#add('list', given.size === 1 ? 'one filter' : 'several filters');
  }

  /** Counts a point, if the dialect has it. */
  #add(group: string, point: string): void {
    const points = this.#groups.get(group);
    const count = points?.get(point);
    if (count !== undefined) points?.set(point, count + 1);
  }

  #noteUnknown(pairs: readonly QueryPair[]): void {
    for (const [parameter] of pairs) {
      if (this.#filters.has(parameter) || Object.hasOwn(PAGING, parameter)) continue;
      const name = parameter.slice(0, MAX_NAME);
      const count = this.#unknown.get(name);
      if (count === undefined && this.#unknown.size >= MAX_UNKNOWN) continue;
      this.#unknown.set(name, (count ?? 0) + 1);
    }
  }
}
