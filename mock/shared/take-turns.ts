import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../core/steps.js';

/** Milliseconds after which other requests get their turn. */
export const TURN_MS = 4;

/** Runs the steps of a calculation; what takes long goes on when others have had their turn. */
export function takeTurns<T>(steps: Steps<T>): T | Promise<Awaited<T>> {
  const turn = runTurn(steps);
  return turn.done === true ? turn.value : goOn(steps);
}

async function goOn<T>(steps: Steps<T>): Promise<Awaited<T>> {
  for (;;) {
    await setImmediate();
    const turn = runTurn(steps);
    if (turn.done === true) return await turn.value;
  }
}

function runTurn<T>(steps: Steps<T>): IteratorResult<void, T> {
  const started = performance.now();
  let step = steps.next();
  while (step.done !== true && performance.now() - started < TURN_MS) step = steps.next();
  return step;
}
