/** The log of `persistSync` beside a state file, in the ends that a process can have. */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { startMock, type RunningMock } from '../../mock/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof fs>();
  const writeSync = (fd: number, bytes: Buffer, ...rest: number[]): number => {
    if (!disk.isFull) return real.writeSync(fd, bytes, ...rest);
    // A disk that fills up takes the first part.
    real.writeSync(fd, bytes, 0, bytes.length >> 1, rest[2]);
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  };
  return { ...real, writeSync, default: { ...real, writeSync } };
});
afterEach(() => (disk.isFull = false));

const CLIENTS = ['a', 'b', 'c', 'd'].map((clientid) => ({ clientid }));
const NEVER = 3_600_000;

async function start(file: string, persistSync: boolean): Promise<RunningMock> {
  const options = { persist: file, persistSync, persistDelay: NEVER, clients: CLIENTS };
  const mock = await startMock({ port: 0, apps: false, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

const kick = async (mock: RunningMock, id: string): Promise<number> =>
  (await fetch(`${mock.url}/clients/${id}`, { method: 'DELETE' })).status;

const idsOf = (mock: RunningMock): string[] => mock.clients.list().map(({ clientid }) => clientid);

/** The files as a kill at this moment would leave them. */
function killed(file: string): string {
  const copy = join(temporaryFolder(), 'state.ndjson');
  fs.copyFileSync(file, copy);
  fs.copyFileSync(`${file}.log`, `${copy}.log`);
  return copy;
}

test('a log that was read does not come back after a run without persistSync', async () => {
  const file = join(temporaryFolder(), 'state.ndjson');
  const first = await start(file, true);
  await kick(first, 'a');
  const copy = killed(file);

  const second = await start(copy, false);
  expect(idsOf(second)).toEqual(['b', 'c', 'd']);
  second.clients.add({ clientid: 'a' });
  await kick(second, 'b');
  await second.close();

  const third = await start(copy, false);
  expect(idsOf(third)).toEqual(['c', 'd', 'a']);
});

test('many changes are on the disk when they are answered, and so are those of meanwhile', async () => {
  const file = join(temporaryFolder(), 'state.ndjson');
  const options = { persist: file, persistSync: true, persistDelay: NEVER, clients: 6000 };
  const mock = await startMock({ port: 0, apps: false, ...options });
  onTestFinished(() => mock.close());
  const control = (path: string, method: string, body?: object) =>
    fetch(`${mock.controlUrl}${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
  const check = async (count: number): Promise<void> => {
    const second = await start(killed(file), false);
    const sorted = (each: RunningMock) =>
      each.clients
        .list()
        .map((row) => JSON.stringify(row))
        .sort();
    expect(sorted(second)).toEqual(sorted(mock));
    expect(second.clients.count).toBe(count);
    await second.close();
  };
  const scenario = control('/scenario', 'PUT', { name: 'large', clients: 5000 });
  const others = await Promise.all([
    scenario,
    ...['a', 'b', 'c'].map((clientid) =>
      scenario.then(() => control('/clients', 'POST', { clientid })),
    ),
    scenario.then(() => control('/clients/a', 'DELETE')),
  ]);
  expect(others.map(({ status }) => status).slice(0, 4)).toEqual([200, 201, 201, 201]);
  await check(mock.clients.count);
  const all = control('/clients', 'DELETE');
  const [{ status }] = await Promise.all([control('/clients', 'POST', { clientid: 'd' }), all]);
  expect(status).toBe(201);
  await check(mock.clients.count);
  expect((await control('/reset', 'POST')).status).toBe(200);
  await check(5000);
  disk.isFull = true;
  expect((await control('/clients', 'DELETE')).status).toBe(500);
  disk.isFull = false;
  expect((await control('/clients', 'POST', { clientid: 'e' })).status).toBe(201);
  await check(1);
});

test('a line that a full disk has cut does not spoil those that follow', async () => {
  const file = join(temporaryFolder(), 'state.ndjson');
  const mock = await start(file, true);
  await kick(mock, 'a');
  disk.isFull = true;
  // What is not on the disk is not answered as done.
  expect(await kick(mock, 'b')).toBe(500);
  disk.isFull = false;
  expect(await kick(mock, 'c')).toBe(200);
  expect(idsOf(await start(killed(file), false))).toEqual(['d']);
});
