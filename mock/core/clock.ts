/** A clock that a test can stop, set and move. The engine reads no other clock. */
export interface AdjustableClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Stops the clock, now or at an instant. */
  freeze(atEpochMs?: number): void;
  /** Starts it again from its present time. */
  resume(): void;
  /** Moves it; a negative number moves it back. */
  advance(ms: number): void;
  /** Sets it to an instant; it keeps running, or stays frozen. */
  set(epochMs: number): void;
  readonly frozen: boolean;
}

/**
 * @param source where time comes from: epoch milliseconds, e.g. `Date.now`.
 * @param frozenAt start frozen at this instant (epoch milliseconds).
 */
export function createClock(source: () => number, frozenAt?: number): AdjustableClock {
  let stoppedAt = frozenAt;
  let offset = 0;
  const now = (): number => stoppedAt ?? source() + offset;
  return {
    now,
    freeze: (at) => {
      stoppedAt = at ?? now();
    },
    resume: () => {
      if (stoppedAt === undefined) return;
      offset = stoppedAt - source();
      stoppedAt = undefined;
    },
    advance: (ms) => {
      if (stoppedAt === undefined) offset += ms;
      else stoppedAt += ms;
    },
    set: (epochMs) => {
      if (stoppedAt === undefined) offset = epochMs - source();
      else stoppedAt = epochMs;
    },
    get frozen() {
      return stoppedAt !== undefined;
    },
  };
}
