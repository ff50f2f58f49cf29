import { expect, test } from 'vitest';
import { main } from '../../contracts/cli/main.js';
import { createEngine } from '../support/in-process/engine.js';
import { serve } from '../support/in-process/serve.js';
import { stating } from '../support/in-process/stated-version.js';
import { runMain } from '../support/run-main.js';

const USER = { EMQX_CONTRACT_USER: 'app_id:app_secret' };

async function brokerOf(version: string) {
  const { handle } = createEngine({ dialect: 'emqx-4.3' });
  return serve(stating(handle, { versions: [version] }));
}

test('identify prints the stated version, the releases that fit, and the observations', async () => {
  await using broker = await brokerOf('4.3.22');
  const { code, stdout } = await runMain(main, ['identify', broker.url], USER);
  expect(code).toBe(0);
  expect(stdout).toContain('states:  EMQ X Broker 4.3.22 (GET /brokers)');
  expect(stdout).toContain('behaves: as EMQX 4.3.15 to 4.3.22');
  expect(stdout).toContain(
    '  the unit of time filters: seconds (4.3.12 to 4.3.22, 4.4.0 to 4.4.19)',
  );
  expect(stdout).not.toContain('CONTRADICTION');
});

test('identify ends with 1 at a contradiction, and --json says the same', async () => {
  await using broker = await brokerOf('4.4.0');
  const { code, stdout } = await runMain(main, ['identify', broker.url], USER);
  expect(code).toBe(1);
  expect(stdout).toContain('CONTRADICTION members of a client: with mountpoint');
  const json = await runMain(main, ['identify', broker.url, '--json'], USER);
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    stated: { versions: ['4.4.0'], source: 'GET /brokers' },
    fits: '4.3.15 to 4.3.22',
    exitCode: 1,
  });
});

test('identify ends with 3 where the broker refuses the credentials or does not answer', async () => {
  await using broker = await brokerOf('4.3.22');
  const refused = await runMain(main, ['identify', broker.url, '-u', 'app_id:wrong']);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain('the broker refused the credentials');
  expect((await runMain(main, ['identify', 'http://127.0.0.1:1/api/v4'])).code).toBe(3);
});

test('check --profile auto says which profile it takes', async () => {
  await using broker = await brokerOf('4.3.22');
  const args = ['check', broker.url, '--profile', 'auto', '--utc-offset', 'Z', '--only', 'list'];
  const { code, stdout, stderr } = await runMain(main, args, USER);
  expect(stderr).toContain(
    'Profile auto: GET /brokers says EMQ X Broker 4.3.22: profile emqx-4.3.22.\n',
  );
  expect(stdout).toContain(', profile emqx-4.3.22');
  expect(code).toBe(0);
});
