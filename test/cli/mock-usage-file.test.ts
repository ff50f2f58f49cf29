/** `emqx-mock --usage FILE`, as a child process. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMock, startMock } from './child.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const SMALL = ['--no-auth', '--clients', '20', '--log', 'json'];

test.each(['SIGINT', 'SIGTERM'] as const)('%s writes the file', async (signal) => {
  const file = join(temporaryFolder(), 'usage.yaml');
  const mock = await startMock([...SMALL, '--usage', file]);
  const headers = { 'x-mock-test': 'finds “idle” clients'.replace(/[^ -~]/g, '"') };
  await fetch(`${mock.url}/clients?conn_state=idle`, { headers });
  mock.process.kill(signal);
  expect(await mock.ended).toBe(0);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('with: { conn_state: equal, nodes: several }');
  expect(text).toContain('      "finds \\"idle\\" clients": 1\n');
});

test('two mocks add to one file, also by the variable', async () => {
  const file = join(temporaryFolder(), 'usage.yaml');
  const one = await startMock([...SMALL, '--usage', file]);
  const two = await startMock(SMALL, { EMQX_MOCK_USAGE: file });
  await fetch(`${one.url}/clients/emqx_c_1`);
  await fetch(`${two.url}/clients/emqx_c_1`, { method: 'DELETE' });
  for (const mock of [one, two]) mock.process.kill('SIGINT');
  expect(await Promise.all([one.ended, two.ended])).toEqual([0, 0]);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('request: GET /clients/{clientid}\n');
  expect(text).toContain('request: DELETE /clients/{clientid}\n');
  expect(existsSync(`${file}.lock`)).toBe(false);
});

test('a file that is no usage file is refused at the start, and not changed', async () => {
  const file = join(temporaryFolder(), 'package.json');
  writeFileSync(file, '{ "name": "app" }\n');
  const { code, stderr } = await runMock([...SMALL, '--usage', file]);
  expect(stderr).toContain('version: expected 1, as every usage file has');
  expect(code).toBe(2);
  expect(readFileSync(file, 'utf8')).toBe('{ "name": "app" }\n');
});

test('a file that becomes another one is not overwritten at the end', async () => {
  const file = join(temporaryFolder(), 'usage.yaml');
  const mock = await startMock([...SMALL, '--usage', file]);
  await fetch(`${mock.url}/clients`);
  writeFileSync(file, 'mine: true\n');
  mock.process.kill('SIGINT');
  expect(await mock.ended).toBe(1);
  expect(mock.output.stderr).toContain('is no usage file that can be used');
  expect(readFileSync(file, 'utf8')).toBe('mine: true\n');
});
