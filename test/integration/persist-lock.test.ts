/** One state file has one mock: a second is refused, and the lock of a killed one is taken over. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { startMock } from '../../mock/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';

let file: string;
let lock: string;
beforeEach(() => {
  file = join(temporaryFolder(), 'state.ndjson');
  lock = `${file}.lock`;
});

const start = async (clients = 3) => {
  const mock = await startMock({ port: 0, clients, persist: file });
  onTestFinished(() => mock.close());
  return mock;
};

const writeLock = (pid: number, host = hostname()): void =>
  writeFileSync(lock, `${JSON.stringify({ pid, host })}\n`);

test('a lock names the process and its host, and goes at the end', async () => {
  const mock = await start();
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual({ pid: process.pid, host: hostname() });
  await mock.close();
  expect(existsSync(lock)).toBe(false);
});

test('refuses the file of another mock in this process, which keeps its lock', async () => {
  const mock = await start();
  await expect(start()).rejects.toThrow(`${file}: is in use by another mock of this process`);
  expect(existsSync(lock)).toBe(true);
  await mock.close();
  await start();
});

test('refuses the file of another process, and names both', async () => {
  const other = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  writeLock(other.pid ?? 0);
  await expect(start()).rejects.toThrow(
    `${file}: is in use by process ${other.pid ?? 0}. Stop it, or remove ${lock}`,
  );
  expect(existsSync(file)).toBe(false);
  other.kill('SIGKILL');
  await once(other, 'exit');
  await start();
});

test('refuses the file of a process on another host, which it cannot see', async () => {
  writeLock(1, 'far-away');
  await expect(start()).rejects.toThrow('is in use by process 1 on host far-away');
});

test.for([
  ['a process that has gone', () => spawnSync(process.execPath, ['-e', '']).pid],
  ['an earlier process with the same number', () => process.pid],
] as const)('takes over the lock of %s', async ([, pid]) => {
  writeLock(pid());
  await start();
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid });
});

test('takes over a lock that was never finished', async () => {
  writeFileSync(lock, '');
  await start();
});

test('leaves no lock if the mock does not start', async () => {
  const taken = await startMock({ port: 0, clients: 0 });
  onTestFinished(() => taken.close());
  await expect(startMock({ port: taken.port, persist: file })).rejects.toThrow('EADDRINUSE');
  expect(existsSync(lock)).toBe(false);
});

test('an empty file is a beginning', async () => {
  writeFileSync(file, '');
  const mock = await start(7);
  expect(mock.clients.count).toBe(7);
  mock.clients.remove(mock.clients.first()?.clientid ?? '');
  await mock.close();
  expect((await start()).clients.count).toBe(6);
});
