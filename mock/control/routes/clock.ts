import type { Infer } from '../../core/schema.js';
import type { Sandbox } from '../../sandboxes/sandbox.js';
import { EXPECTED_INSTANT, isInstant, OptionError, readInstant } from '../../options.js';
import { CLOCK_MOVE } from '../openapi/clock.js';
import { invalid, readInput } from '../validation-error.js';
import type { ControlAnswer, ControlRoute } from '../route.js';

function standing({ state: { clock } }: Sandbox): ControlAnswer {
  const epochMs = clock.now();
  return { json: { now: new Date(epochMs).toISOString(), epochMs, frozen: clock.frozen } };
}

export const CLOCK_ROUTES: readonly ControlRoute[] = [
  { method: 'GET', path: '/clock', handle: ({ sandbox }) => standing(sandbox) },
  {
    method: 'POST',
    path: '/clock',
    handle({ sandbox, body }) {
      apply(sandbox, readInput(CLOCK_MOVE, body));
      sandbox.catchUp();
      return standing(sandbox);
    },
  },
];

function apply({ state: { clock } }: Sandbox, move: Infer<typeof CLOCK_MOVE>): void {
  if ('advance' in move) {
    const then = clock.now() + move.advance;
    if (!isInstant(then)) throw invalid('advance', move.advance, 'to stay in 1970 to 9999');
    clock.advance(move.advance);
  } else if ('set' in move) clock.set(instant('set', move.set));
  else if ('resume' in move) clock.resume();
  else clock.freeze(move.freeze === true ? undefined : instant('freeze', move.freeze));
}

function instant(field: string, text: string): number {
  try {
    return readInstant(text, field);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    throw invalid(field, text, EXPECTED_INSTANT);
  }
}
