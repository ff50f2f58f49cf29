/** The command emqx-clients-kit, which `npx emqx-clients-kit` finds by the name of the package. */
import { describe, expect, test } from 'vitest';
import { BINS, runBin, startBin, startMock } from './child.js';

const run = (...args: string[]): ReturnType<typeof runBin> => runBin(BINS.kit, args);

describe('emqx-clients-kit', () => {
  test('mock starts the mock, and passes on its options and signals', async () => {
    const mock = await startBin(BINS.kit, ['mock', '--port', '0', '--clients', '3']);
    const authorization = `Basic ${Buffer.from('app_id:app_secret').toString('base64')}`;
    const response = await fetch(`${mock.url}/clients`, { headers: { authorization } });
    expect(await response.json()).toMatchObject({ meta: { count: 3 } });
    mock.process.kill('SIGTERM');
    expect(await mock.ended).toBe(0);
  });

  test('contract passes on the exit code of a check', async () => {
    const mock = await startMock(['--clients', '3']);
    const wrong = await run('contract', 'check', mock.url, '-u', 'app_id:wrong');
    expect(wrong).toMatchObject({ code: 3, stderr: expect.stringContaining('error:') as string });
    const right = await run('contract', 'check', mock.url, '-u', 'app_id:app_secret');
    expect(right).toMatchObject({ code: 0 });
  });

  test.each([
    [['mock', '--prot', '1'], /--prot.*Did you mean --port/s],
    [['mock', 'scenarois'], /Did you mean scenarios/],
    [['contract', 'chekc'], /Did you mean check/],
  ])('%j: passes on what the command suggests', async (args, suggestion) => {
    const { code, stderr } = await run(...args);
    expect(stderr).toMatch(suggestion);
    expect(code).toBe(2);
  });

  test.each([
    [['mock', '--help'], BINS.mock, ['--help']],
    [['help', 'mock'], BINS.mock, ['--help']],
    [['help', 'contract', 'check'], BINS.contract, ['check', '--help']],
    [['--version'], BINS.mock, ['--version']],
    [['contract', '--version'], BINS.contract, ['--version']],
  ])('%j prints the same as the command itself', async (args, bin, same) => {
    expect(await run(...args)).toEqual(await runBin(bin, same));
  });

  test('lists its commands', async () => {
    for (const args of [['help'], ['--help'], ['-h']]) {
      const { code, stdout } = await run(...args);
      expect(stdout).toMatch(/^Usage: emqx-clients-kit <command>[^]* mock [^]* contract /);
      expect(code).toBe(0);
    }
  });

  test.each([
    [[], 'error: missing command: expected mock or contract'],
    [['mok'], "error: unknown command 'mok': expected mock or contract"],
    [['--port', '9000'], "error: unknown command '--port': expected mock or contract"],
    [['\u001b[2Jmock'], "error: unknown command '?[2Jmock': expected mock or contract"],
  ])('%j is an error that names the commands', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect(stderr).toContain(message);
    expect(stderr.split('\n')).toHaveLength(2);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
