import { expect, test } from 'vitest';
import { main } from '../../../mock/cli/main.js';
import { LINES } from '../../../mock/core/releases/releases.js';
import { runMain } from '../../support/run-main.js';

const run = (...args: string[]) => runMain(main, ['releases', ...args]);

test('releases lists every line with what it changed', async () => {
  const { code, stdout } = await run();
  expect(code).toBe(0);
  for (const line of LINES) expect(stdout).toContain(`EMQX ${line}: ${line}.0 to ${line}.`);
  expect(stdout).toContain('  4.3.12  Time filters take Unix seconds.\n');
});

test('two releases are compared by the answers of both', async () => {
  const { code, stdout } = await run('4.3.8', 'emqx-4.3.9');
  expect(code).toBe(0);
  expect(stdout).toContain(
    'the kick of an unknown client: DELETE /clients/unknown\n' +
      '  4.3.8  The kick of an unknown client is code 112.\n' +
      '         {"message":"not_found","code":112}\n' +
      '  4.3.9  The kick of an unknown client is code 0.\n' +
      '         {"code":0}\n',
  );
});

test('--json prints the same as data', async () => {
  const { stdout } = await run('4.3.14', '4.3.15', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    from: '4.3.14',
    to: '4.3.15',
    differences: [
      {
        behaviour: 'queueFilters',
        request: 'GET /clients?_gte_mqueue_len=999999',
        answers: [{ release: '4.3.14' }, { release: '4.3.15' }],
      },
      { behaviour: 'topicSearch', request: 'GET /subscriptions?topic=t%2F1&qos=2' },
    ],
  });
  expect(JSON.parse((await run('--json')).stdout)).toHaveLength(LINES.length);
});

test('releases without a difference answer alike', async () => {
  expect((await run('4.2.0', '4.2.14')).stdout).toBe('EMQX 4.2.0 and 4.2.14 answer alike.\n');
});

test.each([
  [['4.2.14', '4.3.23'], 'EMQX 4.3.23 never existed: the nearest is 4.3.22.'],
  [['4.5.0', '4.3.22'], 'EMQX 4.5.0 never existed: the nearest is 4.4.19.'],
  [['newest', '4.3.22'], 'EMQX newest never existed: the nearest is 4.4.19.'],
  [['4.2.14'], 'Expected two releases to compare, such as 4.2.14 4.4.19.'],
  [['4.2', '4.3', '4.4'], 'Expected two releases to compare, such as 4.2.14 4.4.19.'],
])('releases %j ends with 2', async (args, message) => {
  expect(await run(...args)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` });
});
