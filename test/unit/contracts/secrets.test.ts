import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { checkBroker, type Transport } from '../../../contracts/index.js';
import { main } from '../../../contracts/cli/main.js';
import { hideSecrets, spellingsOf } from '../../../contracts/http/authorization.js';
import { readTarget } from '../../../contracts/http/read-target.js';
import { rerunCommand } from '../../../contracts/runner/rerun-command.js';
import { startMock } from '../../../mock/index.js';
import { runMain } from '../../support/run-main.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const baseUrl = 'http://broker:8081/api/v4';
const SECRETS = {
  api: 'api-s3cret/+ü',
  mqtt: 'mqtt-s3cret:%"',
  proxy: 'proxy s3cret',
  key: 'key-s3cret\u2028',
};
const target = {
  baseUrl,
  credentials: { id: 'app', secret: SECRETS.api },
  mqtt: { url: 'mqtt://broker', username: 'gate', password: SECRETS.mqtt },
  tls: { passphrase: SECRETS.key },
};
const proxy = `http://me:${encodeURIComponent(SECRETS.proxy)}@proxy:3128`;

describe('a broker that sends a secret back finds it in no text', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const logins = { api: 'app', mqtt: 'gate', proxy: 'me', key: '' };
  test.each(Object.entries(SECRETS))('of %s', (name, secret) => {
    const spellings = spellingsOf(target, proxy);
    for (const text of [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret),
      base64(secret),
      base64(`${logins[name as keyof typeof logins]}:${secret}`),
      encodeURIComponent(secret).replace(/%../g, (escape) => escape.toLowerCase()),
      base64(secret).replace(/=+$/, ''),
      base64(`${logins[name as keyof typeof logins]}:${secret}`).replace(/=+$/, ''),
    ]) {
      const shown = hideSecrets(`before ${text} after`, spellings);
      expect(shown).not.toContain('s3cret');
      expect(shown).toMatch(/^before "?\*\*\*"? after$/);
    }
  });
});

test('the login of the MQTT address is taken out of it, decoded; one given beside it counts', () => {
  const url = 'mqtt://gate:pa%3Ass@broker:1883';
  expect(readTarget({ baseUrl, mqtt: { url } }).mqtt).toEqual({
    url: 'mqtt://broker:1883',
    username: 'gate',
    password: 'pa:ss',
  });
  const beside = { url, username: 'other', password: 'word' };
  expect(readTarget({ baseUrl, mqtt: beside }).mqtt).toEqual({
    ...beside,
    url: 'mqtt://broker:1883',
  });
  expect(rerunCommand({ baseUrl, mqtt: { url } }, {})).toContain('--mqtt mqtt://broker:1883');
  expect(() => readTarget({ baseUrl, mqtt: { url: 'mqtt://a:%zz@b' } })).toThrow(/--mqtt-user/);
});

test('a run logs in with the login of the MQTT address, and never shows it', async () => {
  await using mock = await startMock({ port: 0, clients: 3, mqtt: 0, mqttUser: 'gate:ke%per' });
  const run = async (login: string): Promise<{ code: number; stdout: string; stderr: string }> =>
    runMain(
      main,
      [
        ...['check', mock.url, '--only', 'lookup/agrees-with-list'],
        ...['--mqtt', (mock.mqttUrl ?? '').replace('//', `//${login}@`)],
      ],
      { EMQX_CONTRACT_USER: 'app_id:app_secret' },
    );
  const right = await run('gate:ke%25per');
  expect(right.stdout).toContain('1 pass, 0 fail');
  expect(right.code).toBe(0);
  const wrong = await run('gate:wr0ng-word');
  expect(wrong.code).toBe(3);
  expect(wrong.stdout + wrong.stderr).not.toContain('wr0ng-word');
});

test.each([
  ['the option', proxy, ''],
  ['the environment', undefined, proxy],
])('the login of a proxy from %s is hidden in a run', async (_where, option, variable) => {
  vi.stubEnv('HTTP_PROXY', variable);
  vi.stubEnv('http_proxy', variable);
  onTestFinished(() => void vi.unstubAllEnvs());
  const text = JSON.stringify({ code: SECRETS.proxy });
  const page = '{"meta":{"page":1,"limit":1,"hasnext":false,"count":0},"data":[],"code":0}';
  const transport: Transport = {
    send: async ({ path }) => {
      const headers = { 'content-type': 'application/json' };
      return { status: 200, headers, text: path.endsWith('/clients?_limit=1') ? page : text };
    },
  };
  const only = ['list/envelope'];
  const report = await checkBroker({ baseUrl }, { transport, only, proxy: option });
  expect(report.counts.fail).toBe(1);
  expect(JSON.stringify(report.results)).not.toContain('s3cret');
});

test.each([
  ['check', 0, []],
  ['snapshot', 0, []],
  ['identify', 0, []],
  ['record', 0, []],
  ['cleanup', 0, ['--prefix', 'ck-5f0c1a-']],
  ['snapshot', 1, []],
  ['cleanup', 1, ['--prefix', 'ck-5f0c1a-']],
] as const)(
  'the error of %s hides a login that comes back after %i lists',
  async (command, lists, args) => {
    const page = '{"meta":{"page":1,"limit":1,"hasnext":false,"count":0},"data":[],"code":0}';
    let count = 0;
    const server = createServer(({ headers }, response) => {
      count += 1;
      const { authorization = '' } = headers;
      const pair = Buffer.from(authorization.slice('Basic '.length), 'base64').toString();
      response.writeHead(count > lists ? 500 : 200, { 'content-type': 'application/json' });
      response.end(count > lists ? `${'x'.repeat(190 * lists)} ${pair} ${authorization}` : page);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`;
    const out = ['snapshot', 'record'].includes(command)
      ? ['--out', join(temporaryFolder(), 'out.json')]
      : [];
    const env = { EMQX_CONTRACT_USER: 's3cret:s3cret-word' };
    const ended = await runMain(main, [command, url, '--retries', '0', ...out, ...args], env);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('HTTP 500');
    expect(ended.stderr + ended.stdout).not.toMatch(/s3cret-|s3cret:s|czNjcmV0/);
  },
);
