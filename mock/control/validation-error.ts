import type { FieldProblem } from '../core/client-input.js';

/** Input to the control API that can not be used: it is answered with a 400 that names the field. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
  readonly problems: readonly [FieldProblem, ...FieldProblem[]];

  constructor(first: FieldProblem, ...others: readonly FieldProblem[]) {
    super([first, ...others].map(sentence).join(' '));
    this.problems = [first, ...others];
  }
}

/** One field that can not be used. */
export function badInput(field: string, value: unknown, expected: string): BadInput {
  return new BadInput({ field, value, expected });
}

export function sentence({ field, value, expected }: FieldProblem): string {
  return `${field}: expected ${expected}, but got ${show(value)}.`;
}

/** Characters of a wrong value that a message shows. */
const SHOWN = 200;

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
