import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createOptions, variableOf } from '../../mock/cli/options.js';
import { main } from '../../mock/cli/main.js';
import { runMain } from '../support/run-main.js';

const run = (args: readonly string[], env?: NodeJS.ProcessEnv): ReturnType<typeof runMain> =>
  runMain(main, args, env);

describe('--help', () => {
  test('lists every option, its default, and examples', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const { flags } of createOptions()) expect(stdout).toContain(flags);
    expect(stdout).toMatch(/\(default:\s+8081\)/);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain('Exit codes:');
  });

  test('has examples with known options', async () => {
    const { stdout } = await run(['--help']);
    const examples = stdout.split('\n').filter((line) => line.startsWith('  emqx-mock '));
    expect(examples.length).toBeGreaterThan(2);
    const known = createOptions().map(({ long }) => long);
    for (const option of examples.join(' ').match(/--[a-z-]+/g) ?? []) {
      expect(known).toContain(option);
    }
  });
});

/** Invalid values of options, and what the message must contain. */
const WRONG: readonly [option: string, value: string, expected: string][] = [
  ['--port', 'http', 'an integer from 0 to 65535'],
  ['--port', '65536', 'an integer from 0 to 65535'],
  ['--port', '-1', 'an integer from 0 to 65535'],
  ['--port', '', 'an integer from 0 to 65535'],
  ['--base-path', 'api', 'a path that begins with /, such as /api/v4'],
  ['--base-path', '/%', 'a path that begins with /, such as /api/v4'],
  ['--app', 'id', 'id:secret, both not empty'],
  ['--app', ':secret', 'id:secret, both not empty'],
  ['--clients', '1.5', 'an integer from 0 to 10000000'],
  ['--clients', '10000001', 'an integer from 0 to 10000000'],
  ['--seed', 'x', 'an integer from 0 to 4294967295'],
  ['--now', 'yesterday', 'an ISO 8601 time of 1970 to 9999, such as 2026-01-31T08:00:00Z'],
  ['--now', '2026-02-31T25:00:00Z', 'an ISO 8601 time'],
  ['--utc-offset', '8', '+HH:MM or -HH:MM'],
  ['--utc-offset', '+14:01', '+HH:MM or -HH:MM up to 14:00'],
  ['--dialect', 'emqx-5', '(nearest: emqx-4.4.19)'],
  ['--dashboard-user', 'root', 'name:password, both not empty'],
  ['--log', 'loud', 'pretty, json, silent'],
];

describe('an invalid value is reported in one line, with exit code 2:', () => {
  test.each(WRONG)('%s %j', async (option, value, expected) => {
    const { code, stdout, stderr } = await run([`${option}=${value}`]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toContain(option);
    expect(stderr).toContain(`'${value}'`);
    expect(stderr).toContain(expected);
  });

  test.each(WRONG)('%s %j, as a variable', async (name, value, expected) => {
    const option = createOptions().find(({ long }) => long === name)!;
    const { code, stdout, stderr } = await run([], { [variableOf(option)]: value });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toContain(`EMQX_MOCK_${name.slice(2).replace('-', '_').toUpperCase()}`);
    expect(stderr).toContain(JSON.stringify(value));
    expect(stderr).toContain(expected);
  });

  test.each(['host', 'node', 'from', 'persist', 'stub', 'proxy', 'proxy-record'])(
    'an empty %s, on the command line or as a variable',
    async (name) => {
      const variable = `EMQX_MOCK_${name.replace('-', '_').toUpperCase()}`;
      for (const { code, stderr } of [
        await run([`--${name}=`, '--port=0']),
        await run(['--port=0'], { [variable]: '' }),
        await run(['--port=0'], { [variable]: ' ' }),
      ]) {
        expect(code).toBe(2);
        expect(stderr).toMatch(/^error: [^\n]*Expected a value that is not empty\.\n$/);
      }
    },
  );

  test('a switch in the environment that is neither on nor off', async () => {
    expect(await run([], { EMQX_MOCK_STRICT: 'maybe' })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: EMQX_MOCK_STRICT: expected true or false, but got "maybe".\n',
    });
  });
});

describe('an unknown argument is reported in one line, with exit code 2:', () => {
  test.each([
    ['--prot', '--port'],
    ['--utcoffset', '--utc-offset'],
    ['--no-aut', '--no-auth'],
    ['--strickt', '--strict'],
  ])('%s, which suggests %s', async (given, meant) => {
    const { code, stdout, stderr } = await run([given]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`error: unknown option '${given}' (Did you mean ${meant}?)\n`);
  });

  test.each([
    ['start', ': expected scenarios, releases, usage, or only options'],
    ['8081', ': expected scenarios, releases, usage, or only options'],
    ['senarios', ' (Did you mean scenarios?)'],
    ['release', ' (Did you mean releases?)'],
  ])('the word %s%s', async (word, hint) => {
    const { code, stdout, stderr } = await run([word, '--port', '0']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`error: unknown command '${word}'${hint}\n`);
  });

  test.each([
    ['EMQX_MOCK_PROT', 'EMQX_MOCK_PORT'],
    ['EMQX_MOCK_HOSTS', 'EMQX_MOCK_HOST'],
    ['EMQX_MOCK_NOAUTH', 'EMQX_MOCK_NO_AUTH'],
    ['EMQXMOCK_PORT', 'EMQX_MOCK_PORT'],
    ['emqx_mock_seed', 'EMQX_MOCK_SEED'],
  ])('the variable %s, which suggests %s', async (given, meant) => {
    expect(await run(['scenarios'], { [given]: '1' })).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: ${given} is not a variable of emqx-mock: did you mean ${meant}?\n`,
    });
  });

  test('but not the variables that Kubernetes sets for a service named emqx-mock', async () => {
    const env = {
      EMQX_MOCK_PORT: 'tcp://10.0.0.1:8081',
      EMQX_MOCK_SERVICE_HOST: '10.0.0.1',
      EMQX_MOCK_PORT_8081_TCP_ADDR: '10.0.0.1',
    };
    expect((await run(['scenarios'], env)).code).toBe(0);
  });

  test('control characters in it are escaped', async () => {
    expect(await run(['--app', '\u001b[2J\u202e'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("argument '\\u001b[2J\\u202e' is invalid"),
    });
  });

  test('an option without its value', async () => {
    const { code, stderr } = await run(['--port']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: option '-p, --port <number>' argument missing\n$/);
  });
});

describe('an address that is not available is reported in one line, with exit code 2:', () => {
  test('a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    expect(await run(['--port', String(port), '--clients', '1'])).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: Cannot listen on port ${port} of 127.0.0.1: it is in use. Try --port 0 for a free port.\n`,
    });
  });

  test('a host that is not an address of this machine', async () => {
    // 192.0.2.0/24 is reserved for documentation (RFC 5737); binding to it sends nothing.
    expect(await run(['--port', '0', '--host', '192.0.2.1', '--clients', '1'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: Cannot listen on host 192.0.2.1: it is not an address of this machine. Try --host 127.0.0.1.\n',
    });
  });
});
