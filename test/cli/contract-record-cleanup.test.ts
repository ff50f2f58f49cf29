import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startMock, type RunningMock, type StartOptions } from '../../mock/index.js';
import { spawnContract } from './contract-child.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const USER = { EMQX_CONTRACT_USER: 'app_id:app_secret' };

async function mockWith(options: StartOptions = {}): Promise<RunningMock> {
  const mock = await startMock({ port: 0, clients: 41, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

/** Runs in a folder of its own. */
async function run(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = USER) {
  const { ended, output } = spawnContract(args, env, folder);
  return { code: await ended, ...output };
}

describe('emqx-contract record, and diff with its file', () => {
  test.each(['before.json', 'deep/before.json.gz'])('%s', async (file) => {
    const folder = temporaryFolder();
    const [before, after] = [await mockWith(), await mockWith({ dialect: 'emqx-4.3' })];
    const recorded = await run(folder, ['record', before.url, '-o', file]);
    expect(recorded).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(`^\\d+ answers in ${file}\n$`) as unknown,
      stderr: '',
    });
    const same = await run(folder, ['diff', file, before.url]);
    expect(same.stdout).toMatch(/\n0 of \d+ requests are answered differently\n$/);
    expect(same.code).toBe(0);

    const args = ['diff', file, after.url, '--report', 'markdown=out/d.md,json=out/d.json'];
    const other = await run(folder, args);
    expect(other.stdout).toContain(`a: ${before.url} as of `);
    expect(other.stdout).toContain('the whole answer: HTTP 400 | 500, in ');
    expect(other.code).toBe(1);
    expect(readFileSync(join(folder, 'out/d.md'), 'utf8')).toContain(
      '### `the whole answer: HTTP 400 \\| 500`',
    );
    const json = JSON.parse(readFileSync(join(folder, 'out/d.json'), 'utf8')) as object;
    expect(json).toMatchObject({ b: after.url });
  });

  test('a recording may go to standard output', async () => {
    const folder = temporaryFolder();
    const mock = await mockWith();
    const { code, stdout, stderr } = await run(folder, ['record', mock.url, '-o', '-']);
    expect(stderr).toMatch(/^\d+ answers\n$/);
    expect(code).toBe(0);
    writeFileSync(join(folder, 'a.json'), stdout);
    expect((await run(folder, ['diff', 'a.json', mock.url])).code).toBe(0);
    expect(existsSync(join(folder, '-'))).toBe(false);
  });

  test('the path of a recording is tried before the broker is asked', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const { code, stderr } = await run(folder, [
      'record',
      'http://127.0.0.1:1/api/v4',
      '-o',
      'file/before.json',
    ]);
    expect(stderr).toMatch(/^error: Failed to write file\/before\.json: .*Name a file/);
    expect(code).toBe(2);
  });

  test('a file that was cut off is named, and what to do', async () => {
    const folder = temporaryFolder();
    const mock = await mockWith();
    await run(folder, ['record', mock.url, '-o', 'a.json']);
    const text = readFileSync(join(folder, 'a.json'), 'utf8');
    writeFileSync(join(folder, 'a.json'), text.slice(0, text.length / 2));
    const { code, stderr } = await run(folder, ['diff', 'a.json', mock.url]);
    expect(stderr).toMatch(/^error: Failed to read the recording a\.json: .*emqx-contract record/);
    expect(code).toBe(2);
  });

  test.each([
    [
      ['--report', 'html=d.html'],
      'expected markdown=FILE or json=FILE but got "html=d.html". Only check writes html.',
    ],
    [['--report', 'jsn=d'], 'Did you mean "json"?'],
    [['--report', 'json=d', '--report', 'markdown=./d'], 'expected a file for each report'],
    [['--report', 'json=file/d.json'], 'Failed to write file/d.json'],
  ])('diff %j ends with 2 before a broker is asked', async (args, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const side = 'http://127.0.0.1:1/api/v4';
    const { code, stderr } = await run(folder, ['diff', side, side, ...args]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test('diff warns of a path that no answer has, and refuses to compare nothing', async () => {
    const folder = temporaryFolder();
    const { url } = await mockWith();
    await run(folder, ['record', url, '-o', 'a.json']);
    const ignored = await run(folder, ['diff', 'a.json', 'a.json', '--ignore', 'meta.cuont']);
    expect(ignored.stdout).toContain(
      'WARNING --ignore: no answer has a value at "meta.cuont". Did you mean "meta.count"?',
    );
    expect(ignored.code).toBe(0);
    const only = await run(folder, ['diff', 'a.json', 'a.json', '--only', 'data.*.zoen']);
    expect(only.stderr).toContain('Did you mean "data.*.zone"?');
    expect(only.code).toBe(2);
  });
});

describe('emqx-contract cleanup', () => {
  const SESSIONS = ['ck-5f0c1a-one', 'ck-5f0c1a-two', 'ck-5f0c1b-other', 'ck', 'mine'];
  const ids = (mock: RunningMock): string[] => mock.clients.list().map(({ clientid }) => clientid);

  test('lists first, and removes only what has the whole prefix', async () => {
    const folder = temporaryFolder();
    const mock = await mockWith({
      clients: SESSIONS.map((clientid) => ({ clientid })),
    });
    const args = ['cleanup', mock.url, '--prefix', 'ck-5f0c1a-'];
    expect(await run(folder, args)).toEqual({
      code: 1,
      stdout: 'ck-5f0c1a-one\nck-5f0c1a-two\n2 sessions. Add --yes to remove what is listed.\n',
      stderr: '',
    });
    expect(ids(mock)).toEqual(SESSIONS);
    expect(await run(folder, [...args, '--yes'])).toEqual({
      code: 0,
      stdout: 'ck-5f0c1a-one\nck-5f0c1a-two\n2 sessions removed.\n',
      stderr: '',
    });
    expect(ids(mock)).toEqual(SESSIONS.slice(2));
    expect((await run(folder, args)).stdout).toBe('No session with this prefix.\n');
  });

  test.each(['*', 'c', 'ck', 'ck-', 'ck-5f0c1', 'ck-5f0c1a-one', 'ck-5F0C1A-', ' ', 'mine', '%'])(
    'the prefix "%s" is refused, and nothing is removed',
    async (prefix) => {
      const mock = await mockWith({ clients: SESSIONS.map((clientid) => ({ clientid })) });
      const args = ['cleanup', mock.url, '--prefix', prefix, '--yes'];
      const { code, stdout, stderr } = await run(temporaryFolder(), args);
      expect(stderr).toMatch(/--prefix/);
      expect(stdout).toBe('');
      expect(code).toBe(2);
      expect(ids(mock)).toEqual(SESSIONS);
    },
  );
});

describe('emqx-contract.yaml in the working directory', () => {
  test('is found by itself, with its section for the command', async () => {
    const folder = temporaryFolder();
    const mock = await mockWith({ dialect: 'emqx-4.3' });
    writeFileSync(join(folder, 'login'), 'app_id:app_secret\n');
    writeFileSync(
      join(folder, 'emqx-contract.yaml'),
      `user: '@login'\ncheck:\n  only: [list/envelope]\n  report: markdown=out.md\n`,
    );
    const { code, stdout } = await run(folder, ['check', mock.url], {});
    expect(stdout).toMatch(/\n1 pass, 0 fail \(/);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'out.md'), 'utf8')).toContain('# Contract of');
    const identified = await run(folder, ['identify', mock.url], {});
    expect(identified.code).toBe(0);
  });

  test('with an unknown key ends every command with 2', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'emqx-contract.yaml'), 'tiemout: 5\n');
    const { code, stderr } = await run(folder, ['check', 'http://127.0.0.1:1/api/v4'], {});
    expect(stderr).toContain('no option is named "tiemout". Did you mean "timeout"?');
    expect(code).toBe(2);
  });
});
