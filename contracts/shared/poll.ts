import type { Clock } from './clock.js';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/**
 * Runs `test` repeatedly, with growing pauses, until it holds. Resolves to false if it does not
 * within `timeoutMs`; the last try is at the very end.
 */
export async function poll(
  clock: Clock,
  timeoutMs: number,
  test: () => Promise<boolean>,
): Promise<boolean> {
  const end = clock.now() + timeoutMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    if (await test()) return true;
    const left = end - clock.now();
    if (left <= 0) return false;
    await clock.sleep(Math.min(pause, left));
  }
}

/** Whether `promise` settles, either way, within `timeoutMs`. */
export async function settlesWithin(
  clock: Clock,
  promise: Promise<unknown>,
  timeoutMs: number,
): Promise<boolean> {
  let settled = false;
  const settle = (): unknown => (settled = true);
  void promise.then(settle, settle);
  // Polled, not raced: a race would leave a timer that keeps the process alive.
  return poll(clock, timeoutMs, async () => settled);
}
