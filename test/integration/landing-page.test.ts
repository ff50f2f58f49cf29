/** The page at the root of the mock, for browsers. */
import { expect, test } from 'vitest';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { serve, type Served } from './serve.js';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

const open = async ({ origin }: Served, path = '/', headers = {}) => {
  const response = await fetch(`${origin}${path}`, { headers: { ...BROWSER, ...headers } });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

/** The texts of the elements of a name, decoded. */
const textsOf = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`<${name}[^>]*>(?:<code>)?(.*?)(?:</code>)?</${name}>`, 'g'))].map(
    ([, text = '']) =>
      text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
  );

test('says how to call the mock, and its lines run as they are', async () => {
  const served = await serve({ clients: 3, apps: ["my id:it's <secret>"], dialect: 'emqx-4.3' });
  const { status, headers, text } = await open(served);
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
  expect(textsOf(text, 'dd')).toEqual([served.mock.url, "my id:it's <secret>", 'emqx-4.3']);
  const [list = '', page = '', kick = ''] = textsOf(text, 'pre');
  const run = async (line: string): Promise<unknown> => {
    const { stdout } = await promisify(execFile)('sh', ['-c', line]);
    return JSON.parse(stdout);
  };
  expect(await run(list)).toMatchObject({ code: 0, meta: { limit: 10 } });
  expect(await run(page)).toMatchObject({ code: 0, meta: { page: 1 } });
  expect(await run(kick)).toEqual({ code: 0 });
  expect(served.mock.clients.get('emqx_c_1')).toBeUndefined();
});

test('links to the console, the reference, the documents, and loads its style', async () => {
  const served = await serve({ clients: 1 });
  for (const path of ['/', '/sandbox/a%20b/']) {
    const { text } = await open(served, path);
    const links = [...text.matchAll(/href="([^"]+)"/g)].flatMap(([, href = '']) =>
      href.startsWith('data:') ? [] : new URL(href, `${served.origin}${path}`).pathname,
    );
    expect(links).toEqual(
      ['landing.css', '', 'docs/', 'docs/api.yaml', 'docs/control.yaml'].map(
        (name) => `${path}__mock/${name}`,
      ),
    );
    const style = await fetch(`${served.origin}${path}__mock/landing.css`);
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
  }
});

test('of a sandbox names the sandbox', async () => {
  const served = await serve({ clients: 1 });
  const { text } = await open(served, '/sandbox/%3Cb%3E/');
  expect(textsOf(text, 'dd')).toEqual([
    `${served.origin}/sandbox/%3Cb%3E/api/v4`,
    'app_id:app_secret',
    'documented',
    '<b>',
  ]);
  expect(text).not.toContain('<b>');
});

test('is in Chinese for a reader of Chinese', async () => {
  const served = await serve({ clients: 1 });
  const { text } = await open(served, '/', { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' });
  expect(text).toContain('<html lang="zh-Hans">');
  expect(textsOf(text, 'dt')[0]).toBe('地址');
});

test('under a token shows no credentials, also to other hosts', async () => {
  const served = await serve({ clients: 1, apps: ['id:hidden'], controlToken: 'a-long-token' });
  const { status, text } = await open(served);
  expect(status).toBe(200);
  expect(text).toContain('ID:SECRET');
  expect(text).not.toMatch(/hidden|a-long-token/);
});

test('without credentials needs none', async () => {
  const served = await serve({ clients: 1, apps: false });
  const { text } = await open(served);
  expect(textsOf(text, 'pre')[0]).toBe(`curl '${served.mock.url}/clients?_limit=10'`);
});

test.each<[what: string, path: string, options: object, headers: object]>([
  ['a caller that is no browser', '/', {}, { accept: '*/*' }],
  ['a caller with a foreign origin', '/', {}, { origin: 'https://attacker.example' }],
  ['another path', '/index.html', {}, {}],
  ['a path in a sandbox', '/sandbox/a/x/', {}, {}],
  ['a mock without a control API', '/', { control: false }, {}],
])('is not for %s', async (_, path, options, headers) => {
  const served = await serve({ clients: 1, ...options });
  const answer = await open(served, path, headers);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/json']);
});

test('gives way to a stub', async () => {
  const stubs = [{ match: { path: '/' }, credentials: false, respond: { body: 'mine' } }];
  const served = await serve({ clients: 1, basePath: '/', stubs });
  expect((await open(served)).text).toBe('mine');
});

test('gives way to a proxy', async () => {
  const upstream = await serve({ clients: 1, control: false });
  const served = await serve({ clients: 1, proxy: upstream.origin });
  const { status, text } = await open(served);
  expect([status, text.includes('<html')]).toEqual([404, false]);
});
