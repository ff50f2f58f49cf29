/** Runs the example of Playwright with its own test runner, as its users do. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chromiumPath } from '../browser/chromium.js';

const root = join(import.meta.dirname, '../..');

test('playwright test passes the example', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/@playwright/test/cli.js'),
      ...['test', '--config', join(import.meta.dirname, 'playwright')],
    ],
    {
      cwd: root,
      encoding: 'utf8',
      timeout: 300_000,
      env: { ...process.env, CHROMIUM_PATH: chromiumPath(process.env), FORCE_COLOR: '0' },
    },
  );
  expect(stdout + stderr).toContain('7 passed');
  expect(status).toBe(0);
});
