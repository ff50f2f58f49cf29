import type { FieldProblem } from '../core/client-input.js';

/** A check of one value: whether it will do, and what was expected, to stand behind "expected ". */
export interface Check<T> {
  readonly is: (value: unknown) => value is T;
  readonly expected: string;
}

export type Members = Readonly<Record<string, unknown>>;

/** Reads data that came from outside, and gathers everything that is wrong with it. */
export class Reader {
  readonly problems: FieldProblem[] = [];

  /** The value if it passes; otherwise `undefined`, and a problem unless there was no value. */
  read<T>(value: unknown, field: string, check: Check<T>): T | undefined {
    if (value === undefined || check.is(value)) return value;
    this.refuse(field, value, check.expected);
    return undefined;
  }

  /** The members of an object that has no others than these. */
  members(value: unknown, field: string, known: readonly string[]): Members | undefined {
    if (!isObject(value)) {
      this.refuse(field, value, `an object with ${known.join(', ')}`);
      return undefined;
    }
    for (const [name, member] of Object.entries(value)) {
      if (known.includes(name)) continue;
      this.refuse(`${field}.${name}`, member, `no such member, but one of ${known.join(', ')}`);
    }
    // A copy without a prototype: a member that is not there is not found in Object either.
    return Object.assign(Object.create(null) as Record<string, unknown>, value);
  }

  refuse(field: string, value: unknown, expected: string): void {
    this.problems.push({ field, value, expected });
  }
}

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const whole = (min: number, max: number): Check<number> => ({
  is: (value): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
  expected: `an integer from ${min} to ${max}`,
});

export const number = (min: number, max: number): Check<number> => ({
  is: (value): value is number => typeof value === 'number' && value >= min && value <= max,
  expected: `a number from ${min} to ${max}`,
});

export const text = (
  max: number,
  pattern = /^/,
  what = `a text of at most ${max} characters`,
): Check<string> => ({
  is: (value): value is string =>
    typeof value === 'string' && value.length <= max && pattern.test(value),
  expected: what,
});

/** A switch that is on or absent. */
export const on: Check<true> = { is: (value): value is true => value === true, expected: 'true' };

/** The members that are there: an absent one must not stand as `undefined`. */
export function present<T extends object>(members: {
  readonly [Key in keyof T]: T[Key] | undefined;
}): T {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as T;
}
