/** Stubs as a caller meets them: over HTTP, from files, and over the control API. */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startMock, StubFileError, type RunningMock, type StartOptions } from '../../mock/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';

async function start(options: StartOptions): Promise<RunningMock> {
  const mock = await startMock({ port: 0, clients: 2, apps: false, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

const yaml = (path: string, body: string) =>
  `- {match: {path: ${path}}, respond: {body: ${body}}}\n`;
const text = async (url: string, init?: RequestInit) => (await fetch(url, init)).text();

test('stubs of files answer over HTTP after those of the options, in sandboxes too', async () => {
  const file = join(temporaryFolder(), 'a.yaml');
  await writeFile(file, yaml('/alarms', 'of the file') + yaml('/rules', 'of the file'));
  const mock = await start({
    stubs: [{ match: { path: '/alarms' }, respond: { body: 'of the options' } }],
    stubFiles: [file],
  });
  expect(await text(`${mock.url}/alarms`)).toBe('of the options');
  expect(await text(`${mock.sandbox('x').url}/rules`)).toBe('of the file');
});

test('a stub never answers for the control API', async () => {
  const mock = await start({ stubs: [{ match: { path: '/**' }, respond: { body: 'stub' } }] });
  expect(await text(`${mock.url}/clients`)).toBe('stub');
  expect(await text(mock.controlUrl! + '/health')).toBe('{"status":"ok"}');
});

test('a request with a body is answered by a stub', async () => {
  const mock = await start({
    stubs: [
      { match: { method: 'POST', path: '/rules' }, respond: { status: 201, body: { id: 1 } } },
    ],
  });
  const response = await fetch(`${mock.url}/rules`, { method: 'POST', body: '{"sql":"x"}' });
  expect([response.status, await response.json()]).toEqual([201, { id: 1 }]);
  expect(mock.journal.entries()[0]).toMatchObject({ body: '{"sql":"x"}', stub: 'stubs[0]' });
});

test('with watch, a changed file of stubs or of a body is read again; a bad one changes nothing', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a.yaml');
  const replace = async (name: string, content: string) => {
    await writeFile(`${folder}/tmp`, content);
    await rename(`${folder}/tmp`, join(folder, name));
  };
  await replace('body.txt', 'old');
  await replace('a.yaml', '- {match: {path: /a}, respond: {file: body.txt}}');
  const lines: string[] = [];
  const mock = await start({
    stubFiles: [file],
    watch: true,
    log: 'json',
    write: (line) => lines.push(line),
  });
  const poll = (read: () => unknown) => expect.poll(read, { timeout: 15_000 });
  const body = () => mock.handle({ method: 'GET', path: '/a' }).body;
  expect(body()).toBe('old');
  await replace('body.txt', 'new');
  await poll(body).toBe('new');
  await replace('a.yaml', '- {match: {path: /a}, respond: {status: 1}}');
  await poll(() => lines.some((line) => line.includes('"error"'))).toBe(true);
  expect(lines.join('')).toContain('respond.status: expected an integer from 200 to 599');
  expect(body()).toBe('new');
  await replace('a.yaml', yaml('/a', 'of the stub'));
  await poll(body).toBe('of the stub');
  mock.reset();
  expect(body()).toBe('of the stub');
});

test('a file of stubs that cannot be used ends the start', async () => {
  const file = join(temporaryFolder(), 'missing.yaml');
  await expect(startMock({ port: 0, stubFiles: [file] })).rejects.toThrow(StubFileError);
});

test('the control API reads, replaces, adds and removes stubs', async () => {
  const mock = await start({ stubs: [{ match: { path: '/a' }, respond: { body: '1' } }] });
  const call = async (method: string, stubs?: unknown) => {
    const body = stubs === undefined ? {} : { body: JSON.stringify({ stubs }) };
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${mock.controlUrl}/stubs`, { method, headers, ...body });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  await text(`${mock.url}/a`);
  expect((await call('GET')).body).toEqual({
    stubs: [{ stub: { match: { path: '/a' }, respond: { body: '1' } }, answered: 1 }],
  });
  await call('POST', [{ match: { path: '/a' }, respond: { body: '2' } }]);
  expect(await text(`${mock.url}/a`)).toBe('2');
  await call('PUT', [{ match: { path: '/a' }, respond: { body: '3' } }]);
  expect(await text(`${mock.url}/a`)).toBe('3');
  await call('DELETE');
  expect((await fetch(`${mock.url}/a`)).status).toBe(404);
  expect(await call('PUT', [{ match: { path: '/a' }, respond: { file: 'x' } }])).toMatchObject({
    status: 400,
    body: { field: 'stubs[0].respond.file' },
  });
  await fetch(`${mock.controlUrl}/reset`, { method: 'POST' });
  expect(await text(`${mock.url}/a`)).toBe('1');
});
