import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { connectAsync } from 'mqtt';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { runMock, startMock, type ReadyMock } from './child.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const run = promisify(execFile);
const NOW = ['--now', '2026-01-31T08:00:00Z'];
const AUTHORIZATION = `Basic ${Buffer.from('app_id:app_secret').toString('base64')}`;

interface List {
  readonly meta: { readonly count: number };
  readonly data: readonly Readonly<Record<string, unknown>>[];
}

async function get(
  mock: ReadyMock,
  path: string,
  authorization = AUTHORIZATION,
): Promise<Response> {
  return fetch(mock.url + path, { headers: authorization === '' ? {} : { authorization } });
}

async function list(mock: ReadyMock, query = ''): Promise<List> {
  const response = await get(mock, `/clients${query}`);
  expect(response.status).toBe(200);
  return (await response.json()) as List;
}

describe('the banner', () => {
  test('shows URL, credentials, seed, and three curl commands that work', async () => {
    const mock = await startMock(['--clients', '30', '--seed', '7']);
    const curls: string[] = [];
    let banner = '';
    while (curls.length < 3) {
      const line = await mock.nextLine();
      banner += `${line}\n`;
      if (line.trim().startsWith('curl ')) curls.push(line);
    }
    expect(mock.output.stdout).toContain('30 clients, seed 7');
    expect(banner).toContain('app_id:app_secret');
    expect(mock.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v4$/);
    const answers: unknown[] = [];
    for (const line of curls) {
      const { stdout } = await run('bash', ['-c', line], { env: { PATH: process.env['PATH'] } });
      answers.push(JSON.parse(stdout));
    }
    expect(answers).toMatchObject([
      { meta: { page: 1, limit: 10, count: 30 }, data: { length: 10 }, code: 0 },
      { data: [{ clientid: 'emqx_c_1' }], code: 0 },
      { code: 0 },
    ]);
    expect((await list(mock)).meta.count).toBe(29);
  });

  test('has curl commands without credentials if none are required', async () => {
    const mock = await startMock(['--no-auth', '--clients', '3']);
    let line = '';
    while (!line.includes('curl ')) line = await mock.nextLine();
    expect(line.trim()).toBe(`curl '${mock.url}/clients?_page=1&_limit=10'`);
    expect((await get(mock, '/clients', '')).status).toBe(200);
  });
});

describe('the request log', () => {
  test('is JSON lines, with method, path, status, rows and ms of a request', async () => {
    const mock = await startMock(['--log', 'json', '--clients', '5']);
    expect(JSON.parse(mock.output.stdout)).toMatchObject({
      event: 'ready',
      url: mock.url,
      credentials: ['app_id:app_secret', 'app_id:app_ssecret'],
      clients: 5,
      seed: 1,
      dialect: 'documented',
    });
    await get(mock, '/clients?_limit=2');
    expect(JSON.parse(await mock.nextLine())).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      event: 'request',
      method: 'GET',
      path: '/api/v4/clients?_limit=2',
      status: 200,
      rows: 2,
      ms: expect.any(Number),
    });
    await get(mock, '/clients?_page=0');
    expect(JSON.parse(await mock.nextLine())).toMatchObject({ status: 400 });
  });

  test('is a line with method, path, status, rows and milliseconds', async () => {
    const mock = await startMock(['--clients', '5']);
    await get(mock, '/clients?_limit=2');
    let line = '';
    while (!line.startsWith('GET')) line = await mock.nextLine();
    expect(line).toMatch(/^GET +\/api\/v4\/clients\?_limit=2 200 2 rows \d+(\.\d+)? ms$/);
  });
});

describe('a signal', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s stops the mock with exit code 0, after the request in flight',
    async (signal) => {
      const mock = await startMock(['--clients', '3']);
      const headers = { authorization: AUTHORIZATION, 'content-length': 4 };
      const pending = request(`${mock.url}/clients`, { headers });
      const answered = once(pending, 'response') as Promise<[IncomingMessage]>;
      pending.write('ha');
      await get(mock, '/clients'); // answered after the mock has the request above
      mock.process.kill(signal);
      await refused(mock.url);
      pending.end('lf');
      const [response] = await answered;
      expect(JSON.parse(await text(response))).toMatchObject({ meta: { count: 3 } });
      expect(await mock.ended).toBe(0);
      expect(mock.output.stderr).toBe('');
    },
  );
});

/** Resolves when the URL refuses connections. */
async function refused(url: string): Promise<void> {
  for (;;) {
    try {
      await (await fetch(url)).text();
    } catch {
      return;
    }
  }
}

describe('an option', () => {
  test('--now freezes the clock, so that two mocks send the same bytes', async () => {
    const args = [...NOW, '--clients', '40', '--seed', '3'];
    const [one, two] = [await startMock(args), await startMock(args)];
    const answer = await (await get(one, '/clients')).text();
    expect(await (await get(one, '/clients')).text()).toBe(answer);
    expect(await (await get(two, '/clients')).text()).toBe(answer);
  });

  test('--utc-offset shifts the times in responses only', async () => {
    const args = [...NOW, '--clients', '20'];
    const utc = await list(await startMock(args));
    const east = await list(await startMock([...args, '--utc-offset', '+08:00']));
    const hours = (row: Readonly<Record<string, unknown>>): number =>
      Date.parse(`${String(row['connected_at']).replace(' ', 'T')}Z`) / 3_600_000;
    for (const [index, row] of utc.data.entries()) {
      const shifted = east.data[index]!;
      expect(hours(shifted) - hours(row)).toBe(8);
      expect({ ...shifted, ...timesOf(row) }).toEqual(row);
    }
  });

  test('--strict refuses unknown parameters, and suggests a known one', async () => {
    const mock = await startMock(['--strict', '--clients', '3']);
    const response = await get(mock, '/clients?_likeclientid=a');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 108,
      message: expect.stringContaining('_like_clientid'),
    });
  });

  test('--app replaces the credentials, and is repeatable', async () => {
    const mock = await startMock(['--app', 'front:end', '--app', 'ci:se:cret', '--clients', '3']);
    const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
    expect((await get(mock, '/clients', basic('front:end'))).status).toBe(200);
    expect((await get(mock, '/clients', basic('ci:se:cret'))).status).toBe(200);
    expect((await get(mock, '/clients')).status).toBe(401);
  });

  test('--base-path moves the API', async () => {
    const mock = await startMock(['--base-path', '/broker', '--clients', '3']);
    expect(new URL(mock.url).pathname).toBe('/broker');
    expect((await list(mock)).meta.count).toBe(3);
    const old = new URL('/api/v4/clients', mock.url);
    expect((await fetch(old, { headers: { authorization: AUTHORIZATION } })).status).toBe(404);
  });

  test('--strict accepts _ of cache-busters, and what --strict-allow names', async () => {
    const mock = await startMock(['--strict', '--strict-allow', 'v', '--clients', '3']);
    const status = async (query: string): Promise<number> =>
      (await get(mock, `/clients?${query}`)).status;
    expect(await status('_=1732759200000&v=2')).toBe(200);
    expect(await status('__=1')).toBe(400);
    expect(await status('V=2')).toBe(400);
  });

  test('--no-cors sends no CORS headers', async () => {
    const mock = await startMock(['--no-cors', '--clients', '3']);
    const { headers } = await get(mock, '/clients');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('--dialect responds as that broker does', async () => {
    const mock = await startMock(['--dialect', 'emqx-4.3', '--clients', '3']);
    expect((await list(mock, '?zone=external')).meta.count).toBe(-1);
  });
});

const TIMES = ['created_at', 'connected_at', 'disconnected_at'];

const timesOf = (row: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(TIMES.filter((name) => name in row).map((name) => [name, row[name]]));

describe('the environment', () => {
  test('sets options, and the command line takes precedence', async () => {
    const mock = await startMock(['--clients', '4'], {
      EMQX_MOCK_PORT: '1', // needs a privilege, but --port 0 takes precedence
      EMQX_MOCK_HOST: '127.0.0.1',
      EMQX_MOCK_BASE_PATH: '/x',
      EMQX_MOCK_APP: 'a:b, app_id:app_secret',
      EMQX_MOCK_CLIENTS: '9',
      EMQX_MOCK_SEED: '11',
      EMQX_MOCK_NOW: '2026-01-31',
      EMQX_MOCK_UTC_OFFSET: '+01:00',
      EMQX_MOCK_DIALECT: 'emqx-4.4',
      EMQX_MOCK_STRICT: 'yes',
      EMQX_MOCK_NO_CORS: '1',
      EMQX_MOCK_LOG: 'json',
    });
    expect(JSON.parse(mock.output.stdout)).toMatchObject({
      url: expect.stringMatching(/\/x$/),
      credentials: ['a:b', 'app_id:app_secret'],
      clients: 4,
      seed: 11,
      dialect: 'emqx-4.4',
    });
    const response = await get(mock, '/clients');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const { data } = (await response.json()) as List;
    const example = data.find(({ clientid }) => clientid === 'emqx_c_1');
    expect(example).toMatchObject({ connected_at: '2021-03-18 03:15:57', 'recv_msg.qos0': 0 });
    expect((await get(mock, '/clients?x=1')).status).not.toBe(200);
  });

  test('opens the MQTT listener, protects the control API, and names files', async () => {
    const file = join(temporaryFolder(), 'clients.json');
    const mock = await startMock(['--clients', '3'], {
      EMQX_MOCK_PERSIST: file,
      EMQX_MOCK_MQTT: '0',
      EMQX_MOCK_MQTT_USER: 'me:secret',
      EMQX_MOCK_CONTROL_TOKEN: 'only-with-this',
      EMQX_MOCK_FAULT: 'GET /clients/unknown status=503',
      EMQX_MOCK_JOURNAL: '0',
      EMQX_MOCK_LOG: 'json',
    });
    const { mqttUrl, controlUrl } = JSON.parse(mock.output.stdout) as Record<string, string>;
    expect((await get(mock, '/clients/unknown')).status).toBe(503);
    const journal = { method: 'GET', headers: { authorization: 'Bearer only-with-this' } };
    expect(await (await fetch(`${controlUrl}/journal`, journal)).json()).toMatchObject({
      total: 1,
      entries: [],
    });
    expect((await fetch(`${controlUrl}/journal`)).status).toBe(401);
    await expect(connectAsync(mqttUrl!, { reconnectPeriod: 0 })).rejects.toThrow('Not authorized');
    const login = { username: 'me', password: 'secret', reconnectPeriod: 0 };
    await (await connectAsync(mqttUrl!, login)).endAsync();
    mock.process.kill('SIGTERM');
    await mock.ended;
    const again = await startMock([], { EMQX_MOCK_FROM: file });
    expect((await list(again)).meta.count).toBe(3);
  });

  test('turns credentials off', async () => {
    const mock = await startMock(['--clients', '1'], { EMQX_MOCK_NO_AUTH: 'true' });
    expect((await get(mock, '/clients', '')).status).toBe(200);
  });
});

test('--version prints the version of the package', async () => {
  expect(await runMock(['--version'])).toEqual({
    code: 0,
    stdout: `${packageJson.version}\n`,
    stderr: '',
  });
});

describe('the paths beside /clients', () => {
  const OFF = { EMQX_MOCK_COMPANIONS: 'false' };

  test.each<[args: string[], env: NodeJS.ProcessEnv, status: number]>([
    [[], {}, 404],
    [['--companions'], {}, 200],
    [[], { EMQX_MOCK_COMPANIONS: 'on' }, 200],
    [['--dialect', 'emqx-4.3'], {}, 200],
    [['--dialect', 'emqx-4.3', '--no-companions'], {}, 404],
    [['--dialect', 'emqx-4.3'], OFF, 404],
    [['--dialect', 'emqx-4.3', '--companions'], OFF, 200],
  ])('%j %j: HTTP %i', async (args, env, status) => {
    const mock = await startMock([...args, '--clients', '3'], env);
    expect((await get(mock, '/nodes')).status).toBe(status);
  });

  test('the dashboard user is an option', async () => {
    const mock = await startMock(['--companions', '--dashboard-user', 'root:secret']);
    const body = JSON.stringify({ username: 'root', password: 'secret' });
    const answer = await fetch(`${mock.url}/auth`, { method: 'POST', body });
    expect(await answer.json()).toEqual({ code: 0 });
    const authorization = `Basic ${Buffer.from('root:secret').toString('base64')}`;
    expect((await get(mock, '/nodes', authorization)).status).toBe(200);
  });
});
