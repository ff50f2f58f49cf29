import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startMock, type RunningMock, type StartOptions } from '../../mock/index.js';
import { runContract } from './contract-child.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const USER = { EMQX_CONTRACT_USER: 'app_id:app_secret' };

async function mockWith(options: StartOptions = {}): Promise<RunningMock> {
  const mock = await startMock({ port: 0, mqtt: 0, clients: 41, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

describe('emqx-contract diff', () => {
  test('two brokers of one kind do not differ, and no client is left on either', async () => {
    // Not a release: EMQX compares milliseconds, so a client of the first one of its second differs.
    const [a, b] = [await mockWith(), await mockWith({ seed: 2 })];
    const args = ['diff', a.url, b.url, '--mqtt-a', a.mqttUrl!, '--mqtt-b', b.mqttUrl!];
    const { code, stdout } = await runContract(args, USER);
    expect(stdout).toMatch(/0 of \d{3} requests are answered differently\n$/);
    expect(code).toBe(0);
    expect([a.clients.count, b.clients.count]).toEqual([41, 41]);
  });

  test('differences are shown by request and JSON path, with a curl line for each broker', async () => {
    const [a, b] = [await mockWith(), await mockWith({ dialect: 'emqx-4.3' })];
    const { code, stdout } = await runContract(['diff', a.url, b.url, '--all'], USER);
    expect(stdout).toMatch(/^GET \/clients\?_like_clientid=<prefix>&_page=-1&_limit=5$/m);
    expect(stdout).toMatch(/^ {2}\$\.status: 400 \| 200$/m);
    expect(stdout).toContain(
      `  b: printf 'user="%s"' "$EMQX_CONTRACT_USER" | curl -i -K - '${b.url}/clients`,
    );
    expect(code).toBe(1);
  });
});

describe('emqx-contract snapshot', () => {
  test('writes every client to a file, with the same replacement for the same salt', async () => {
    const mock = await mockWith({ clients: 1200 });
    const folder = temporaryFolder();
    const texts: string[] = [];
    for (const name of ['a.json', 'b.json']) {
      const out = join(folder, name);
      const args = ['snapshot', mock.url, '--out', out, '--anonymise', '--salt', 'pepper'];
      const { code, stdout, stderr } = await runContract(args, USER);
      expect(stderr).toBe('');
      expect(stdout).toBe(`1200 clients in ${out}\n`);
      expect(code).toBe(0);
      texts.push(await readFile(out, 'utf8'));
    }
    const [one, two] = texts.map((text) => JSON.parse(text) as { data: { clientid: string }[] });
    expect(one!.data).toHaveLength(1200);
    expect(one!.data.map(({ clientid }) => clientid)).toEqual(
      two!.data.map(({ clientid }) => clientid),
    );
    expect(texts[0]).not.toContain('emqx_c_1');
  });
});
