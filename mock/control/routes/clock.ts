import type { AdjustableClock } from '../../core/clock.js';
import { OptionError } from '../../options.js';
import { type ClockMove, moveClock } from '../../sandboxes/mock-clock.js';
import type { Sandbox } from '../../sandboxes/sandbox.js';
import { CLOCK_MOVE } from '../openapi/clock.js';
import type { ControlAnswer, ControlRoutes } from '../route.js';
import { invalid, readInput } from '../validation-error.js';

export function clockToJson(clock: AdjustableClock): unknown {
  const epochMs = clock.now();
  return { now: new Date(epochMs).toISOString(), epochMs, frozen: clock.frozen };
}

const currentTime = ({ state }: Sandbox): ControlAnswer => ({ json: clockToJson(state.clock) });

export const CLOCK_ROUTES: ControlRoutes = {
  'GET /clock': ({ sandbox }) => currentTime(sandbox),
  'POST /clock': async ({ sandbox, body, inTurns }) => {
    const [[move, value]] = Object.entries(readInput(CLOCK_MOVE, body)) as [[ClockMove, unknown]];
    try {
      await inTurns(moveClock(sandbox, move, value === true ? undefined : value));
    } catch (error) {
      if (error instanceof OptionError) throw invalid(move, value, error.expected);
      throw error;
    }
    return currentTime(sandbox);
  },
};
