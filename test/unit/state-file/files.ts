import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createMock } from '../../../mock/index.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

/** A temporary directory for a test file, removed after its last test. */
export function useDirectory(): {
  put(name: string, content: string | Uint8Array): string;
  path: string;
} {
  const path = temporaryFolder(afterAll);
  return {
    path,
    put(name, content) {
      const file = join(path, name);
      writeFileSync(file, content);
      return file;
    },
  };
}

export type Row = Record<string, unknown>;

/** Rows as GET /clients sends them. */
export function rows(count: number): Row[] {
  const mock = createMock({ clients: count, seed: 3, now: '2026-01-01T00:00:00Z', apps: false });
  return mock.clients.list();
}
