/** The example of docs/usage.md, from end to end: the tests of an application lead to a decision about an upgrade. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMock, startMock } from '../cli/child.js';
import { runContract } from '../cli/contract-child.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { clientsOfUser } from './usage/clients-of-user.js';
import { clientsOfUser as clientsOfUserFixed } from './usage/clients-of-user-fixed.js';
import { recordUsage } from './usage/record-usage.js';

const SENTENCE =
  'Your tests page under a filter with `meta.count` (5 requests in 3 tests): 4.1 to 4.4 send -1.';

test('an application that pages by meta.count is found before the upgrade, and fixed by hasnext', async () => {
  const file = join(temporaryFolder(), 'usage.yaml');

  // Its tests are green with the documented behaviour, and record what it uses.
  expect(await recordUsage(clientsOfUser, file)).toEqual([]);
  const first = readFileSync(file, 'utf8');
  expect(first).toContain('reads: [data, data.clientid, meta.count]');
  expect(await recordUsage(clientsOfUser, file)).toEqual([]);
  expect(readFileSync(file, 'utf8')).toBe(first);

  // The check names the difference, with the tests that show it; it is real.
  const checked = await runMock(['usage', 'check', file, '--dialect', '4.3.22']);
  expect(checked.stdout).toContain(SENTENCE);
  expect(checked.stdout).toContain('  test: shows all clients of a user\n');
  expect(checked.code).toBe(1);
  const onBroker = join(temporaryFolder(), 'on-4.3.yaml');
  expect(await recordUsage(clientsOfUser, onBroker, 'emqx-4.3')).toEqual([
    'shows all clients of a user',
  ]);

  // Fixed, the application works with 4.3 and 4.4, and its usage file is as good as new.
  const fixed = join(temporaryFolder(), 'usage.yaml');
  expect(await recordUsage(clientsOfUserFixed, fixed)).toEqual([]);
  expect(await recordUsage(clientsOfUserFixed, onBroker, 'emqx-4.3')).toEqual([]);
  const again = await runMock(['usage', 'check', fixed, '--dialect', '4.3.22']);
  expect(again.stdout).toContain('EMQX 4.3.22 answers all of them as tested.');
  expect(again.code).toBe(0);
  const badge = await runMock(['usage', 'check', fixed, '--badge']);
  expect(badge.stdout).toBe('Works with EMQX 4.1 to 4.4\n');
});

test('the gate holds a broker to the same, and names the tests', async () => {
  const broker = await startMock(['--dialect', 'emqx-4.3', '--mqtt', '0', '--log', 'json']);
  const [ready = ''] = broker.output.stdout.split('\n');
  const { mqttUrl } = JSON.parse(ready) as { readonly mqttUrl: string };
  const check = async (application: typeof clientsOfUser): ReturnType<typeof runContract> => {
    const file = join(temporaryFolder(), 'front-end.yaml');
    await recordUsage(application, file);
    const mqtt = ['--mqtt', mqttUrl, '-u', 'app_id:app_secret'];
    return runContract(['check', broker.url, ...mqtt, '--usage', file]);
  };
  const { code, stdout } = await check(clientsOfUser);
  expect(stdout).toContain('FAIL paging/filtered-count (MUST)');
  expect(stdout).toContain('"shows all clients of a user"');
  expect(stdout).toContain('front-end works with EMQX 4.3.22, except paging/filtered-count.');
  expect(code).toBe(1);
  const fixed = await check(clientsOfUserFixed);
  expect(fixed.stdout).toContain('front-end works with EMQX 4.3.22.');
  expect(fixed.code).toBe(0);
});
