import { EXPECTED_DURATION, readDuration } from '../../core/duration.js';
import * as s from '../../core/schema.js';
import { boolean, ok, operation, ref } from './operation.js';

const instant = (description: string) =>
  s.text(description, { expected: 'an ISO 8601 time, such as 2026-01-31T08:00:00Z' });

/** The body of POST /clock. */
export const CLOCK_MOVE = s.oneOf(
  'exactly one of advance, set, freeze and resume',
  s.object({
    advance: s.map(
      s.check<number | string>(
        {
          type: ['integer', 'string'],
          description: 'Milliseconds, or a text such as 5m. A negative value moves the clock back.',
        },
        EXPECTED_DURATION,
        (value) => readDuration(value) !== undefined,
      ),
      (value) => readDuration(value) as number,
    ),
  }),
  s.object({ set: instant('A time in ISO 8601.') }),
  s.object({
    freeze: s.oneOf(
      'true, or an ISO 8601 time',
      s.constant(true, 'Stops at the current time.'),
      instant('Stops at this time, in ISO 8601.'),
    ),
  }),
  s.object({ resume: s.constant(true, 'Runs again.') }),
);

/** The operations on the clock of a sandbox. */
export const CLOCK_PATHS = {
  '/clock': {
    get: operation('getClock', 'Get the time of the sandbox', ok('The clock.', ref('Clock'))),
    post: operation(
      'moveClock',
      'Advance, set, freeze or resume the clock',
      ok('The clock after the move.', ref('Clock')),
      {
        description: 'Events that become due happen: sessions expire, a scenario continues.',
        body: CLOCK_MOVE,
      },
    ),
  },
};

export const CLOCK_SCHEMAS = {
  Clock: s.object({
    now: s.text('The time in ISO 8601.', { format: 'date-time' }),
    epochMs: s.integer('The same time in epoch milliseconds.'),
    frozen: boolean('Whether the clock is stopped.'),
  }),
};
