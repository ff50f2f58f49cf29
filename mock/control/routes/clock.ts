import { OptionError } from '../../options.js';
import { CLOCK_MOVES, type ClockMove, moveClock } from '../../sandboxes/mock-clock.js';
import type { Sandbox } from '../../sandboxes/sandbox.js';
import { readMembers } from '../read.js';
import type { ControlAnswer, ControlRoute } from '../route.js';
import { badInput } from '../validation-error.js';

function currentTime({ state: { clock } }: Sandbox): ControlAnswer {
  const epochMs = clock.now();
  return { json: { now: new Date(epochMs).toISOString(), epochMs, frozen: clock.frozen } };
}

export const CLOCK_ROUTES: readonly ControlRoute[] = [
  { method: 'GET', path: '/clock', handle: ({ sandbox }) => currentTime(sandbox) },
  {
    method: 'POST',
    path: '/clock',
    handle({ sandbox, body }) {
      const members = readMembers(body, CLOCK_MOVES);
      const [move, ...others] = members as ReadonlyMap<ClockMove, unknown>;
      if (!move || others.length > 0) {
        throw badInput('body', body, `one of ${CLOCK_MOVES.join(', ')}, and no other with it`);
      }
      apply(sandbox, ...move);
      return currentTime(sandbox);
    },
  },
];

/** `true` freezes the clock now, and lets it run again. */
function apply(sandbox: Sandbox, move: ClockMove, value: unknown): void {
  if (move === 'resume' && value !== true) throw badInput(move, value, 'true');
  try {
    moveClock(sandbox, move, move === 'freeze' && value === true ? undefined : value);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    throw badInput(move, value, `${move === 'freeze' ? 'true, or ' : ''}${error.expected}`);
  }
}
