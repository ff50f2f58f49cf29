import { coveragePoints } from './points.js';
import type { Dialect } from '../core/dialects/dialect.js';

/** How often one point was exercised. */
export interface CoveragePoint {
  readonly point: string;
  readonly count: number;
}

/** The points of one parameter, or of one kind of answer. */
export interface CoverageGroup {
  readonly name: string;
  readonly points: readonly CoveragePoint[];
}

/** What a test run exercised. */
export interface CoverageReport {
  /** Requests to the API, those that a fault befell included. */
  readonly requests: number;
  /** Requests that a fault befell: they count nowhere else. */
  readonly faults: number;
  /** Points that were exercised at least once, of all. */
  readonly covered: number;
  readonly total: number;
  readonly groups: readonly CoverageGroup[];
  /** Parameters that the API does not know: the first 100 names that were sent. */
  readonly unknownParameters: readonly { readonly name: string; readonly count: number }[];
}

/** Names of unknown parameters that are kept, and characters of each. */
const MAX_UNKNOWN = 100;
const MAX_NAME = 100;

/** Counts points; its size does not depend on how much is counted. */
export class Tally {
  readonly #groups = new Map<string, Map<string, number>>();
  readonly #unknown = new Map<string, number>();
  requests = 0;
  faults = 0;

  constructor(dialect: Dialect) {
    for (const { name, points } of coveragePoints(dialect)) {
      this.#groups.set(name, new Map(points.map((point) => [point, 0])));
    }
  }

  /** Whether there is such a group, such as the name of a known parameter. */
  has(group: string): boolean {
    return this.#groups.has(group);
  }

  /** A point that the list does not have is not counted. */
  add(group: string, point: string): void {
    const points = this.#groups.get(group);
    const count = points?.get(point);
    if (count !== undefined) points?.set(point, count + 1);
  }

  addUnknown(parameter: string): void {
    const name = parameter.slice(0, MAX_NAME);
    const count = this.#unknown.get(name);
    if (count === undefined && this.#unknown.size >= MAX_UNKNOWN) return;
    this.#unknown.set(name, (count ?? 0) + 1);
  }

  clear(): void {
    this.requests = 0;
    this.faults = 0;
    this.#unknown.clear();
    for (const points of this.#groups.values()) {
      for (const point of points.keys()) points.set(point, 0);
    }
  }

  report(): CoverageReport {
    const groups = [...this.#groups].map(([name, points]) => ({
      name,
      points: [...points].map(([point, count]) => ({ point, count })),
    }));
    const all = groups.flatMap(({ points }) => points);
    return {
      requests: this.requests,
      faults: this.faults,
      covered: all.filter(({ count }) => count > 0).length,
      total: all.length,
      groups,
      unknownParameters: [...this.#unknown].map(([name, count]) => ({ name, count })),
    };
  }
}
