/** Tells the time. The engine never asks the machine: whoever creates it hands a clock in. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

/** A clock that can be stopped, set and moved, so that a test owns the time. */
export interface AdjustableClock extends Clock {
  /** Stops the clock, at the instant given or where it stands. */
  freeze(atEpochMs?: number): void;
  /** Lets it run again from where it stands. */
  resume(): void;
  /** Moves it by so many milliseconds; a negative number moves it back. */
  advance(ms: number): void;
  /** Sets it to an instant; it goes on running, or stays frozen. */
  set(epochMs: number): void;
  readonly frozen: boolean;
  /** A clock of its own that starts as this one stands. */
  fork(): AdjustableClock;
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
    fork: () => {
      const copy = createClock(source, stoppedAt);
      if (stoppedAt === undefined) copy.advance(offset);
      return copy;
    },
  };
}
