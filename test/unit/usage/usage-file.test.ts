/** The usage file: what it has, how runs and processes share it, and what is refused. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createMock, saveUsage, startMock, UsageFileError } from '../../../mock/index.js';
import { addToUsageFile, readUsageFile } from '../../../mock/usage/usage-file.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const clients = [
  { clientid: 'c1', username: 'alice' },
  { clientid: 'c2', username: 'alice' },
  { clientid: 'c3', username: 'bob' },
];

/** A suite: each test sends its requests. */
const SUITE: Readonly<Record<string, readonly string[]>> = {
  'pages under a filter': [
    'GET /clients?username=alice&_page=1&_limit=1',
    'GET /clients?username=alice&_page=2&_limit=1',
  ],
  'looks a client up': ['GET /clients', 'GET /clients/c3'],
  kicks: ['DELETE /clients/c3', 'GET /clients', 'DELETE /clients/c3'],
  'searches twice': ['GET /clients?_like_clientid=c', 'GET /clients?_like_clientid=c'],
};

/** Runs tests of the suite against a mock of their own, and saves what they used. */
async function run(file: string, tests: readonly string[], named: boolean): Promise<void> {
  const mock = createMock({ clients, usage: true, apps: false });
  for (const name of tests) {
    mock.reset();
    if (named) mock.usage?.startTest(name);
    for (const request of SUITE[name] ?? []) {
      const [method = '', url = ''] = request.split(' ');
      const [path = '', query = ''] = url.split('?');
      mock.handle({ method, path: `/api/v4${path}`, query });
    }
  }
  await saveUsage(mock, file);
}

const NAMES = Object.keys(SUITE);

describe.each([true, false])('a suite whose tests are named: %s', (named) => {
  test('twice, in another order and in parts, it makes the same bytes', async () => {
    const folder = temporaryFolder();
    const file = (name: string): string => join(folder, name);
    await run(file('once'), NAMES, named);
    const expected = readFileSync(file('once'), 'utf8');
    await run(file('once'), NAMES, named);
    await run(file('backwards'), NAMES.toReversed(), named);
    await Promise.all(NAMES.map((name) => run(file('parts'), [name], named)));
    for (const name of ['once', 'backwards', 'parts']) {
      expect(readFileSync(file(name), 'utf8'), name).toBe(expected);
    }
    expect(expected).toContain('order: "page, then next page under a filter"');
    expect(expected).toContain('order: "kick, then list"');
    expect(expected).toContain('order: "kick, then kick"');
    expect(expected).toContain('order: "list, then lookup"');
  });
});

test('processes that write one file at the same time lose nothing', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'usage.yaml');
  const script = `
    const { addToUsageFile } = await import(${JSON.stringify(new URL('../../../mock/usage/usage-file.ts', import.meta.url).href)});
    for (let index = 0; index < 5; index++) {
      const use = { request: 'GET /clients', with: {}, reads: 'all', tested: ['documented'] };
      const tests = new Map([[process.argv[1] + ' ' + index, 1]]);
      addToUsageFile(process.argv[2], { uses: [{ ...use, tests }], accepted: [] });
    }`;
  const started = ['a', 'b', 'c'].map((name) =>
    promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      script,
      name,
      file,
    ]),
  );
  await Promise.all(started);
  const text = readFileSync(file, 'utf8');
  for (const name of ['a', 'b', 'c']) {
    for (let index = 0; index < 5; index++) expect(text).toContain(`      ${name} ${index}: 1\n`);
  }
  expect(readdirSync(folder)).toEqual(['usage.yaml']);
});

test('a file that has everything already is not written', async () => {
  const file = join(temporaryFolder(), 'usage.yaml');
  await run(file, NAMES, true);
  const { ino } = statSync(file);
  await run(file, NAMES.slice(0, 2), true);
  expect(statSync(file).ino).toBe(ino);
});

test('what a person wrote is kept', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'usage.yaml');
  writeFileSync(
    file,
    'version: 1\napplication: front end\naccepted:\n  - difference: countUnderFilter\n    reason: "no total is shown: #12"\n    releases: ["4.3"]\n',
  );
  await run(file, NAMES, true);
  await run(file, NAMES, true);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('application: front end\n');
  expect(text).toContain(
    'accepted:\n  - difference: countUnderFilter\n    releases: ["4.3"]\n    reason: "no total is shown: #12"\n',
  );
});

test.each([
  ['another YAML file', 'name: app\n', 'version: expected 1, as every usage file has'],
  ['a list', '- 1\n', 'version: expected 1'],
  ['text', 'buy milk', 'version: expected 1'],
  ['bad YAML', '{', 'is no usage file'],
  [
    'a newer version',
    'version: 2\n',
    'version: expected 1, or a newer emqx-clients-kit, but got 2',
  ],
  ['an unknown member', 'version: 1\nuse: []\n', 'expected only version, application'],
  [
    'an unknown kind',
    'version: 1\nuses:\n  - { request: GET /clients, with: { _page: 17 }, reads: all }\n',
    'uses[0].with._page: expected one of: first; later',
  ],
  [
    'an unknown parameter',
    'version: 1\nuses:\n  - { request: GET /clients, with: { pge: first }, reads: all }\n',
    'uses[0].with: expected the name of a parameter',
  ],
  [
    'no reason',
    'version: 1\naccepted:\n  - { difference: filters, reason: "" }\n',
    'accepted[0].reason: expected a text',
  ],
  ['a file of comments', '# later\n', 'it has nothing but comments'],
  ['an alias bomb', 'a: &a [1]\nb: [*a, *a]\nversion: 1\n', 'is no usage file'],
])('%s is refused, and not changed', async (_name, content, problem) => {
  const folder = temporaryFolder();
  const file = join(folder, 'usage.yaml');
  writeFileSync(file, content);
  await expect(startMock({ port: 0, usage: file })).rejects.toThrow(UsageFileError);
  const saved = run(file, NAMES, false);
  await expect(saved).rejects.toThrow(problem);
  await expect(saved).rejects.toThrow('. It was not changed; name another file, or a new one.');
  expect(readFileSync(file, 'utf8')).toBe(content);
});

test.each(['/dev/null', '/'])('%s is no file, and stays what it is', async (path) => {
  await expect(run(path, NAMES, false)).rejects.toThrow('it is no regular file');
  expect(statSync(path).isFile()).toBe(false);
});

test('a lock of a process that is gone is no hindrance', async () => {
  const file = join(temporaryFolder(), 'usage.yaml');
  const gone = execFile(process.execPath, ['-e', '']);
  await once(gone, 'exit');
  writeFileSync(`${file}.lock`, JSON.stringify({ pid: gone.pid, host: hostname() }));
  await run(file, NAMES, false);
  expect(existsSync(`${file}.lock`)).toBe(false);
  expect(existsSync(file)).toBe(true);
});

test('a lock whose process was killed before it wrote its number is no hindrance', async () => {
  const file = join(temporaryFolder(), 'usage.yaml');
  writeFileSync(`${file}.lock`, '');
  await run(file, NAMES, false);
  expect(existsSync(`${file}.lock`)).toBe(false);
  expect(existsSync(file)).toBe(true);
});

test('a file with test names of any characters can be read again', async () => {
  const file = join(temporaryFolder(), 'usage.yaml');
  const marks = [0x200f, 0x2066, 0x202e].map((code) => String.fromCharCode(code).repeat(200));
  const names = [
    ...marks,
    '__proto__',
    '"'.repeat(200),
    '? a: b',
    '- x',
    '<<',
    'null',
    '\u{1f600}',
  ];
  for (let times = 0; times < 2; times++) {
    const mock = createMock({ clients, usage: true, apps: false });
    for (const name of names) {
      mock.usage?.startTest(name);
      mock.handle({ method: 'GET', path: '/api/v4/clients' });
    }
    await saveUsage(mock, file);
  }
  const { uses = [] } = readUsageFile(file) ?? {};
  expect(uses.flatMap(({ tests }) => [...tests.keys()]).toSorted()).toEqual(names.toSorted());
});

test('a mock that listens writes the file when it is closed, with its sandboxes', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'new', 'usage.yaml');
  const mock = await startMock({ port: 0, clients, usage: file });
  const sandbox = mock.sandbox('one');
  mock.usage?.startTest('in a sandbox', 'one');
  const headers = mock.authorization;
  await fetch(`${sandbox.url}/clients/c1`, { headers });
  await fetch(`${mock.url}/clients?_limit=0`, {
    headers: { ...headers, 'x-mock-test': 'by its header' },
  });
  await mock.close();
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('      in a sandbox: 1\n');
  expect(text).toContain('      by its header: 1\n');
});

test.each([
  ['createMock', 'returns', ''],
  ['startMock', 'calls process.exit', 'process.exit(0);'],
])('a program with %s that %s saves it when it ends', async (name, _end, end) => {
  const file = join(temporaryFolder(), 'usage.yaml');
  const script = `
    const { ${name} } = await import(${JSON.stringify(new URL('../../../mock/index.ts', import.meta.url).href)});
    const mock = await ${name}({ clients: 1, apps: false, port: ${name === 'startMock' ? 0 : undefined}, usage: process.argv[1] });
    mock.handle({ method: 'GET', path: '/api/v4/clients/none' });
    ${end}`;
  await promisify(execFile)(process.execPath, [
    ...['--import', 'tsx', '--input-type=module', '-e', script, file],
  ]);
  expect(readFileSync(file, 'utf8')).toContain('with: { client: unknown }');
});

test('a file that could not be read again is not written', () => {
  const file = join(temporaryFolder(), 'usage.yaml');
  const names = Array.from({ length: 25_000 }, (_, index) => `${'x'.repeat(190)} ${index}`);
  const use = (tests: readonly string[]) => ({
    uses: [
      {
        request: 'GET /clients',
        with: {},
        reads: 'all' as const,
        tested: ['documented'],
        tests: new Map(tests.map((name) => [name, 1])),
      },
    ],
    accepted: [],
  });
  addToUsageFile(file, use(['one']));
  expect(() => addToUsageFile(file, use(names))).toThrow(/would have more than 4000000 bytes/);
  expect(readUsageFile(file)).toEqual(use(['one']));
});

test('without the option, nothing is recorded', async () => {
  await using mock = await startMock({ port: 0, clients: 1 });
  expect(mock.usage).toBeUndefined();
  expect(existsSync('usage.yaml')).toBe(false);
});
