import { vi } from 'vitest';

/** Waits until the check passes: patient with a busy machine, quick on an idle one. */
export function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 60_000, interval: 5 });
}
