import * as s from '../../core/schema.js';
import { boolean, duration, operation, ref } from './operation.js';

const instant = (description: string) =>
  s.text(description, { expected: 'an ISO 8601 time, such as 2026-01-31T08:00:00Z' });

/** The body of POST /clock. */
export const CLOCK_MOVE = s.oneOf(
  'exactly one of advance, set, freeze and resume',
  s.object({
    advance: duration(
      ['integer', 'string'],
      'Milliseconds, or a text such as 5m. A negative value moves the clock back.',
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
export const CLOCK_OPERATIONS = {
  'GET /clock': operation('getClock', 'Get the time of the sandbox', ref('Clock')),
  'POST /clock': operation('moveClock', 'Advance, set, freeze or resume the clock', ref('Clock'), {
    description: 'Events that become due happen: sessions expire, a scenario continues.',
    body: CLOCK_MOVE,
  }),
};

export const CLOCK_SCHEMAS = {
  Clock: s.object({
    now: s.text('The time in ISO 8601.', { format: 'date-time' }),
    epochMs: s.integer('The same time in epoch milliseconds.'),
    frozen: boolean('Whether the clock is stopped.'),
  }),
};
