/** `--stub` and `--proxy` of emqx-mock, and `--log silent`, as child processes. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.js';
import { BINS, runMock, spawnBin, startMock } from './child.js';

const SMALL = ['--no-auth', '--clients', '1'];

test('what a mock with --proxy has recorded, a mock with --stub answers', async () => {
  const folder = temporaryFolder();
  const [stubs, recorded] = [join(folder, 'stubs.yaml'), join(folder, 'recorded.yaml')];
  await writeFile(stubs, '- {match: {path: /rules}, respond: {body: {code: 0, data: [1]}}}');
  const other = await startMock([...SMALL, '--stub', stubs]);
  const first = await startMock([
    ...[...SMALL, '--proxy', new URL(other.url).origin],
    ...['--proxy-record', recorded],
  ]);
  const answer = await (await fetch(`${first.url}/rules`)).text();
  expect(answer).toBe('{"code":0,"data":[1]}');
  for (const mock of [first, other]) {
    mock.process.kill('SIGTERM');
    expect(await mock.ended).toBe(0);
  }
  expect(await readFile(recorded, 'utf8')).toContain('path: /rules');
  const second = await startMock([...SMALL, `--stub=${recorded}`]);
  expect(await (await fetch(`${second.url}/rules`)).text()).toBe(answer);
});

test('a file of stubs that is wrong is reported in one line, with exit code 2', async () => {
  const file = join(temporaryFolder(), 'stubs.yaml');
  await writeFile(file, '- {match: {path: /rules}, respond: {status: 9}}');
  expect(await runMock(['--port', '0', '--stub', file])).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: ${file}: stubs[0].respond.status: expected an integer from 200 to 599, but got 9.\n`,
  });
});

test('with --log silent the URL is printed, and nothing else', async () => {
  const {
    process: child,
    ended,
    output,
  } = spawnBin(BINS.mock, [...SMALL, '--port', '0', '--log', 'silent'], {});
  await expect.poll(() => output.stdout, { timeout: 15_000 }).toContain('\n');
  const [, url = ''] = /^emqx-mock is ready: (\S+)\n$/.exec(output.stdout) ?? [];
  expect((await fetch(`${url}/clients`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(output.stdout).toBe(`emqx-mock is ready: ${url}\n`);
});
