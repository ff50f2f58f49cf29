import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startMock, type RunningMock, type StartOptions } from '../../mock/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const directory = temporaryFolder(afterAll);
let files = 0;
const newFile = (): string => join(directory, `state-${files++}.ndjson`);

async function start(options: StartOptions): Promise<RunningMock> {
  const mock = await startMock({ port: 0, apps: false, persistDelay: 20, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

function idsIn(file: string): string[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { clientid: string }).clientid);
}

function kick(mock: RunningMock, id: string): Promise<Response> {
  return fetch(`${mock.url}/clients/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

async function list(mock: RunningMock): Promise<string> {
  const answer = await fetch(`${mock.url}/clients?_limit=1000`);
  return answer.text();
}

/** Waits until an assertion holds, also on a busy machine. */
const until = (assertion: () => void) => vi.waitFor(assertion, { timeout: 15_000 });

describe('persist', () => {
  test('keeps every change across a restart, and nothing else', async () => {
    const persist = newFile();
    const first = await start({ persist, clients: 40, seed: 1 });
    await kick(first, 'emqx_c_1');
    first.clients.add({ clientid: 'added', username: 'me' });
    first.clients.update('added', { conn_state: 'idle', expiry_interval: 60 });
    const before = await list(first);
    await first.close();
    const second = await start({ persist, clients: 7, seed: 99 });
    expect(await list(second)).toBe(before);
    expect(second.clients.get('emqx_c_1')).toBeUndefined();
    const idle = await fetch(`${second.url}/clients?conn_state=idle&clientid=added`);
    expect(await idle.text()).toContain('"added"');
  });

  test('writes a change to the file while the mock runs', async () => {
    const persist = newFile();
    const mock = await start({ persist, clients: 5 });
    expect(idsIn(persist)).toHaveLength(5);
    await kick(mock, 'emqx_c_1');
    await until(() => {
      expect(idsIn(persist)).toHaveLength(4);
    });
    mock.reset();
    await until(() => {
      expect(idsIn(persist)).toHaveLength(5);
    });
  });

  test('writes nothing if nothing has changed', async () => {
    const persist = newFile();
    const mock = await start({ persist, clients: 5 });
    rmSync(persist);
    await list(mock);
    await kick(mock, 'missing');
    await mock.close();
    expect(existsSync(persist)).toBe(false);
  });

  test('writes the last change when the mock is closed before the delay is over', async () => {
    const persist = newFile();
    const mock = await start({ persist, clients: 5, persistDelay: 3_600_000 });
    await kick(mock, 'emqx_c_1');
    await mock.close();
    expect(idsIn(persist)).not.toContain('emqx_c_1');
  });

  test('keeps clients that were read from another file', async () => {
    const from = newFile();
    const source = await start({ clients: 3 });
    writeFileSync(from, await list(source));
    const persist = newFile();
    const first = await start({ from, persist });
    await kick(first, 'emqx_c_1');
    await first.close();
    expect((await start({ from, persist })).clients.count).toBe(2);
    expect((await start({ from: persist })).clients.count).toBe(2);
  });

  test('keeps a state without clients', async () => {
    const persist = newFile();
    const first = await start({ persist, clients: 1 });
    await kick(first, 'emqx_c_1');
    await first.close();
    expect(readFileSync(persist, 'utf8')).not.toBe('');
    expect((await start({ persist })).clients.count).toBe(0);
  });

  test('does not keep a named sandbox', async () => {
    const persist = newFile();
    const first = await start({ persist, clients: 5 });
    const { url } = first.sandbox('of-a-test');
    await fetch(`${url}/clients/emqx_c_1`, { method: 'DELETE' });
    await first.close();
    expect(idsIn(persist)).toContain('emqx_c_1');
  });

  test('refuses a broken file, and does not change it', async () => {
    const persist = newFile();
    writeFileSync(persist, '{"clientid":"a"');
    await expect(start({ persist })).rejects.toThrow('is incomplete');
    expect(readFileSync(persist, 'utf8')).toBe('{"clientid":"a"');
  });

  test('reports a write that fails, and tries again', async () => {
    const persist = join(directory, 'gone', 'state.ndjson');
    const lines: string[] = [];
    const write = (line: string): unknown => lines.push(line);
    const mock = await start({ persist, clients: 5, log: 'json', write });
    rmSync(join(directory, 'gone'), { recursive: true });
    writeFileSync(join(directory, 'gone'), 'a file in the way');
    await kick(mock, 'emqx_c_1');
    await until(() => {
      expect(lines.join('')).toContain('cannot be written');
    });
    rmSync(join(directory, 'gone'));
    await until(() => {
      expect(idsIn(persist)).toHaveLength(4);
    });
  });
});

describe('a file is refused', () => {
  test.for([
    [{ from: 'x', clients: 5 }, 'either a file or a number of clients'],
    [{ from: 'x', scenario: 'empty' }, 'no file together with a scenario'],
    [{ persist: 'x', scenario: 'empty' }, 'no file together with a scenario'],
    [{ from: '' }, 'a file, or - for standard input'],
    [{ persist: '-' }, 'Option persist: expected a file'],
    [{ persist: 'x', persistDelay: -1 }, 'an integer from 0 to 3600000'],
    [{ persist: directory }, 'is not a file'],
    [{ persist: '/dev/null/state' }, 'cannot be'],
  ] as const)('%j: %s', async ([options, expected]) => {
    await expect(start(options)).rejects.toThrow(expected);
  });
});

test('lenient reports the rows that it skips, and serves the others', async () => {
  const source = await start({ clients: 3 });
  const page = JSON.parse(await list(source)) as { data: { port: unknown }[] };
  page.data.splice(1, 1, { ...page.data[1], port: 'no port' });
  const from = newFile();
  writeFileSync(from, JSON.stringify(page));
  const reported: string[] = [];
  const report = (line: string): unknown => reported.push(line);
  await expect(start({ from, report })).rejects.toThrow('row 2');
  const mock = await start({ from, lenient: true, report });
  expect(mock.clients.count).toBe(2);
  expect(reported.join('')).toContain('skipped row 2');
  expect(reported.join('')).toContain('1 row skipped, 2 rows read.');
});
