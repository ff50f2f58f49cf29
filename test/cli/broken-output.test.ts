/** The commands when their reader goes away, when the disk is full, and on an old Node.js. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { BINS, spawnBin } from './child.js';

/** Starts `emqx-mock` with its standard output connected to a file. */
async function startInto(file: string): Promise<{ child: ChildProcess; url: string }> {
  const reserved = createServer().listen(0, '127.0.0.1');
  await once(reserved, 'listening');
  const { port } = reserved.address() as AddressInfo;
  reserved.close();
  await once(reserved, 'close');
  const output = openSync(file, 'w');
  const args = [BINS.mock, '--port', String(port), '--no-auth', '--clients', '1'];
  const child = spawn(process.execPath, args, { env: {}, stdio: ['ignore', output, 'pipe'] });
  closeSync(output);
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, url: `http://127.0.0.1:${port}/api/v4/clients` };
}

const status = async (url: string): Promise<number> => (await fetch(url)).status;

test('the mock lives on when its reader goes away', async () => {
  const args = ['--port', '0', '--no-auth', '--clients', '1'];
  const { process: child, ended, output } = spawnBin(BINS.mock, args, {});
  await expect.poll(() => output.stdout, { timeout: 15_000 }).toContain('Press Ctrl-C');
  const [, url = ''] = /URL +(\S+)/.exec(output.stdout) ?? [];
  child.stdout.destroy();
  for (let times = 0; times < 3; times++) expect(await status(`${url}/clients`)).toBe(200);
  child.kill('SIGTERM');
  expect([await ended, output.stderr]).toEqual([0, '']);
});

test('the mock lives on when nothing can be written, and says so once', async () => {
  const { child, url } = await startInto('/dev/full');
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  const ask = () => status(url).catch(() => 0);
  await expect.poll(ask, { timeout: 15_000 }).toBe(200);
  expect([await ask(), await ask()]).toEqual([200, 200]);
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(stderr).toMatch(/^error: Cannot write to standard output: ENOSPC[^\n]*lost\.\n$/);
});

test.each(['mock', 'contract'] as const)('--help of %s is quiet without a reader', async (name) => {
  const { process: child, ended, output } = spawnBin(BINS[name], ['--help'], {});
  child.stdout.destroy();
  expect([await ended, output.stderr]).toEqual([0, '']);
});

test('a result of emqx-contract that cannot be written is no success', async () => {
  const output = openSync('/dev/full', 'w');
  const args = [BINS.contract, 'rules'];
  const child = spawn(process.execPath, args, { env: {}, stdio: ['ignore', output, 'pipe'] });
  closeSync(output);
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  expect(await once(child, 'close')).toEqual([3, null]);
  expect(stderr).toMatch(/^error: Cannot write to standard output: ENOSPC/);
});

/** A module that makes the process look like one of another Node.js. */
const pretend = (version: string): string =>
  `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;

test.each([
  ['mock', '18.20.4', 2],
  ['mock', '20.18.3', 2],
  ['mock', '22.1.0', 0],
  ['contract', '18.20.4', 2],
  ['contract', '20.19.0', 0],
] as const)('emqx-%s on Node.js %s ends with %i', async (name, version, expected) => {
  const { ended, output } = spawnBin('--import', [pretend(version), BINS[name], '--version'], {});
  expect(await ended).toBe(expected);
  const message = `error: emqx-${name} needs Node.js 20.19 or newer, but this is ${version}.\n`;
  expect(output.stderr).toBe(expected === 0 ? '' : message);
});
