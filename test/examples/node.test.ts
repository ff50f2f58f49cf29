/** Runs the example of node:test as its users do. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('node --test passes the example', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--test', '--test-reporter=tap', 'node.example.mjs'],
    { cwd: import.meta.dirname, encoding: 'utf8', timeout: 300_000 },
  );
  expect(stdout + stderr).toContain('# pass 2');
  expect(status).toBe(0);
});
