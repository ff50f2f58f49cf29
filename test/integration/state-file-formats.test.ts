import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createMock, startMock, type RunningMock } from '../../mock/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const { clients } = createMock({ clients: 5, seed: 3, now: '2026-01-31T08:00:00Z' });
const rows = clients.list();
const idsOf = (mock: RunningMock): string[] => mock.clients.list().map(({ clientid }) => clientid);
const expected = rows.map(({ clientid }) => clientid);

/** An answer of GET /clients with some of the clients. */
const page = (number: number, data: readonly object[], hasnext: boolean): object => ({
  meta: { page: number, limit: 2, hasnext, count: 5 },
  data,
  code: 0,
});
const pages = [page(1, rows.slice(0, 2), true), page(2, rows.slice(2), false)];

async function start(
  contents: readonly (string | Buffer)[],
): Promise<{ mock: RunningMock; reported: string }> {
  const folder = temporaryFolder();
  const from = contents.map((_, index) => path.join(folder, `${index}.json`));
  for (const [index, content] of contents.entries()) await writeFile(from[index]!, content);
  let reported = '';
  const mock = await startMock({ port: 0, from, report: (line) => (reported += line) });
  onTestFinished(() => mock.close());
  return { mock, reported };
}

const text = JSON.stringify(page(1, rows, false), undefined, 2);
const utf16be = (given: string): Buffer => Buffer.from(given, 'utf16le').swap16();

test.each<[name: string, content: string | Buffer]>([
  ['UTF-8 with a byte order mark', `\ufeff${text}`],
  ["UTF-16 with a mark, as of PowerShell's >", Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 in the other order', utf16be(`\ufeff${text}`)],
  ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
  ['a list of pages, as of jq -s', JSON.stringify(pages, undefined, 2)],
  ['a list of pages with empty ones', JSON.stringify([page(1, [], true), ...pages])],
  ['pages one after the other', pages.map((one) => JSON.stringify(one)).join('\n')],
])('%s is read', async (_, content) => {
  const { mock, reported } = await start([content]);
  expect(idsOf(mock)).toEqual(expected);
  expect(reported).toBe('');
});

test('several files are read in order', async () => {
  const { mock, reported } = await start(pages.map((one) => JSON.stringify(one)));
  expect(idsOf(mock)).toEqual(expected);
  expect(reported).toBe('');
});

test('a client that two files have is refused', async () => {
  const one = JSON.stringify(pages[0]);
  await expect(start([one, one])).rejects.toThrow(/1\.json: row 1 .*already has a client/);
});

test('a last page that says more follow is read, with a warning', async () => {
  for (const content of [JSON.stringify(pages[0]), JSON.stringify([pages[1], pages[0]])]) {
    const { reported } = await start([content]);
    expect(reported).toMatch(/0\.json: .*"hasnext": true.*not all clients/);
  }
});

test('ISO 8601 times are read in files, in code and over the control API', async () => {
  const iso = rows.map((row) => ({
    ...row,
    created_at: `${row.created_at.replace(' ', 'T')}Z`,
    connected_at: `${row.connected_at.replace(' ', 'T')}.000+00:00`,
  }));
  const { mock } = await start([JSON.stringify(iso)]);
  expect(mock.clients.list()).toEqual(rows);

  const shown = '2026-01-31 08:00:00';
  const times = { created_at: '2026-01-31T09:00:00+01:00', connected_at: new Date(shown + 'Z') };
  expect(mock.clients.add({ clientid: 'in-code', ...times })).toMatchObject({
    created_at: shown,
    connected_at: shown,
  });
  const response = await fetch(`${mock.controlUrl}/clients`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientid: 'over-http', ...times }),
  });
  expect(response.status).toBe(201);
  expect(mock.clients.get('over-http')).toMatchObject({ created_at: shown, connected_at: shown });
});
