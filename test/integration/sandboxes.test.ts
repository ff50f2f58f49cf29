import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { startMock } from '../../mock/index.js';
import type { ClientsPage } from '../../openapi/index.js';

const mock = await startMock({ port: 0, clients: 1000 });
afterAll(() => mock.close());

const json = { 'content-type': 'application/json' };

/** One test of a suite, over HTTP alone: it arranges, asks, kicks and checks. */
async function runOne(index: number): Promise<void> {
  const name = `test ${index}`;
  const headers = { ...mock.authorization, 'x-mock-sandbox': name };
  const byPath = index % 2 === 0;
  const api = byPath ? mock.sandbox(name).url : mock.url;
  const ask = async (path: string, method = 'GET'): Promise<ClientsPage> => {
    const response = await fetch(`${api}${path}`, { method, headers });
    return (await response.json()) as ClientsPage;
  };

  const own = Array.from({ length: 3 }, (_, number) => ({
    clientid: `own-${number}`,
    username: `only-${index}`,
  }));
  const added = await fetch(`${mock.controlUrl}/clients`, {
    method: 'POST',
    headers: { ...json, 'x-mock-sandbox': name },
    body: JSON.stringify(own),
  });
  expect(added.status).toBe(201);
  expect((await ask('/clients?_limit=1')).meta.count).toBe(1003);
  expect((await ask(`/clients?username=only-${index}`)).data).toHaveLength(3);
  expect((await ask('/clients?_like_username=only-')).meta.count).toBe(3);
  await ask('/clients/emqx_c_1', 'DELETE');
  await ask('/clients/own-1', 'DELETE');
  expect((await ask('/clients/emqx_c_1')).data).toEqual([]);
  const left = await ask('/clients?_like_clientid=own-');
  expect(left.data.map(({ clientid, username }) => [clientid, username])).toEqual([
    ['own-0', `only-${index}`],
    ['own-2', `only-${index}`],
  ]);
  const journal = await fetch(`${mock.controlUrl}/journal/count?path=/clients*`, { headers });
  expect(await journal.json()).toEqual({ count: 7 });
}

test('two hundred tests at once, each in its sandbox, never see each other', async () => {
  await Promise.all(Array.from({ length: 200 }, (_, index) => runOne(index)));
  expect(mock.sandboxes.counts.open).toBe(200);
  expect([mock.clients.count, mock.journal.count()]).toEqual([1000, 0]);
});

test('a sandbox that is dropped is noted in the log', async () => {
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  await using logged = await startMock({ port: 0, clients: 1, log: 'json', write });
  for (let index = 0; index <= 1000; index++) logged.sandbox(`s${index}`);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { time: expect.any(String), event: 'sandbox', name: 's0', dropped: 'crowded out' },
  ]);
});

test('a flood of a hundred thousand requests leaves a bounded journal and bounded sandboxes', () => {
  const flooded = mock.sandbox('flooded');
  for (let index = 0; index < 90_000; index++) {
    flooded.handle({ method: 'GET', path: `/api/v4/clients/${index}` });
  }
  for (let index = 0; index < 10_000; index++) {
    const headers = { 'x-mock-sandbox': `flood ${index}` };
    mock.handle({ method: 'GET', path: '/api/v4/clients', headers });
  }
  const { open, created, dropped } = mock.sandboxes.counts;
  expect(open).toBe(1000);
  expect(created - dropped).toBe(1000);
  const sizes = mock.sandboxes.list().map(({ sandbox }) => sandbox.journal.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1000);
  for (let index = 0; index < 2000; index++) mock.handle({ method: 'GET', path: '/' });
  expect(mock.journal.count()).toBe(1000);
});

test('a journal of long URLs keeps what it shows of them, not the whole texts', async () => {
  // The URLs would take twice the memory that the process may use.
  const words = ['--max-old-space-size=100', '--import', 'tsx'];
  const child = join(import.meta.dirname, 'long-urls-child.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [...words, child]);
  expect(stdout).toBe('1000\n');
});
