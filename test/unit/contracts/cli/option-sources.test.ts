import { Command } from 'commander';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addConnection, addLimits, list } from '../../../../contracts/cli/arguments.js';
import { main } from '../../../../contracts/cli/main.js';
import { addOptionSources } from '../../../../contracts/cli/options/option-sources.js';
import { runMain } from '../../../support/run-main.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

const URL = 'http://127.0.0.1:1/api/v4';

interface Given {
  readonly env?: NodeJS.ProcessEnv;
  readonly config?: string;
  readonly stdin?: string;
}

/** The options that a command gets. */
async function optionsOf(args: readonly string[], given: Given = {}): Promise<object> {
  let options: Record<string, unknown> = {};
  const program = new Command('emqx-contract').exitOverride().configureOutput({
    writeErr: () => undefined,
  });
  for (const name of ['check', 'snapshot']) {
    const command = addConnection(program.command(name).exitOverride());
    addLimits(command)
      .option('--only <names>', 'rules', list)
      .option('--kick', 'kick', false)
      .action((found: Record<string, unknown>) => {
        options = found;
      });
  }
  addOptionSources(program, {
    stdout: () => undefined,
    stderr: () => undefined,
    env: given.env ?? {},
    stdin: () => given.stdin ?? '',
  });
  const config = given.config === undefined ? [] : ['--config', fileWith(given.config)];
  await program.parseAsync([...args, ...config], { from: 'user' });
  return options;
}

function fileWith(text: string): string {
  const path = join(temporaryFolder(), 'emqx-contract.yaml');
  writeFileSync(path, text);
  return path;
}

describe('an option', () => {
  const env = { EMQX_CONTRACT_TIMEOUT: '20' };
  const config = 'timeout: 30\ncheck:\n  retries: 5\n';
  test('comes from the command line, then the environment, then the file', async () => {
    expect(await optionsOf(['check', '--timeout', '40'], { env, config })).toMatchObject({
      timeout: 40,
      retries: 5,
    });
    expect(await optionsOf(['check'], { env, config })).toMatchObject({ timeout: 20 });
    expect(await optionsOf(['check'], { config })).toMatchObject({ timeout: 30, retries: 5 });
    expect(await optionsOf(['snapshot'], { config })).toMatchObject({ timeout: 30, retries: 2 });
  });

  test('of a section counts before one that all commands share', async () => {
    const both = 'check:\n  rate: 5\nrate: 7\n';
    expect(await optionsOf(['check'], { config: both })).toMatchObject({ rate: 5 });
    expect(await optionsOf(['snapshot'], { config: both })).toMatchObject({ rate: 7 });
  });

  test('may be a switch or a list', async () => {
    const found = await optionsOf(['check'], {
      env: { EMQX_CONTRACT_KICK: 'true' },
      config: 'insecure: true\nonly: [paging, times]\n',
    });
    expect(found).toMatchObject({ kick: true, insecure: true, only: ['paging', 'times'] });
    const off = { env: { EMQX_CONTRACT_KICK: '0' }, config: 'kick: true' };
    expect(await optionsOf(['check'], off)).toMatchObject({ kick: false });
  });
});

describe('a secret', () => {
  test('is read from a file, whichever way names it', async () => {
    const file = fileWith('app:s3cret\n');
    expect(await optionsOf(['check', '-u', `@${file}`])).toMatchObject({ user: 'app:s3cret' });
    const env = { EMQX_CONTRACT_USER: `@${file}` };
    expect(await optionsOf(['check'], { env })).toMatchObject({ user: 'app:s3cret' });
    const config = `user: '@${file}'`;
    expect(await optionsOf(['check'], { config })).toMatchObject({ user: 'app:s3cret' });
  });

  test('is read from standard input', async () => {
    const found = await optionsOf(['check', '-u', '-'], { stdin: 'app:s3:cret\r\n' });
    expect(found).toMatchObject({ user: 'app:s3:cret' });
  });

  test.each([
    ['an empty file', '', 'is empty'],
    ['two lines', 'app:s3cret\nb', 'has more'],
  ])('of %s is refused', async (_what, text, problem) => {
    await expect(optionsOf(['check', '-u', `@${fileWith(text)}`])).rejects.toThrow(problem);
  });

  test('in the config file itself is refused and not repeated', async () => {
    const failure = optionsOf(['check'], { config: 'user: app:s3cret' });
    await expect(failure).rejects.toThrow('"user" is a secret');
    await expect(failure).rejects.not.toThrow('s3cret');
  });

  test('in a URL of the config file is refused and not repeated', async () => {
    const failure = optionsOf(['check'], { config: 'ca: http://me:s3cret@proxy:3128' });
    await expect(failure).rejects.toThrow('"ca" has a login in its URL');
    await expect(failure).rejects.not.toThrow('s3cret');
  });
});

test.each([
  ['--only', ['--only', ''], {}],
  ['--only', ['--only', ' , '], {}],
  ['--user', ['-u', ''], {}],
  ['--ca', ['--ca='], {}],
  ['EMQX_CONTRACT_USER', [], { EMQX_CONTRACT_USER: '' }],
  ['EMQX_CONTRACT_SKIP', [], { EMQX_CONTRACT_SKIP: ',' }],
  ['EMQX_CONTRACT_KICK', [], { EMQX_CONTRACT_KICK: '' }],
  ['EMQX_CONTRACT_REPORT', [], { EMQX_CONTRACT_REPORT: ' ' }],
  ['--prefix', ['--prefix', ''], {}],
  ['--report', ['--report', ''], {}],
  ['--config', ['--config', ''], {}],
])('an empty value is an error that names %s: %j %j', async (name, args, env) => {
  const { code, stderr } = await runMain(main, ['check', URL, ...args], env);
  expect(stderr).toContain(name);
  expect(stderr).toContain('empty');
  expect(code).toBe(2);
});

test.each([
  ['EMQX_CONTRACT_USR', 'Did you mean "EMQX_CONTRACT_USER"?'],
  ['EMQX_CONTRACT_TIME_LIMTI', 'Did you mean "EMQX_CONTRACT_TIME_LIMIT"?'],
  ['EMQX_CONTRACT_HELP', 'has the variable EMQX_CONTRACT_HELP. --help shows'],
  ['EMQX_CONTRACT_SOMETHING_QUITE_DIFFERENT', 'no option has the variable'],
])('the misspelt variable %s is an error', async (name, text) => {
  const { code, stderr } = await runMain(main, ['check', URL], { [name]: 'x' });
  expect(stderr).toContain(name);
  expect(stderr).toContain(text);
  expect(code).toBe(2);
});

test.each([
  ['timeuot: 3', '"timeuot"', 'Did you mean "timeout"?'],
  ['chekc: {kick: true}', '"chekc"', 'Did you mean "check"?'],
  ['check: {onyl: paging}', '"check.onyl"', 'Did you mean "only"?'],
  ['snapshot: {kick: true}', '"snapshot.kick"', 'no option is named'],
  ['xylophone: 1', '"xylophone"', 'no option is named'],
  ['kick: sometimes', 'kick', 'expected true or false'],
  ['timeout: [1]', 'timeout', 'expected a text or a number'],
  ['timeout: 0', '"timeout"', 'Expected a number from 0.1 to 3600.'],
  ['only: []', 'only', 'not empty'],
  ['only: ""', '"only"', 'is empty'],
  ['level: some', '"level"', 'must, all'],
  ['- 1', 'the file', 'expected keys with values'],
  ['a: [', 'emqx-contract.yaml', 'expected YAML'],
  ['timeout: 3\n---\nrate: 5', 'emqx-contract.yaml', 'it has more than one document'],
  ['timeout: !!js/function "x"', 'emqx-contract.yaml', 'Unresolved tag at line 1, column 10.'],
  ['config: other.yaml', '"config"', 'cannot stand in the file itself'],
])('the config file %j is refused', async (text, name, problem) => {
  const { code, stderr } = await runMain(main, ['check', URL, '--config', fileWith(text)]);
  expect(stderr).toContain(name);
  expect(stderr).toContain(problem);
  expect(code).toBe(2);
});

test.each([
  'user: app: hunter2',
  '\tuser: hunter2',
  'user: "hunter2',
  'user: *hunter2',
  'user: !hunter2 x',
  'user: &hunter2 1\nuser: 2',
])('an error of YAML shows no text of the config file: %j', async (text) => {
  const { code, stdout, stderr } = await runMain(main, ['check', URL, '--config', fileWith(text)]);
  expect(stderr).toMatch(
    /^error: Failed to read the config file [^\n\\]*expected YAML, but [^\n\\]+\.\n$/,
  );
  expect(stdout + stderr).not.toContain('hunter2');
  expect(code).toBe(2);
});

test.each([
  [':', 'both are empty'],
  [':hunter2', 'the id is empty'],
  ['app:', 'the secret is empty'],
])('the login %j, as of variables that are not set, is refused', async (login, problem) => {
  const { code, stderr } = await runMain(main, ['check', URL], { EMQX_CONTRACT_USER: login });
  expect(stderr).toContain(`Failed to read --user: expected id:secret, but ${problem}`);
  expect(stderr).not.toContain('hunter2');
  expect(code).toBe(2);
});

test('a config file that is named must exist', async () => {
  const missing = join(temporaryFolder(), 'none.yaml');
  const { code, stderr } = await runMain(main, ['check', URL, '--config', missing]);
  expect(stderr).toContain(missing);
  expect(code).toBe(2);
  const folder = join(temporaryFolder(), 'folder.yaml');
  mkdirSync(folder);
  expect((await runMain(main, ['check', URL, '--config', folder])).code).toBe(2);
});

test.each(['check', 'diff', 'snapshot', 'identify', 'rules'])(
  'the help of %s shows the variable of each option',
  async (command) => {
    const { stdout } = await runMain(main, [command, '--help']);
    const text = stdout.replace(/\s+/g, ' ');
    const names = [...text.matchAll(/ --([a-z][a-z-]*)(?= [<A-Z a-z])/g)].map(([, name]) => name!);
    expect(text).toContain('[EMQX_CONTRACT_CONFIG]');
    if (command !== 'rules') expect(text).toContain('[EMQX_CONTRACT_INSECURE]');
    expect(names.length).toBeGreaterThan(1);
  },
);
