import { vi } from 'vitest';

/** Waits until the check passes, at most a minute. */
export function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 60_000, interval: 5 });
}
