/** `--fault` and `--coverage` of emqx-mock, as a child process. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMock, startMock, type ReadyMock } from './child.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const SMALL = ['--no-auth', '--clients', '20', '--log', 'json'];

const statuses = async (mock: ReadyMock, times: number): Promise<number[]> => {
  const seen: number[] = [];
  for (let time = 0; time < times; time++) seen.push((await fetch(`${mock.url}/clients`)).status);
  return seen;
};

/** Stops a mock as Ctrl-C does, and returns what it has written. */
async function stop(
  mock: ReadyMock,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  mock.process.kill('SIGINT');
  return { code: await mock.ended, ...mock.output };
}

test('--fault takes rules in the short form and in JSON, and is repeatable', async () => {
  const mock = await startMock([
    ...[...SMALL, '--fault', 'GET /clients nth=2 status=503'],
    ...['--fault', '[{"match":{"nth":3},"do":{"status":418}}]'],
  ]);
  expect(await statuses(mock, 4)).toEqual([200, 503, 418, 200]);
});

test('EMQX_MOCK_FAULT is a rule, or a list of rules in JSON', async () => {
  const one = await startMock(SMALL, { EMQX_MOCK_FAULT: 'nth=1 status=500' });
  expect(await statuses(one, 2)).toEqual([500, 200]);
  const two = await startMock(SMALL, { EMQX_MOCK_FAULT: '["nth=1 status=500","status=503"]' });
  expect(await statuses(two, 2)).toEqual([500, 503]);
});

test.each([
  ['GET /clients status=9', 'Expected an integer from 200 to 599 as status.'],
  ['GET /clients stauts=503', 'such as GET /clients nth=3 status=503'],
  ['{"do":{"delay":"soon"}}', 'as do.delay'],
])('--fault %j is refused in one line with what was expected', async (rule, expected) => {
  const { code, stderr } = await runMock(['--port', '0', '--fault', rule]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: option '--fault <rule>' argument .*\n$/);
  expect(stderr).toContain(expected);
});

test('--coverage prints at exit what was exercised, as a table', async () => {
  const mock = await startMock(['--no-auth', '--clients', '20', '--coverage', '--log', 'pretty']);
  await fetch(`${mock.url}/clients?conn_state=idle`);
  const { code, stdout } = await stop(mock);
  expect(code).toBe(0);
  expect(stdout).toMatch(/\nCoverage: \d+ of \d+ points \(\d+ %\) in 1 request\n/);
  expect(stdout).toMatch(/\n~ conn_state .*idle 1.*never: .*disconnected/);
});

test('--coverage FILE writes JSON, and a JSON log has it as a line', async () => {
  const file = join(temporaryFolder(), 'coverage.json');
  const mock = await startMock([...SMALL, '--coverage', file]);
  await fetch(`${mock.url}/clients`);
  const { code, stdout } = await stop(mock);
  expect(code).toBe(0);
  const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
  expect(report).toMatchObject({ requests: 1, faults: 0 });
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(lines.at(-1)).toEqual({ event: 'coverage', ...(report as object) });
});

test('a file that cannot be written is an error at the start, and no file is left by the check', async () => {
  const { code, stdout, stderr } = await runMock([
    ...[...SMALL, '--port', '0', '--coverage', '/no/such/folder/coverage.json'],
  ]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(
    /^error: Cannot write the coverage to \/no\/such\/folder\/coverage.json: ENOENT.*\n$/,
  );
  const file = join(temporaryFolder(), 'coverage.json');
  await startMock([...SMALL, '--coverage', file]);
  expect(existsSync(file)).toBe(false);
});

test('there is no report without the option', async () => {
  const { stdout } = await stop(await startMock(SMALL, { EMQX_MOCK_COVERAGE: 'no' }));
  expect(stdout).not.toContain('overage');
});
