import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder, removed after this test; outside of a test: `temporaryFolder(afterAll)`. */
export function temporaryFolder(after: (remove: () => void) => void = onTestFinished): string {
  const path = mkdtempSync(join(tmpdir(), 'emqx-clients-kit-'));
  after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
