import type { Sandbox } from '../../sandboxes/sandbox.js';
import { EXPECTED_DURATION, readDuration } from '../../core/duration.js';
import { EXPECTED_INSTANT, isInstant, OptionError, readInstant } from '../../options.js';
import { badInput } from '../validation-error.js';
import { readMembers } from '../read.js';
import type { ControlAnswer, ControlRoute } from '../route.js';

function standing({ state: { clock } }: Sandbox): ControlAnswer {
  const epochMs = clock.now();
  return { json: { now: new Date(epochMs).toISOString(), epochMs, frozen: clock.frozen } };
}

const MOVES = ['advance', 'set', 'freeze', 'resume'] as const;
type Move = (typeof MOVES)[number];

export const CLOCK_ROUTES: readonly ControlRoute[] = [
  { method: 'GET', path: '/clock', handle: ({ sandbox }) => standing(sandbox) },
  {
    method: 'POST',
    path: '/clock',
    handle({ sandbox, body }) {
      const members = readMembers(body, MOVES);
      const [move, ...others] = members as ReadonlyMap<Move, unknown>;
      if (!move || others.length > 0) {
        throw badInput('body', body, `one of ${MOVES.join(', ')}, and no other with it`);
      }
      apply(sandbox, ...move);
      sandbox.catchUp();
      return standing(sandbox);
    },
  },
];

function apply({ state: { clock } }: Sandbox, move: Move, value: unknown): void {
  switch (move) {
    case 'advance': {
      const ms = readDuration(value);
      if (ms === undefined) throw badInput('advance', value, EXPECTED_DURATION);
      const then = clock.now() + ms;
      if (!isInstant(then)) throw badInput('advance', value, 'to stay in 1970 to 9999');
      clock.advance(ms);
      return;
    }
    case 'set':
      clock.set(instant('set', value));
      return;
    case 'freeze':
      clock.freeze(value === true ? undefined : instant('freeze', value, 'true, or '));
      return;
    case 'resume':
      if (value !== true) throw badInput('resume', value, 'true');
      clock.resume();
  }
}

function instant(field: string, value: unknown, also = ''): number {
  if (typeof value === 'string') {
    try {
      return readInstant(value, field);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
    }
  }
  throw badInput(field, value, `${also}${EXPECTED_INSTANT}`);
}
