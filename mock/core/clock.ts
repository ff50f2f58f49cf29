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
  /** How often it was stopped, started or moved. */
  readonly moves: number;
}

/**
 * @param source where time comes from: epoch milliseconds, e.g. `Date.now`.
 * @param frozenAt start frozen at this instant (epoch milliseconds).
 */
export function createClock(source: () => number, frozenAt?: number): AdjustableClock {
  let stoppedAt = frozenAt;
  let offset = 0;
  let moves = 0;
  const now = (): number => stoppedAt ?? source() + offset;
  return {
    now,
    freeze: (at) => {
      moves++;
      stoppedAt = at ?? now();
    },
    resume: () => {
      if (stoppedAt === undefined) return;
      moves++;
      offset = stoppedAt - source();
      stoppedAt = undefined;
    },
    advance: (ms) => {
      moves++;
      if (stoppedAt === undefined) offset += ms;
      else stoppedAt += ms;
    },
    set: (epochMs) => {
      moves++;
      if (stoppedAt === undefined) offset = epochMs - source();
      else stoppedAt = epochMs;
    },
    get frozen() {
      return stoppedAt !== undefined;
    },
    get moves() {
      return moves;
    },
  };
}

/** The last millisecond of 9999, the last year that the API's times can show. */
const LAST_INSTANT = 253_402_300_799_999;

/** Whether a mock's clock can show this time: from 1970, when Unix time begins, to 9999. */
export const isInstant = (epochMs: number): boolean => epochMs >= 0 && epochMs <= LAST_INSTANT;

const INSTANT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;
const ZONE = /(?:Z|[+-]\d\d:?\d\d)$/;

/** Whether the date exists: JavaScript reads 30 February as 1 March. */
function isDay(value: string): boolean {
  const day = value.slice(0, 10);
  const epochMs = Date.parse(day);
  return !Number.isNaN(epochMs) && new Date(epochMs).toISOString().startsWith(day);
}

/**
 * Reads an ISO 8601 time. Returns epoch milliseconds; NaN if it is none.
 * @param utcOffsetMinutes minutes east of UTC of a time without a zone; default: 0, which is UTC.
 */
export function parseInstant(text: unknown, utcOffsetMinutes = 0): number {
  if (typeof text !== 'string' || !INSTANT.test(text) || !isDay(text)) return NaN;
  const hasZone = text.includes('T') && ZONE.test(text);
  const utc = Date.parse(text.includes('T') && !hasZone ? `${text}Z` : text);
  return hasZone ? utc : utc - utcOffsetMinutes * 60_000;
}
