import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readStateFile } from '../../mock/state-file/read.js';

const CLIENTS = 600;

const directory = mkdtempSync(join(tmpdir(), 'emqx-kill-'));
const child = join(directory, 'child.mjs');

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('persist-child.ts', import.meta.url))],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Rows are written 500 at once: 0.5 is the first part, 0.9 all rows before the rename. */
const KILLS = [1, 2, 5, 10, 15].flatMap((deletions) =>
  [0, 0.5, 0.9].map((share) => [deletions, share] as const),
);

test.for(KILLS)(
  'a mock that is killed after %i deletions and %d of a write leaves a whole file',
  { timeout: 60_000 },
  async ([deletions, share]) => {
    const file = join(directory, `${deletions}-${share}.ndjson`);
    const args = [child, file, CLIENTS, deletions, share].map(String);
    const { signal, stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect([signal, stderr]).toEqual(['SIGKILL', '']);
    const lastOf = (name: string): number =>
      Number(new RegExp(`.*^${name} (\\d+)`, 'ms').exec(stdout)?.[1] ?? 0);

    const stdin = Readable.from([]);
    const { clients } = await readStateFile(file, { utcOffsetMinutes: 0, stdin });
    // The state of one moment: the clients that are missing are those that were deleted first.
    const missing = CLIENTS - clients.length;
    const expected = Array.from({ length: clients.length }, (_, index) => `c${missing + index}`);
    expect(new Set(clients.map(({ clientid }) => clientid))).toEqual(new Set(expected));
    expect(missing).toBeGreaterThanOrEqual(lastOf('saved'));
    expect(missing).toBeLessThanOrEqual(lastOf('deleted'));
  },
);
