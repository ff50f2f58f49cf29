/** Files of stubs: YAML, JSON, bodies in files of their own. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { readStubFile } from '../../../mock/stubs/stub-file.js';
import { StubFileError } from '../../../mock/stubs/stub-file-error.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

let folder: string;
let file: string;

beforeEach(async () => {
  const outer = temporaryFolder();
  folder = join(outer, 'stubs');
  file = join(folder, 'stubs.yaml');
  await mkdir(folder);
  await writeFile(join(outer, 'secret.txt'), 'secret');
});

async function read(text: string) {
  await writeFile(file, text);
  return readStubFile(file);
}

const STUBS = [{ match: { method: 'GET', path: '/alarms' }, respond: { body: { code: 0 } } }];

test.each([
  ['a list in YAML', '- match: {method: get, path: /alarms}\n  respond:\n    body: {code: 0}\n'],
  [
    'an object in YAML',
    'stubs:\n- match: {method: GET, path: /alarms}\n  respond: {body: {code: 0}}\n',
  ],
  ['a list in JSON', JSON.stringify(STUBS)],
  ['an object in JSON, with a byte order mark', `\ufeff${JSON.stringify({ stubs: STUBS })}`],
])('%s is read', async (_what, text) => {
  expect((await read(text)).stubs).toEqual(STUBS);
});

test('the body of an answer may be in a file, whose extension gives the content type', async () => {
  await writeFile(join(folder, 'alarms.json'), '{ "code": 0 }\n');
  await mkdir(join(folder, 'pages'));
  await writeFile(join(folder, 'pages/down.html'), '<p>');
  const { stubs } = await read(
    '- match: {path: /a}\n  respond:\n  - {file: alarms.json}\n  - {status: 503, file: pages/down.html}\n  - {file: alarms.json, contentType: text/x}\n',
  );
  expect(stubs[0]?.respond).toEqual([
    { body: '{ "code": 0 }\n', contentType: 'application/json' },
    { status: 503, body: '<p>', contentType: 'text/html; charset=utf-8' },
    { body: '{ "code": 0 }\n', contentType: 'text/x' },
  ]);
});

test.each([
  ['', /: expected a list of stubs, such as .*, but got null\.$/],
  ['stubs: []\nother: 1', 'other: expected one of the members stubs'],
  [
    '- match: {path: /a}\n  match: {path: /b}',
    /is not valid YAML or JSON: .* at line 2, column 3\.$/,
  ],
  ['[1', 'is not valid YAML or JSON'],
  [
    '- {match: {path: /a}, respond: {status: 99}}',
    'stubs[0].respond.status: expected an integer from 200',
  ],
  [
    '- {match: {path: /a}, respond: {file: ../secret.txt}}',
    'stubs[0].respond.file: expected a file in the folder of the stubs',
  ],
  [
    '- {match: {path: /a}, respond: [{status: 200}, {file: link.txt}]}',
    'stubs[0].respond[1].file: expected a file in the folder',
  ],
  [
    '- {match: {path: /a}, respond: {file: /etc/hostname}}',
    'respond.file: expected the path of a file beside',
  ],
  [
    '- {match: {path: /a}, respond: {file: missing.json}}',
    'respond.file: missing.json does not exist.',
  ],
  ['- {match: {path: /a}, respond: {file: a.txt, body: x}}', 'either file or body'],
  ['- {match: {path: /a}, respond: {file: image.png}}', 'image.png is not UTF-8 text'],
  ['- {match: {path: /a}, respond: {file: .}}', 'is a directory'],
])('%j is refused with the file and what was expected', async (text, message) => {
  await symlink('../secret.txt', join(folder, 'link.txt'));
  await writeFile(join(folder, 'image.png'), Buffer.from([0x89, 0x50, 0xff]));
  const reading = read(text);
  await expect(reading).rejects.toThrow(StubFileError);
  await expect(reading).rejects.toThrow(message);
  await expect(reading).rejects.toThrow(file);
});

test('a file that does not exist is refused', async () => {
  await expect(readStubFile(file)).rejects.toThrow(`${file}: does not exist.`);
});

test('aliases that grow without bound are refused', async () => {
  const levels = Array.from(
    { length: 12 },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`,
  );
  await expect(read(`a0: &a0 x\n${levels.join('\n')}\nstubs: *a12`)).rejects.toThrow(
    'cannot be read',
  );
});
