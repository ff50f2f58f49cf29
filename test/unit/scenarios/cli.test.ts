import { expect, test } from 'vitest';
import { main } from '../../../mock/cli/main.js';
import { SCENARIOS } from '../../../mock/scenarios/index.js';

async function run(...argv: string[]) {
  const output = { stdout: '', stderr: '' };
  const code = await main(argv, {
    stdout: (text) => (output.stdout += text),
    stderr: (text) => (output.stderr += text),
    env: {},
  });
  return { code, ...output };
}

test('emqx-mock scenarios lists each with its description, a line each', async () => {
  const { code, stdout } = await run('scenarios');
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.split(/ {2,}/))).toEqual(
    SCENARIOS.map(({ name, description }) => [name, description]),
  );
});

test('--scenario refuses a name that is not known, and lists those that are', async () => {
  const { code, stderr } = await run('--port', '0', '--scenario', 'chrn');
  expect(code).toBe(2);
  expect(stderr).toMatch(/--scenario.*'chrn' is invalid. Expected one of empty, single, .*churn/);
});

test('--clients is refused for a scenario with a fixed number', async () => {
  const { code, stderr } = await run('--port', '0', '--scenario', 'one-over', '--clients', '5');
  expect([code, stderr]).toEqual([
    2,
    'error: Option clients: expected 101 or nothing, as one-over needs this number, but got 5.\n',
  ]);
});
