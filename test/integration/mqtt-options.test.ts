import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { main } from '../../mock/cli/main.js';
import { OptionError, startMock, type StartOptions } from '../../mock/index.js';
import { connectClient } from '../support/mqtt/open.js';

/** Runs the command to its end, or to a signal once it is ready. */
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
      if (!stdout.includes('Ctrl-C stops it.')) return;
      const url = /mqtt:\/\/\S+/.exec(stdout)?.[0] ?? '';
      used ??= whenReady(url).finally(() => process.emit('SIGTERM'));
    },
    stderr: (text) => (stderr += text),
    env,
  });
  await used;
  return { code, stdout, stderr };
}

async function busyPort(): Promise<{ port: number } & AsyncDisposable> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

test('without the option there is no door', async () => {
  await using mock = await startMock({ port: 0, clients: 0 });
  expect(mock.mqttUrl).toBeUndefined();
});

test('--mqtt opens a door and shows where', async () => {
  const { code, stdout } = await run(['--mqtt', '0'], {}, async (url) => {
    const client = await connectClient(url, 5, 'cli');
    await client.endAsync();
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}MQTT {9}mqtt:\/\/127\.0\.0\.1:\d+$/m);
  expect(stdout).toMatch(/what=connected clientid=cli/);
});

test('the environment opens a door that asks for a login', async () => {
  const env = { EMQX_MOCK_MQTT: '0', EMQX_MOCK_MQTT_USER: 'me:and:you' };
  const { code } = await run([], env, async (url) => {
    await expect(connectClient(url, 4, 'a')).rejects.toThrow(/authorized/i);
    const client = await connectClient(url, 4, 'b', { username: 'me', password: 'and:you' });
    await client.endAsync();
  });
  expect(code).toBe(0);
});

test('--mqtt without a port means 1883', async () => {
  // The API asks for the same port, so that nothing listens on it.
  const { code, stderr } = await run(['--mqtt', '--port', '1883']);
  expect(code).toBe(2);
  expect(stderr).toBe(
    'error: Option mqtt: expected another port than that of the API, but got 1883.\n',
  );
});

test('a busy port is told with the option that chose it', async () => {
  await using busy = await busyPort();
  const { code, stderr } = await run(['--mqtt', String(busy.port)]);
  expect(code).toBe(2);
  expect(stderr).toBe(
    `error: port ${busy.port} on 127.0.0.1 is busy: stop what uses it, or choose another with --mqtt (0 takes a free one).\n`,
  );
});

test('a door that can not be opened leaves no API behind', async () => {
  await using busy = await busyPort();
  await using free = await busyPort();
  await free[Symbol.asyncDispose]();
  const options = { port: free.port, clients: 0, mqtt: busy.port };
  await expect(startMock(options)).rejects.toThrow('EADDRINUSE');
  await using mock = await startMock({ port: free.port, clients: 0 });
  expect(mock.port).toBe(free.port);
});

test.each([
  ['--mqtt', '70000'],
  ['--mqtt', 'x'],
  ['--mqtt', '0', '--mqtt-user', 'nobody'],
])('the command refuses %s %s %s', async (...argv) => {
  const { code, stderr } = await run(argv);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: option '--mqtt.*expected/i);
});

test.each<{ name: string; options: StartOptions }>([
  { name: 'a port that is none', options: { mqtt: 65_536 } },
  { name: 'a port that is no integer', options: { mqtt: 1.5 } },
  { name: 'a login without a door', options: { mqttUser: 'a:b' } },
  { name: 'a login without a password', options: { mqtt: 0, mqttUser: 'a' } },
])('startMock refuses $name', async ({ options }) => {
  await expect(startMock({ port: 0, clients: 0, ...options })).rejects.toThrow(OptionError);
});
