import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMock, OptionError, startMock, type RunningMock } from '../../mock/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';

let file: string;
let lines: string[];
let mock: RunningMock;

const sample = createMock({ clients: 1 }).clients.first();
const row = (clientid: string) => JSON.stringify({ ...sample, clientid });

beforeEach(async () => {
  file = join(temporaryFolder(), 'clients.json');
  await writeFile(file, `[${row('old-1')},${row('old-2')}]`);
  lines = [];
  const write = (line: string) => lines.push(line);
  mock = await startMock({ port: 0, from: file, watch: true, log: 'json', write });
});
afterEach(() => mock.close());

/** Replaces the file in one step, as editors do: a half-written file could be read otherwise. */
async function replaceFile(content: string): Promise<void> {
  await writeFile(`${file}.tmp`, content);
  await rename(`${file}.tmp`, file);
}

/** Two checks of the file are 250 ms apart; a busy machine takes longer. */
const poll = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });
const ids = () => mock.clients.list().map(({ clientid }) => clientid);
const events = () => lines.map((line) => (JSON.parse(line) as { event: string }).event);

test('a changed file is read again; named sandboxes keep their clients', async () => {
  const sandbox = mock.sandbox('mine');
  sandbox.clients.remove('old-1');
  mock.clients.remove('old-2');
  await writeFile(file, `[${row('new-1')},${row('new-2')},${row('new-3')}]`);
  await poll(ids).toEqual(['new-1', 'new-2', 'new-3']);
  expect(sandbox.clients.list().map(({ clientid }) => clientid)).toEqual(['old-2']);
  expect(mock.sandbox('another').clients.count).toBe(3);
  mock.clients.remove('new-1');
  mock.reset();
  expect(mock.clients.count).toBe(3);
  await poll(events).toContain('reload');
});

test('a reload keeps the journal and the clock', async () => {
  mock.handle({ method: 'GET', path: '/api/v4/clients' });
  mock.clock.freeze('2030-01-01T00:00:00Z');
  await replaceFile(`[${row('new')}]`);
  await poll(ids).toEqual(['new']);
  expect([mock.journal.count(), mock.clock.now()]).toEqual([1, Date.UTC(2030, 0, 1)]);
});

test('a bad file changes nothing and is logged once; the next good one is read', async () => {
  await replaceFile('[{"clientid":7}]');
  await poll(events).toEqual(['error']);
  expect(lines[0]).toContain('clients.json');
  expect(ids()).toEqual(['old-1', 'old-2']);
  await replaceFile(`[${row('new')}]`);
  await poll(ids).toEqual(['new']);
  expect(events()).toEqual(['error', 'reload']);
});

test('a file that is missing for a while changes nothing', async () => {
  await rm(file);
  await replaceFile(`[${row('new')}]`);
  await poll(ids).toEqual(['new']);
  expect(events()).toEqual(['reload']);
});

test.each([
  ['no file', {}],
  ['standard input', { from: '-' }],
])('%s cannot be watched', async (_what, options) => {
  await expect(startMock({ port: 0, watch: true, ...options })).rejects.toThrow(OptionError);
});
