import { EXPECTED_DURATION, readDuration } from '../core/duration.js';
import { isInstant } from '../core/clock.js';
import { finish, type Steps } from '../core/steps.js';
import { OptionError, readInstant } from '../options.js';
import type { Sandbox } from './sandbox.js';

/** The time of a sandbox, for a test to change. */
export interface MockClock {
  /** Epoch milliseconds. */
  now(): number;
  readonly frozen: boolean;
  /** Moves it by milliseconds, or by a text such as `5m`; what falls due on the way happens. */
  advance(by: number | string): void;
  /** Sets it to an instant: a date, or ISO 8601; it keeps running, or stays frozen. */
  set(to: Date | string): void;
  /** Stops it, now or at an instant. */
  freeze(at?: Date | string): void;
  resume(): void;
}

export type ClockMove = 'advance' | 'set' | 'freeze' | 'resume';

/**
 * Moves the clock of a sandbox; what falls due on the way happens, in steps.
 * @param value a duration to advance by, or an instant to set to or to freeze at.
 * @throws {OptionError} for a bad value; its `option` is the move.
 */
export function* moveClock(sandbox: Sandbox, move: ClockMove, value?: unknown): Steps<void> {
  const { clock } = sandbox.state;
  yield* sandbox.catchUpInSteps();
  switch (move) {
    case 'advance': {
      const ms = readDuration(value);
      if (ms === undefined) throw new OptionError(move, value, EXPECTED_DURATION);
      if (!isInstant(clock.now() + ms)) {
        throw new OptionError(move, value, 'to stay in 1970 to 9999');
      }
      clock.advance(ms);
      break;
    }
    case 'set':
      clock.set(readInstant(value, move));
      break;
    case 'freeze':
      clock.freeze(value === undefined ? undefined : readInstant(value, move));
      break;
    case 'resume':
      clock.resume();
  }
  yield* sandbox.catchUpInSteps();
}

/** @param sandbox called at each use. */
export function createMockClock(sandbox: () => Sandbox): MockClock {
  const move = (kind: ClockMove, value?: unknown): void =>
    finish(moveClock(sandbox(), kind, value));
  return {
    now: () => sandbox().state.clock.now(),
    get frozen() {
      return sandbox().state.clock.frozen;
    },
    advance: (by) => move('advance', by),
    set: (to) => move('set', to),
    freeze: (at) => move('freeze', at),
    resume: () => move('resume'),
  };
}
