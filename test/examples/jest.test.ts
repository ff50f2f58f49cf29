/** Runs the example of Jest without flags, as its users do. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('jest passes the example', () => {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/jest/bin/jest.js'),
      ...['--config', join(import.meta.dirname, 'jest/jest.config.cjs')],
    ],
    { cwd: root, encoding: 'utf8', timeout: 300_000, env },
  );
  expect(stderr).toContain('4 passed, 4 total');
  expect(status).toBe(0);
});
