import { type ApiRequest, splitPath } from '../core/parse-request.js';
import { Random } from '../seed/random.js';
import type { FaultRule } from './fault-rule.js';
import { fitsPath } from './path-pattern.js';

/** How often a rule was used. */
export interface FaultCount {
  /** Requests that match the rule's method, path and query. */
  readonly matched: number;
  /** Requests that it applied. */
  readonly applied: number;
}

/** One rule, and how often it was used. */
export class RuleMatcher {
  #matched = 0;
  #applied = 0;
  readonly #path: readonly string[] | undefined;
  /** Each rule has a random stream of its own: another rule changes nothing for this one. */
  readonly random: Random;

  constructor(
    readonly rule: FaultRule,
    index: number,
    seed: number,
    /** The decoded segments of the base path. */
    private readonly base: readonly string[],
  ) {
    const path = rule.match?.path;
    this.#path = path === undefined ? undefined : splitPath(path);
    this.random = new Random(seed ^ 0xfa17, index);
  }

  get count(): FaultCount {
    return { matched: this.#matched, applied: this.#applied };
  }

  /** Counts the request; returns whether the rule applies to it. */
  applies(request: ApiRequest): boolean {
    if (!this.#matches(request)) return false;
    this.#matched++;
    const { nth, probability = 1, times = Infinity } = this.rule.match ?? {};
    // Drawn before anything else is asked: the nth draw belongs to the nth request.
    const drawn = probability === 1 || this.random.chance(probability);
    const isMet = drawn && this.#applied < times && (nth === undefined || nth === this.#matched);
    if (isMet) this.#applied++;
    return isMet;
  }

  #matches({ method, segments, pairs = [] }: ApiRequest): boolean {
    const { match = {} } = this.rule;
    if (match.method !== undefined && match.method !== method) return false;
    for (const [name, wanted] of Object.entries(match.query ?? {})) {
      const found = pairs.some(([key, value]) => {
        return key === name && (value === true ? '' : value) === wanted;
      });
      if (!found) return false;
    }
    if (this.#path === undefined) return true;
    if (!segments) return false;
    if (fitsPath(this.#path, segments)) return true;
    const isUnder = this.base.every((segment, index) => segments[index] === segment);
    return isUnder && fitsPath(this.#path, segments.slice(this.base.length));
  }
}
