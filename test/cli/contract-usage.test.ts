import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../contracts/cli/main.js';
import { rules } from '../../contracts/index.js';
import { startMock } from '../../mock/index.js';
import { runMain } from '../support/run-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const run = (args: readonly string[], env?: NodeJS.ProcessEnv): ReturnType<typeof runMain> =>
  runMain(main, args, env);

const UNUSED = 'http://127.0.0.1:1/api/v4';

describe('emqx-contract', () => {
  const COMMANDS = ['', 'check ', 'identify ', 'diff ', 'record ', 'snapshot ', 'cleanup '];
  const TEXTS = [...COMMANDS.map((command) => `${command}--help`), '--version'];
  test.each(TEXTS)('%s is written to standard output', async (args) => {
    const { code, stdout, stderr } = await run(args.split(' '));
    expect(code).toBe(0);
    expect(stdout).not.toBe('');
    expect(stderr).toBe('');
  });

  test.each([
    [['chek', UNUSED], "unknown command 'chek'", '(Did you mean check?)'],
    [['check', UNUSED, '--profil', 'x'], "unknown option '--profil'", '(Did you mean --profile?)'],
    [['check', UNUSED, UNUSED], 'too many arguments', 'check'],
    [['check'], "missing required argument 'base-url'", 'base-url'],
    [['check', UNUSED, '--level', 'some'], '--level', 'must, all'],
    [['check', UNUSED, '--timeout', 'soon'], '--timeout', 'Expected a number from 0.1 to 3600.'],
    [['check', UNUSED, '--rate', '0'], '--rate', 'Expected a number from 0.01'],
    [['check', UNUSED, '--utc-offset', '8'], '--utc-offset', 'Expected an offset such as +08:00'],
    [['check', UNUSED, '-u', 'secret'], 'expected id:secret', 'no colon'],
    [['check', UNUSED, '--only', 'pagging'], 'but got "pagging"', 'Did you mean "paging"?'],
    [['check', UNUSED, '--skip', 'times/ranges,x'], 'but got "x"', 'emqx-contract rules'],
    [
      ['check', UNUSED, '--profile', 'emqx-9'],
      'expected one of auto (asks the broker), emqx-4.0.0 to emqx-4.4.19',
      '"emqx-9"',
    ],
    [['check', UNUSED, '--report', 'htm=x'], 'but got "htm=x"', 'junit=FILE'],
    [['check', UNUSED, '--mqtt-user', 'a:b'], '--mqtt-user', 'expected --mqtt with it'],
    [['check', UNUSED, '--mqtt', 'localhost:1883'], 'mqtt://host:1883', '"localhost:1883"'],
    [['check', UNUSED, '--prefix', 'a/b'], 'expected 1 to 12 letters or digits', '"a/b"'],
    [['check', UNUSED, '--ca', '/no/such/file'], '--ca', 'ENOENT'],
    [
      ['check', 'localhost:8081'],
      'Expected one like http://localhost:8081/api/v4',
      '"localhost:8081"',
    ],
    [['check', 'http://broker/api/v4?x=1'], 'Failed to read the base URL', '?x=1'],
    [['diff', UNUSED], "missing required argument 'b'", 'Try --help.'],
    [['diff', UNUSED, UNUSED, '--mqtt-a', 'mqtt://a'], '--mqtt-a and --mqtt-b go together', 'both'],
    [['diff', UNUSED, UNUSED, '--mqtt-user', 'a:b'], '--mqtt-user needs --mqtt-a', '--mqtt-b'],
    [['diff', UNUSED, '/no/such/file.json'], '/no/such/file.json', 'emqx-contract record'],
    [['cleanup', UNUSED, '--prefix', 'ck-'], 'the whole prefix of a run', 'ck-5f0c1a-'],
    [['snapshot', UNUSED, '--salt', 'x'], '--salt', 'expected --anonymise with it'],
    [['snapshot', UNUSED, '--limit', '0'], '--limit', 'Expected a number from 1 to 10000.'],
  ])(
    '%j ends with 2, and the error says what is wrong and what to do',
    async (args, wrong, advice) => {
      const { code, stdout, stderr } = await run(args);
      expect(stderr).toContain(wrong);
      expect(stderr).toContain(advice);
      expect(stderr).not.toMatch(/^ {4}at /m);
      expect(stdout).toBe('');
      expect(code).toBe(2);
    },
  );

  test('an error does not repeat what may be a secret', async () => {
    const { stderr } = await run(['check', UNUSED], { EMQX_CONTRACT_USER: 's3cret' });
    expect(stderr).not.toContain('s3cret');
  });

  test.each([['check'], ['snapshot']])('%s ends with 3 where nothing listens', async (command) => {
    const { code, stderr } = await run([command, UNUSED]);
    expect(stderr).toContain(`The broker at ${UNUSED} cannot be reached.`);
    expect(stderr).toContain('refuses connections');
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
    const listed = JSON.parse(stdout) as { id: string }[];
    const kicks = rules.filter(({ group }) => group === 'kick');
    expect(listed.map(({ id }) => id)).toEqual(kicks.map(({ id }) => id));
  });

  test('check --list lists the rules that would run, without a broker', async () => {
    const { code, stdout } = await run(['check', '--list', '--only', 'auth', '--level', 'must']);
    expect(code).toBe(0);
    expect(stdout).toContain('auth/');
    expect(stdout).not.toContain('SHOULD');
    expect(stdout).not.toContain('paging/');
  });

  test('check --list with a usage file lists only what it uses', async () => {
    const file = join(temporaryFolder(), 'usage.yaml');
    const use = '{ request: GET /clients, with: { username: equal }, reads: [meta.count] }';
    writeFileSync(file, `version: 1\ntested: [documented]\nuses:\n  - ${use}\n`);
    const { code, stdout } = await run(['check', '--list', '--usage', file]);
    expect(code).toBe(0);
    expect(stdout).toContain('paging/filtered-count  MUST');
    expect(stdout).not.toContain('kick/');
    expect(stdout).not.toContain('SHOULD');
  });
});

test('the command at the end of a failure runs just this rule again', async () => {
  await using mock = await startMock({ port: 0, clients: 41, dialect: 'emqx-4.3' });
  const env = { EMQX_CONTRACT_USER: 'app_id:app_secret' };
  const options = ['--utc-offset', 'Z', '--timeout', '60', '--only', 'errors'];
  const first = await run(['check', mock.url, ...options], env);
  const [, command = ''] =
    /FAIL errors\/enum-values[^]*? again +npx --package=emqx-clients-kit emqx-contract (.*)/.exec(
      first.stdout,
    ) ?? [];
  // The shell splits the line as a terminal would.
  const printed = execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { env });
  const again = await run(printed.toString().trimEnd().split('\n'), env);
  expect(again.stdout).toMatch(/^FAIL errors\/enum-values/m);
  expect(again.stdout.trimEnd()).toMatch(/^1 fail \(\d+ requests, [\d.]+ s\)$/m);
  expect(again.code).toBe(1);
});
