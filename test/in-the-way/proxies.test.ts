import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { main } from '../../contracts/cli/main.js';
import { SHORT_LIST } from '../../contracts/http/api-client.js';
import { openSession } from '../../contracts/runner/session.js';
import { startMock } from '../../mock/index.js';
import { runMain } from '../support/run-main.js';
import { CERT_FILE, https, silent } from './servers.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Starts the proxy process; `seen` grows with each request. */
async function startProxy(...args: readonly string[]): Promise<{ host: string; seen: string[] }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'proxy-child.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    child.kill();
    await once(child, 'close');
  });
  const lines = createInterface(child.stdout);
  const [first] = (await once(lines, 'line')) as [string];
  const seen: string[] = [];
  lines.on('line', (line) => seen.push(line));
  return { host: `127.0.0.1:${first.split(' ')[1] ?? ''}`, seen };
}

async function startBroker(): Promise<{ url: string; host: string }> {
  const mock = await startMock({ port: 0, clients: 30, dialect: 'emqx-4.3' });
  onTestFinished(() => mock.close());
  return { url: mock.url, host: new URL(mock.url).host };
}

async function startSecureBroker(): Promise<{ url: string; host: string }> {
  const body = { meta: { page: 1, limit: 1, hasnext: false, count: 0 }, data: [], code: 0 };
  const broker = await https((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  });
  onTestFinished(() => broker.close());
  return { url: `https://${broker.host}/api/v4`, host: broker.host };
}

async function snapshot(
  url: string,
  ...args: readonly string[]
): Promise<{ code: number; stderr: string; text: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'proxy-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const out = join(folder, 'clients.json');
  const env = { EMQX_CONTRACT_USER: 'app_id:app_secret' };
  const { code, stderr } = await runMain(main, ['snapshot', url, '--out', out, ...args], env);
  return { code, stderr, text: await readFile(out, 'utf8').catch(() => '') };
}

test('--proxy sends requests for http with their whole URL', async () => {
  const [proxy, broker] = [await startProxy('pass'), await startBroker()];
  const { code, text } = await snapshot(broker.url, '--proxy', `http://${proxy.host}`);
  expect(code).toBe(0);
  expect(JSON.parse(text)).toMatchObject({ meta: { count: 30 } });
  expect(proxy.seen[0]).toBe(`GET ${broker.url}/clients?_limit=1`);
});

test('--proxy opens a tunnel for https, and the certificate is the broker’s', async () => {
  const [proxy, broker] = [await startProxy('pass'), await startSecureBroker()];
  const { code } = await snapshot(
    broker.url,
    ...['--proxy', `http://${proxy.host}`, '--ca', CERT_FILE],
  );
  expect(code).toBe(0);
  expect(new Set(proxy.seen)).toEqual(new Set([`CONNECT ${broker.host}`]));
});

test.each([
  ['HTTP_PROXY', startBroker, /^GET http:/],
  ['https_proxy', startSecureBroker, /^CONNECT /],
  ['ALL_PROXY', startBroker, /^GET http:/],
])('%s is used without an option', async (variable, start, line) => {
  const [proxy, broker] = [await startProxy('pass'), await start()];
  vi.stubEnv(variable, `http://${proxy.host}`);
  const tls = broker.url.startsWith('https') ? ['--insecure'] : [];
  expect(await snapshot(broker.url, ...tls)).toMatchObject({ code: 0 });
  expect(proxy.seen[0]).toMatch(line);
});

test.each([
  ['HTTP_PROXY', undefined, 'http_proxy="$HTTP_PROXY" curl '],
  ['http_proxy', undefined, 'curl '],
  ['HTTP_PROXY', 'named', 'curl '],
])(
  'with the proxy of %s, %s as an option, curl lines go through it',
  async (variable, option, line) => {
    const [proxy, broker] = [await startProxy('pass'), await startBroker()];
    vi.stubEnv(variable, `http://me:hunter2@${proxy.host}`);
    const target = { baseUrl: broker.url, credentials: { id: 'app_id', secret: 'app_secret' } };
    const session = await openSession(target, {
      ...(option !== undefined && { proxy: `http://${proxy.host}` }),
    });
    onTestFinished(async () => {
      await session.close();
    });
    const { curl } = await session.api.send(SHORT_LIST);
    expect(curl.slice(curl.indexOf('| ') + 2).startsWith(line)).toBe(true);
    expect(curl.includes(`-x 'http://${proxy.host}'`)).toBe(option !== undefined);
    expect(curl).not.toContain('hunter2');
  },
);

test('NO_PROXY names hosts without a proxy, and --proxy counts for every host', async () => {
  const [proxy, broker] = [await startProxy('pass'), await startBroker()];
  vi.stubEnv('HTTP_PROXY', `http://${proxy.host}`);
  vi.stubEnv('NO_PROXY', 'example.org,127.0.0.1');
  expect(await snapshot(broker.url)).toMatchObject({ code: 0 });
  expect(proxy.seen).toEqual([]);
  expect(await snapshot(broker.url, '--proxy', `http://${proxy.host}`)).toMatchObject({ code: 0 });
  expect(proxy.seen).not.toEqual([]);
});

test('a proxy that asks for a login gets the one in its URL, which no message repeats', async () => {
  const [proxy, broker] = [await startProxy('pass', 'me:hunter2'), await startBroker()];
  const right = await snapshot(broker.url, '--proxy', `http://me:hunter2@${proxy.host}`);
  expect(right.code).toBe(0);
  const secure = await startSecureBroker();
  for (const { url } of [broker, secure]) {
    const tls = url.startsWith('https') ? ['--insecure'] : [];
    const wrong = await snapshot(url, ...tls, '--proxy', `http://me:hunter3@${proxy.host}`);
    expect(wrong.stderr).toContain('proxy');
    expect(wrong.stderr).toContain('HTTP 407');
    expect(wrong.stderr).toContain('http://name:password@host:port');
    expect(wrong.stderr).not.toContain('hunter3');
    expect(wrong.code).toBe(3);
  }
});

test.each([['502'], ['403']])('a tunnel refused with %s is laid to the proxy', async (status) => {
  const [proxy, broker] = [await startProxy(status), await startSecureBroker()];
  const { code, stderr } = await snapshot(
    broker.url,
    ...['--insecure', '--proxy', `http://${proxy.host}`],
  );
  expect(stderr).toContain(`the proxy http://${proxy.host}`);
  expect(stderr).toContain(`HTTP ${status}`);
  expect(stderr).toContain('NO_PROXY');
  expect(code).toBe(3);
});

test('a proxy that is not there is named, not the broker', async () => {
  const gone = await silent();
  await gone.close();
  const broker = await startBroker();
  const { code, stderr } = await snapshot(broker.url, '--proxy', `http://${gone.host}`);
  expect(stderr).toContain(`the proxy http://${gone.host} refuses connections`);
  expect(code).toBe(3);
});

test.each([
  ['socks5://127.0.0.1:1080', 'http://proxy.example.org:3128'],
  ['127.0.0.1:3128', 'http://proxy.example.org:3128'],
  ['', 'Expected a value, but it is empty'],
])('--proxy %j is refused', async (proxy, expected) => {
  const { code, stderr } = await snapshot('http://127.0.0.1:1/api/v4', '--proxy', proxy);
  expect(stderr).toContain('--proxy');
  expect(stderr).toContain(expected);
  expect(code).toBe(2);
});

test('a certificate that fails behind a proxy is the broker’s', async () => {
  const [proxy, broker] = [await startProxy('pass'), await startSecureBroker()];
  const { code, stderr } = await snapshot(broker.url, '--proxy', `http://${proxy.host}`);
  expect(stderr).toContain(`the certificate of ${broker.host} is signed by itself`);
  expect(code).toBe(3);
});

test('a port without TLS behind a proxy is the broker’s', async () => {
  const [proxy, broker] = [await startProxy('pass'), await startBroker()];
  const url = broker.url.replace('http:', 'https:');
  const { code, stderr } = await snapshot(url, '--proxy', `http://${proxy.host}`);
  expect(stderr).toContain(`${broker.host} does not speak TLS. Begin the URL with http://`);
  expect(code).toBe(3);
});

test.each([
  ['http://no-such-proxy.invalid:3128', 'which is that of the proxy http://no-such-proxy.invalid'],
  ['http://127.0.0.1:1', 'the proxy http://127.0.0.1:1 refuses connections'],
])('the proxy %s cannot be reached: the advice is about the proxy', async (proxy, text) => {
  const broker = await startBroker();
  const { code, stderr } = await snapshot(broker.url, '--proxy', proxy);
  expect(stderr).toContain(text);
  expect(stderr).toContain('Check --proxy, or HTTP_PROXY and HTTPS_PROXY');
  expect(stderr).not.toContain('8081');
  expect(code).toBe(3);
});

test('the path of a proxy’s URL means nothing', async () => {
  const [proxy, broker] = [await startProxy('pass', 'me:hunter2'), await startBroker()];
  const url = `http://me:hunter2@${proxy.host}/path?query#fragment`;
  expect(await snapshot(broker.url, '--proxy', url)).toMatchObject({ code: 0 });
});
