import { describe, expect, test } from 'vitest';
import { main } from '../../contracts/cli/main.js';
import { rules } from '../../contracts/index.js';
import { runMain } from '../support/run-main.js';

const run = (args: readonly string[], env?: NodeJS.ProcessEnv): ReturnType<typeof runMain> =>
  runMain(main, args, env);

const NOBODY = 'http://127.0.0.1:1/api/v4';

describe('emqx-contract', () => {
  test.each([
    ['--help'],
    ['check', '--help'],
    ['diff', '--help'],
    ['snapshot', '--help'],
    ['--version'],
  ])('%s %s is told on standard output', async (...args) => {
    const { code, stdout, stderr } = await run(args);
    expect(code).toBe(0);
    expect(stdout).not.toBe('');
    expect(stderr).toBe('');
  });

  test.each([
    [['chek', NOBODY], "unknown command 'chek'", '(Did you mean check?)'],
    [['check', NOBODY, '--profil', 'x'], "unknown option '--profil'", '(Did you mean --profile?)'],
    [['check', NOBODY, NOBODY], 'too many arguments', 'check'],
    [['check'], "missing required argument 'base-url'", 'base-url'],
    [['check', NOBODY, '--level', 'some'], '--level', 'must, all'],
    [['check', NOBODY, '--timeout', 'soon'], '--timeout', 'Expected a number from 0.1 to 3600.'],
    [['check', NOBODY, '--rate', '0'], '--rate', 'Expected a number from 0.01'],
    [['check', NOBODY, '--utc-offset', '8'], '--utc-offset', 'Expected one such as +08:00'],
    [['check', NOBODY, '-u', 'secret'], 'expected id:secret', 'no colon'],
    [['check', NOBODY, '--only', 'pagging'], 'but got "pagging"', 'Did you mean "paging"?'],
    [['check', NOBODY, '--skip', 'times/ranges,x'], 'but got "x"', 'emqx-contract rules'],
    [
      ['check', NOBODY, '--profile', 'emqx-9'],
      'expected one of emqx-4, emqx-4.3.0, nanomq',
      '"emqx-9"',
    ],
    [['check', NOBODY, '--report', 'html=x'], 'but got "html=x"', 'junit=FILE'],
    [['check', NOBODY, '--mqtt-user', 'a:b'], '--mqtt-user', 'expected --mqtt with it'],
    [['check', NOBODY, '--mqtt', 'localhost:1883'], 'mqtt://host:1883', '"localhost:1883"'],
    [['check', NOBODY, '--prefix', 'a/b'], 'expected 1 to 12 letters or digits', '"a/b"'],
    [['check', NOBODY, '--ca', '/no/such/file'], '--ca', 'ENOENT'],
    [
      ['check', 'localhost:8081'],
      'expected one like http://localhost:8081/api/v4',
      '"localhost:8081"',
    ],
    [['check', 'http://broker/api/v4?x=1'], 'Failed to read the base URL', '?x=1'],
    [['diff', NOBODY], "missing required argument 'url-b'", 'url-b'],
    [['diff', NOBODY, NOBODY, '--mqtt-a', 'mqtt://a'], '--mqtt-a and --mqtt-b go together', 'both'],
    [['snapshot', NOBODY, '--salt', 'x'], '--salt', 'expected --anonymise with it'],
    [['snapshot', NOBODY, '--limit', '0'], '--limit', 'Expected a number from 1 to 10000.'],
  ])('%j ends with 2, says what is wrong and what to do', async (args, wrong, advice) => {
    const { code, stdout, stderr } = await run(args);
    expect(stderr).toContain(wrong);
    expect(stderr).toContain(advice);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('does not repeat what may be a secret', async () => {
    const { stderr } = await run(['check', NOBODY], { EMQX_CONTRACT_USER: 's3cret' });
    expect(stderr).not.toContain('s3cret');
  });

  test.each([['check'], ['snapshot']])('%s ends with 3 where nobody answers', async (command) => {
    const { code, stderr } = await run([command, NOBODY]);
    expect(stderr).toContain(`The broker at ${NOBODY} can not be reached.`);
    expect(stderr).toContain('ECONNREFUSED');
    expect(code).toBe(3);
  });
});

describe('emqx-contract rules', () => {
  test('lists every rule with its clause', async () => {
    const { code, stdout } = await run(['rules']);
    expect(code).toBe(0);
    for (const { id, clause } of rules) {
      expect(stdout).toContain(`${id}  `);
      expect(stdout).toContain(`clause: ${clause}`);
    }
  });

  test('lists a group as JSON', async () => {
    const { stdout } = await run(['rules', '--only', 'kick', '--json']);
    const listed = JSON.parse(stdout) as { id: string; group: string }[];
    expect(listed.length).toBeGreaterThan(5);
    expect(new Set(listed.map(({ group }) => group))).toEqual(new Set(['kick']));
  });

  test('check --list shows what would run, and asks nobody', async () => {
    const { code, stdout } = await run(['check', '--list', '--only', 'auth', '--level', 'must']);
    expect(code).toBe(0);
    expect(stdout).toContain('auth/');
    expect(stdout).not.toContain('SHOULD');
    expect(stdout).not.toContain('paging/');
  });
});
