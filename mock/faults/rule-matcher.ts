import { splitPath } from '../core/router.js';
import { Random } from '../seed/random.js';
import type { FaultRule } from './fault-rule.js';
import { fitsPath } from './path-pattern.js';

/** What rules look at in a request. */
export interface SeenRequest {
  readonly method: string;
  /** Decoded segments of the whole path, and those below the base path; `undefined`: not below it. */
  readonly segments: readonly string[] | undefined;
  readonly below: readonly string[] | undefined;
  /** Decoded; a parameter that is given twice stands twice. */
  readonly pairs: readonly (readonly [name: string, value: string])[];
}

/** How often a rule was met. */
export interface FaultCount {
  /** Requests that the rule's method, path and query fitted. */
  readonly matched: number;
  /** Requests that it applied. */
  readonly applied: number;
}

/** One rule, and how often it was met. */
export class Watch {
  #matched = 0;
  #applied = 0;
  readonly #path: readonly string[] | undefined;
  /** Each rule draws from a stream of its own: a rule that is added changes no other's chance. */
  readonly random: Random;

  constructor(
    readonly rule: FaultRule,
    index: number,
    seed: number,
  ) {
    const path = rule.match?.path;
    this.#path = path === undefined ? undefined : splitPath(path);
    this.random = new Random(seed ^ 0xfa17, index);
  }

  get count(): FaultCount {
    return { matched: this.#matched, applied: this.#applied };
  }

  /** Counts the request, and tells whether the rule befalls it. */
  meets(request: SeenRequest): boolean {
    if (!this.#fits(request)) return false;
    this.#matched++;
    const { nth, probability = 1, times = Infinity } = this.rule.match ?? {};
    // Drawn before anything else is asked: the nth draw belongs to the nth request.
    const drawn = probability === 1 || this.random.chance(probability);
    const isMet = drawn && this.#applied < times && (nth === undefined || nth === this.#matched);
    if (isMet) this.#applied++;
    return isMet;
  }

  #fits({ method, segments, below, pairs }: SeenRequest): boolean {
    const { match = {} } = this.rule;
    if (match.method !== undefined && match.method !== method) return false;
    for (const [name, wanted] of Object.entries(match.query ?? {})) {
      if (!pairs.some(([key, value]) => key === name && value === wanted)) return false;
    }
    const path = this.#path;
    if (path === undefined) return true;
    return [segments, below].some((tried) => tried !== undefined && fitsPath(path, tried));
  }
}
