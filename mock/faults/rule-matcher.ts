import type { ApiRequest } from '../core/parse-request.js';
import { Random } from '../seed/random.js';
import type { FaultRule } from './fault-rule.js';
import { RequestPattern } from './request-pattern.js';

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
  readonly #pattern: RequestPattern;
  /** Each rule has a random stream of its own: another rule changes nothing for this one. */
  readonly random: Random;

  constructor(
    readonly rule: FaultRule,
    index: number,
    seed: number,
    /** The decoded segments of the base path. */
    base: readonly string[],
  ) {
    this.#pattern = new RequestPattern(rule.match ?? {}, base);
    this.random = new Random(seed ^ 0xfa17, index);
  }

  get count(): FaultCount {
    return { matched: this.#matched, applied: this.#applied };
  }

  /** Counts the request; returns whether the rule applies to it. */
  applies(request: ApiRequest): boolean {
    if (this.rule.off || !this.#pattern.matches(request)) return false;
    this.#matched++;
    const { nth, probability = 1, times = Infinity } = this.rule.match ?? {};
    // Drawn before anything else is asked: the nth draw belongs to the nth request.
    const drawn = probability === 1 || this.random.chance(probability);
    const isMet = drawn && this.#applied < times && (nth === undefined || nth === this.#matched);
    if (isMet) this.#applied++;
    return isMet;
  }
}
