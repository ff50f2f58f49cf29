import type { FieldProblem } from '../core/client-input.js';
import { parse, type Schema } from '../core/schema.js';
import { show } from './refusal.js';

/** Invalid input to the control API. It is answered with a 400 that names the fields. */
export class ValidationError extends Error {
  override readonly name = 'ValidationError';
  readonly problems: readonly [FieldProblem, ...FieldProblem[]];

  constructor(first: FieldProblem, ...others: readonly FieldProblem[]) {
    super([first, ...others].map(sentence).join(' '));
    this.problems = [first, ...others];
  }
}

/** An error about one field. */
export function invalid(field: string, value: unknown, expected: string): ValidationError {
  return new ValidationError({ field, value, expected });
}

/**
 * Reads a body, a query or a part of one.
 * @param field its name in messages; default: only its members have names.
 * @throws {ValidationError} with every problem.
 */
export function readInput<T>(schema: Schema<T>, value: unknown, field = ''): T {
  const parsed = parse(schema, value, field);
  if (parsed.ok) return parsed.value;
  throw new ValidationError(...parsed.problems);
}

export function sentence({ field, value, expected }: FieldProblem): string {
  return `${field}: expected ${expected}, but got ${value === undefined ? 'nothing' : show(value)}.`;
}
