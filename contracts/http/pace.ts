import type { Clock } from '../shared/clock.js';

/** A pace that the kit lowers to goes no further than this. Milliseconds between requests. */
const SLOWEST_MS = 10_000;
const QUICKEST_MS = 100;

/** The pause between requests: as the user gave it, and longer after HTTP 429. */
export class Pace {
  /** How often it was lowered. */
  lowered = 0;
  #intervalMs: number;
  #earliest = 0;
  #requests = 0;
  readonly #start: number;

  constructor(
    private readonly clock: Clock,
    requestsPerSecond?: number,
  ) {
    this.#intervalMs = requestsPerSecond === undefined ? 0 : 1000 / requestsPerSecond;
    this.#start = clock.now();
  }

  /** Requests per second at most; `undefined` without a limit. */
  get perSecond(): number | undefined {
    return this.#intervalMs === 0 ? undefined : 1000 / this.#intervalMs;
  }

  /** Milliseconds to wait before the next request, which this takes to be sent then. */
  next(): number {
    const now = this.clock.now();
    const at = Math.max(now, this.#earliest);
    this.#earliest = at + this.#intervalMs;
    this.#requests += 1;
    return at - now;
  }

  /** Half the pace so far, as it was meant or as it was. */
  slowDown(): void {
    this.lowered += 1;
    const own = (this.clock.now() - this.#start) / Math.max(1, this.#requests);
    const interval = 2 * (this.#intervalMs === 0 ? own : this.#intervalMs);
    const slowest = Math.max(SLOWEST_MS, this.#intervalMs);
    this.#intervalMs = Math.min(slowest, Math.max(QUICKEST_MS, interval));
    this.#earliest = Math.max(this.#earliest, this.clock.now() + this.#intervalMs);
  }
}
