import { expect, test } from 'vitest';
import { cleanUpSessions } from '../../../contracts/cleanup/cleanup.js';
import { main } from '../../../contracts/cli/main.js';
import { type DialectName, startMock } from '../../../mock/index.js';
import { runMain } from '../../support/run-main.js';

const PREFIX = 'ck-5f0c1a-';
const LEFT = [`${PREFIX}alice`, `${PREFIX}客户 /%+`];
const OTHERS = ['ck-5f0c1b-alice', 'xck-5f0c1a-bob', 'ck-5f0c1axx', 'CK-5f0c1a-carol'];
const env = { EMQX_CONTRACT_USER: 'app_id:app_secret' };

async function mockWith(dialect: DialectName) {
  const mock = await startMock({ port: 0, clients: 3, dialect });
  for (const clientid of [...LEFT, ...OTHERS]) mock.clients.add({ clientid });
  return mock;
}

test.each(['documented', 'emqx-4.1', 'emqx-4.3'] as const)(
  'on %s, only the sessions of the run are listed, and removed with --yes',
  async (dialect) => {
    await using mock = await mockWith(dialect);
    const args = ['cleanup', mock.url, '--prefix', PREFIX];
    const listed = await runMain(main, args, env);
    expect(listed.stdout.split('\n').slice(0, 2).sort()).toEqual([...LEFT].sort());
    expect(listed.stdout).toContain('2 sessions. Add --yes');
    expect(listed.code).toBe(1);
    expect(mock.clients.count).toBe(9);
    const removed = await runMain(main, [...args, '--yes'], env);
    expect(removed.stdout).toContain('2 sessions removed.');
    expect(removed.code).toBe(0);
    expect(mock.clients.count).toBe(7);
    const again = await runMain(main, args, env);
    expect(again).toMatchObject({ code: 0, stdout: 'No session with this prefix.\n' });
  },
);

test.each(['ck', 'ck-', '', '-5f0c1a-', 'ck-5f0c1', 'ck-5f0c1a-x', 'ck-*', 'a/b-5f0c1a-'])(
  'the prefix "%s" is refused before anything is sent',
  async (prefix) => {
    const send = async (): Promise<never> => Promise.reject(new Error('sent'));
    const failure = cleanUpSessions(
      { baseUrl: 'http://broker/api/v4' },
      { prefix, transport: { send } },
    );
    await expect(failure).rejects.toThrow('the whole prefix of a run');
  },
);
