/**
 * A calculation in steps: after each, others may get their turn, and change the clients. What they
 * see then is a state that a broker could show.
 */
export type Steps<T> = Generator<void, T, void>;

/** A result that is known already. */
export function* known<T>(value: T): Steps<T> {
  yield;
  return value;
}

/** Runs all steps at once. */
export function finish<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
