import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { main } from '../../mock/cli/main.js';
import { OptionError, startMock, type StartOptions } from '../../mock/index.js';
import { connectClient } from '../support/mqtt/open.js';
import { eventually } from '../support/mqtt/eventually.js';

/** Runs the command until it ends, or stops it once it is ready. */
async function run(
  argv: readonly string[],
  env: NodeJS.ProcessEnv = {},
  whenReady: (url: string) => Promise<void> = async () => {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  let used: Promise<void> | undefined;
  const code = await main(['--port', '0', '--clients', '2', ...argv], {
    stdout: (text) => {
      stdout += text;
      if (!stdout.includes('Press Ctrl-C to stop.')) return;
      const url = /mqtt:\/\/\S+/.exec(stdout)?.[0] ?? '';
      used ??= whenReady(url).finally(() => process.emit('SIGTERM'));
    },
    stderr: (text) => (stderr += text),
    env,
  });
  await used;
  return { code, stdout, stderr };
}

async function busyPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

test('without the option there is no MQTT listener', async () => {
  await using mock = await startMock({ port: 0, clients: 0 });
  expect(mock.mqttUrl).toBeUndefined();
});

test('--mqtt opens a listener, and shows its URL', async () => {
  const { code, stdout } = await run(['--mqtt', '0'], {}, async (url) => {
    const client = await connectClient(url, 5, 'cli');
    await client.endAsync();
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}MQTT {9}mqtt:\/\/127\.0\.0\.1:\d+$/m);
  expect(stdout).toMatch(/what=connected clientid=cli/);
});

test('the environment opens a listener that requires a login', async () => {
  const env = { EMQX_MOCK_MQTT: '0', EMQX_MOCK_MQTT_USER: 'me:and:you' };
  const { code } = await run([], env, async (url) => {
    await expect(connectClient(url, 4, 'a')).rejects.toThrow(/authorized/i);
    const client = await connectClient(url, 4, 'b', { username: 'me', password: 'and:you' });
    await client.endAsync();
  });
  expect(code).toBe(0);
});

test('--mqtt without a port means 1883', async () => {
  // The same HTTP port is an error, so that the test opens no fixed port.
  expect(await run(['--mqtt', '--port', '1883'])).toMatchObject({
    code: 2,
    stderr: 'error: Option mqtt: expected a port other than the HTTP port, but got 1883.\n',
  });
});

test('the message about a busy port names its option', async () => {
  const port = await busyPort();
  expect(await run(['--mqtt', String(port)])).toMatchObject({
    code: 2,
    stderr: `error: Cannot listen on port ${port} of 127.0.0.1: it is in use. Try --mqtt 0 for a free port.\n`,
  });
});

test.each(['port', 'mqtt'] as const)('if the %s is busy, nothing else listens', async (option) => {
  const busy = { [option]: await busyPort() };
  const starting = startMock({ port: 0, clients: 0, mqtt: 0, ...busy });
  await expect(starting).rejects.toThrow('EADDRINUSE');
  await eventually(() => {
    const servers = process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap');
    expect(servers, 'the busy one').toHaveLength(1);
  });
});

test.each([
  ['--mqtt', '70000'],
  ['--mqtt', 'x'],
  ['--mqtt', '0', '--mqtt-user', 'me'],
])('the command refuses %s %s %s', async (...argv) => {
  const { code, stderr } = await run(argv);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: option '--mqtt.*expected/i);
});

test.each<{ name: string; options: StartOptions }>([
  { name: 'a port above 65535', options: { mqtt: 65_536 } },
  { name: 'a port that is no integer', options: { mqtt: 1.5 } },
  { name: 'a login without a listener', options: { mqttUser: 'a:b' } },
  { name: 'a login without a password', options: { mqtt: 0, mqttUser: 'a' } },
])('startMock refuses $name', async ({ options }) => {
  await expect(startMock({ port: 0, clients: 0, ...options })).rejects.toThrow(OptionError);
});
