import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startMock, type RunningMock, type StartOptions } from '../../mock/index.js';
import { runContract, spawnContract } from './contract-child.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const USER = { EMQX_CONTRACT_USER: 'app_id:app_secret' };

async function mockWith(options: StartOptions = {}): Promise<RunningMock & { mqttUrl: string }> {
  const mock = await startMock({ port: 0, mqtt: 0, clients: 41, ...options });
  onTestFinished(() => mock.close());
  return { ...mock, mqttUrl: mock.mqttUrl ?? '' };
}

const ownOf = (mock: RunningMock): string[] =>
  mock.clients
    .list()
    .map(({ clientid }) => clientid)
    .filter((clientid) => clientid.startsWith('ck-'));

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

describe('emqx-contract check', () => {
  test('a mock that keeps the contract passes every rule, none skipped', async () => {
    const mock = await mockWith();
    const { code, stdout } = await runContract(
      ['check', mock.url, '--mqtt', mock.mqttUrl, '--kick'],
      USER,
    );
    expect(lastLine(stdout)).toMatch(/^\d+ pass, 0 fail \(\d+ requests, [\d.]+ s\)$/);
    expect(Number(/\((\d+) requests/.exec(stdout)?.[1])).toBeLessThan(1500);
    expect(code).toBe(0);
    expect(ownOf(mock)).toEqual([]);
  });

  test.each([
    ['emqx-4.3', 'emqx-4.3.22'],
    ['emqx-4.4', 'emqx-4.4'],
    ['emqx-4.3.0', 'emqx-4.3.0'],
    ['emqx-4.0', 'emqx-4.0.13'],
  ] as const)('dialect %s passes with profile %s, over HTTP and MQTT', async (dialect, profile) => {
    const mock = await mockWith({ dialect });
    const args = ['check', mock.url, '--mqtt', mock.mqttUrl, '--kick', '--profile', profile];
    const { code, stdout } = await runContract(args, USER);
    expect(lastLine(stdout)).toMatch(/^\d+ pass, 0 fail, \d+ known \(/);
    expect(code).toBe(0);
  });

  test('without MQTT, rules that hold for any clients run', async () => {
    const mock = await mockWith();
    const { code, stdout } = await runContract(['check', mock.url, '-u', 'app_id:app_secret']);
    expect(lastLine(stdout)).toMatch(/^\d+ pass, 0 fail, \d+ skip \(/);
    expect(stdout).toContain('give the MQTT address with --mqtt');
    expect(code).toBe(0);
  });

  test('a broker that deviates ends with 1, and each failure has its curl line', async () => {
    const mock = await mockWith({ dialect: 'emqx-4.3' });
    const { code, stdout } = await runContract(['check', mock.url, '--only', 'errors'], USER);
    expect(code).toBe(1);
    expect(stdout).toContain('FAIL errors/paging-values');
    expect(stdout).toContain(
      `printf 'user="%s"' "$EMQX_CONTRACT_USER" | curl -i -K - '${mock.url}/clients?`,
    );
    expect(stdout).not.toContain('app_secret');
  });

  test('wrong credentials end with 3 before any rule runs', async () => {
    const mock = await mockWith();
    const { code, stderr } = await runContract(['check', mock.url, '-u', 'app_id:wrong']);
    expect(stderr).toContain('HTTP 401: the broker refused the credentials. Give the id and');
    expect(code).toBe(3);
  });

  test('--mqtt-user logs in over MQTT, and rules that need other user names are skipped', async () => {
    const mock = await mockWith({ mqttUser: 'gate:keeper' });
    const args = ['check', mock.url, '--mqtt', mock.mqttUrl];
    const refused = await runContract(args, USER);
    expect(refused.stdout).toContain('no client could connect: the broker refused an MQTT 3.1');
    expect(refused.stdout).toContain('Give its login with --mqtt-user');
    expect(refused.code).toBe(3);

    const { code, stdout } = await runContract([...args, '--mqtt-user', 'gate:keeper'], USER);
    expect(stdout).toContain('all test clients log in as the user given with --mqtt-user');
    expect(lastLine(stdout)).toMatch(/^\d+ pass, 0 fail, \d+ skip/);
    expect(code).toBe(0);
  });

  test('a run in which every rule is skipped ends with 3: nothing was judged', async () => {
    const mock = await mockWith();
    const { code, stdout } = await runContract(['check', mock.url, '--only', 'kick'], USER);
    expect(stdout).toContain('WARNING Nothing was judged: every rule was skipped');
    expect(lastLine(stdout)).toMatch(/^0 fail, \d+ skip/);
    expect(code).toBe(3);
  });

  test('reports are written, and missing folders are created', async () => {
    const mock = await mockWith({ dialect: 'emqx-4.3' });
    const path = join(temporaryFolder(), 'deep');
    const report = `junit=${path}/a.xml,ctrf=${path}/b.json,markdown=${path}/c.md`;
    const args = ['check', mock.url, '--only', 'errors,paging', '--report', report];
    const { code } = await runContract(args, { ...USER, GITHUB_ACTIONS: 'true' });
    expect(code).toBe(1);
    await expect(readFile(`${path}/a.xml`, 'utf8')).resolves.toContain('<failure message=');
    expect(JSON.parse(await readFile(`${path}/b.json`, 'utf8'))).toHaveProperty('results.summary');
    await expect(readFile(`${path}/c.md`, 'utf8')).resolves.toContain(
      '### errors/paging-values: fail',
    );
  });

  test('annotations are written on GitHub only', async () => {
    const mock = await mockWith({ dialect: 'emqx-4.3' });
    const args = ['check', mock.url, '--only', 'errors'];
    const there = await runContract(args, { ...USER, GITHUB_ACTIONS: 'true' });
    expect(there.stdout).toMatch(/^::error title=errors\/paging-values%3A fail::/m);
    expect(lastLine(there.stdout)).toMatch(/^\d+ pass/);
    expect((await runContract(args, USER)).stdout).not.toContain('::error');
  });

  test('a report that cannot be written ends with 2 before the broker is asked', async () => {
    const mock = await mockWith();
    const path = join(temporaryFolder(), 'file');
    await writeFile(path, '');
    const args = ['check', mock.url, '--only', 'auth', '--report', `junit=${path}/deeper.xml`];
    const { code, stdout, stderr } = await runContract(args, USER);
    expect(stderr).toContain(`error: Failed to write ${path}/deeper.xml: `);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('--update-profile writes a profile that is refused until its reasons are filled in', async () => {
    const mock = await mockWith({ dialect: 'emqx-4.3' });
    const path = join(temporaryFolder(), 'mine.yaml');
    const args = ['check', mock.url, '--only', 'errors'];
    await runContract([...args, '--update-profile', path], USER);
    const refused = await runContract([...args, '--profile', path], USER);
    expect(refused.stderr).toMatch(
      /known\[0\]\.reason \(rule errors\/.*expected a reason, in words/,
    );
    expect(refused.code).toBe(2);
  });
});

/** A proxy that records the methods. */
async function recordingProxy(url: string): Promise<{ url: string; methods: Set<string> }> {
  const methods = new Set<string>();
  const target = new URL(url);
  const server = createServer((incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming;
    methods.add(method);
    const options = { host: target.hostname, port: target.port, method, path, headers };
    const forwarded = httpRequest(options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(forwarded);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}${target.pathname}`, methods };
}

describe('safety', () => {
  test('a run without --kick sends only GET', async () => {
    const mock = await mockWith();
    const proxy = await recordingProxy(mock.url);
    const { code } = await runContract(['check', proxy.url, '--mqtt', mock.mqttUrl], USER);
    expect(code).toBe(0);
    expect([...proxy.methods]).toEqual(['GET']);
  });

  test.each([
    ['SIGINT', 'while its clients connect', 1],
    ['SIGINT', 'while its rules run', 44],
    ['SIGTERM', 'while its rules run', 44],
  ] as const)('%s %s leaves no client and no session behind', async (signal, _when, clients) => {
    const mock = await mockWith();
    const args = ['check', mock.url, '--mqtt', mock.mqttUrl, '--rate', '50'];
    const child = spawnContract(args, USER);
    await vi.waitUntil(() => ownOf(mock).length >= clients, { timeout: 60_000, interval: 5 });
    child.process.kill(signal);
    await expect(child.ended).resolves.toBe(3);
    expect(child.output.stderr).toContain('removing the clients of this run');
    expect(child.output.stdout + child.output.stderr).toContain('The run was interrupted');
    expect(ownOf(mock)).toEqual([]);
  });
});
