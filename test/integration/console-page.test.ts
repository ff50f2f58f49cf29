/** The console's page and files, as the mock serves them; test/browser tests the console itself. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createControl } from '../../mock/control/control.js';
import { createTestPages } from '../support/control-pages.js';
import { document } from '../../mock/control/openapi/document.js';
import { createBuiltFiles } from '../../mock/control/pages/built-files.js';
import { createListener } from '../../mock/hosts/express/listener.js';
import { listen } from '../../mock/hosts/express/server.js';
import { createMock, startMock, type Mock } from '../../mock/index.js';
import { createLog } from '../../mock/server/request-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const PAGE = '<!doctype html><script type="module" src="assets/console-0123456789.js"></script>';
const SCRIPT = 'document.title = "客户端";';

let pages = '';
beforeEach(() => {
  pages = temporaryFolder();
  mkdirSync(join(pages, 'console/assets'), { recursive: true });
  writeFileSync(join(pages, 'console/index.html.gz'), gzipSync(PAGE));
  writeFileSync(join(pages, 'console/assets/console-0123456789.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(pages, 'secret.txt.gz'), gzipSync('secret'));
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Served {
  readonly mock: Mock;
  /** Sends a path as it is, which `fetch` would change. */
  get(this: void, path: string, headers?: Record<string, string>, method?: string): Promise<Answer>;
}

async function serve(token?: string): Promise<Served> {
  const mock = createMock({ clients: 3 });
  const log = createLog('silent', () => undefined, Date.now);
  const control = createControl({
    mock,
    token,
    pages: createTestPages(mock, createBuiltFiles(pages)),
  });
  const app = createListener({ steps: mock.steps, control, cors: true, log });
  const server = await listen(app, '127.0.0.1', 0);
  onTestFinished(() => server.close());
  return {
    mock,
    get: (path, headers = {}, method = 'GET') =>
      new Promise((resolve, reject) => {
        const sent = httpRequest({ port: server.port, path, method, headers, agent: false });
        sent.once('response', (response) => {
          buffer(response).then((body) => {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
          }, reject);
        });
        sent.once('error', reject).end();
      }),
  };
}

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-encoding': 'gzip' };

describe('the page', () => {
  test.each(['/__mock/', '/sandbox/a%20b/__mock/', '//__mock/'])(
    'is sent to a browser at %s, compressed',
    async (path) => {
      const { get } = await serve();
      const { status, headers, body } = await get(path, BROWSER);
      expect(status).toBe(200);
      expect(gunzipSync(body).toString()).toBe(PAGE);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-encoding': 'gzip',
        'content-length': String(body.length),
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    },
  );

  test('may load only what comes from the mock, and may not be framed', async () => {
    const { get } = await serve();
    const { headers } = await get('/__mock/', BROWSER);
    expect(String(headers['content-security-policy']).split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  test('is reached from the path without the slash, with the query', async () => {
    const { get } = await serve();
    for (const prefix of ['', '/sandbox/a']) {
      const { status, headers } = await get(`${prefix}/__mock?lang=zh`, BROWSER);
      const target = new URL(String(headers.location), `http://mock${prefix}/__mock?lang=zh`);
      expect([status, target.href]).toEqual([307, `http://mock${prefix}/__mock/?lang=zh`]);
    }
  });

  test.each([
    ['/__mock', '/__mock'],
    ['/__mock/', '/__mock'],
    ['/sandbox/a%20b/__mock/', '/sandbox/a%20b/__mock'],
    ['/__mock/docs', '/__mock'],
    ['/sandbox/a%20b/__mock/docs/', '/sandbox/a%20b/__mock'],
  ])(
    '%s names to other callers, such as curl, the paths that they can call',
    async (path, root) => {
      const { mock, get } = await serve();
      for (const headers of [{}, { accept: '*/*' }, { accept: 'application/json, text/plain' }]) {
        const { status, headers: sent, body } = await get(path, headers);
        expect([status, sent['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
        expect(body.toString()).toContain('open this URL in a browser');
        const named = [...body.toString().matchAll(/^ {2}([A-Z]+) +(\S+)/gm)];
        expect(named.length).toBeGreaterThan(1);
        for (const [, method = '', url = ''] of named) {
          expect(url.startsWith(`${root}/`)).toBe(true);
          const paths = document.paths as Readonly<Record<string, object>>;
          const methods = Object.keys(paths[`/__mock${url.slice(root.length)}`] ?? {});
          expect(methods, url).toContain(method.toLowerCase());
        }
      }
      expect(mock.sandboxes.named.size).toBe(0);
    },
  );

  test.each(['/__mock', '/__mock/', '/__mock/docs/'])(
    '%s is an error in JSON for callers that accept nothing else',
    async (path) => {
      const { get } = await serve();
      for (const accept of ['application/json', 'text/htmlx']) {
        const { status, headers, body } = await get(path, { accept });
        expect([status, headers['content-type']]).toEqual([404, 'application/json']);
        expect(JSON.parse(body.toString())).toMatchObject({ reason: 'unknown path' });
      }
    },
  );

  test.each([
    ['', PAGE],
    ['identity', PAGE],
    ['gzip;q=0, *;q=0', PAGE],
    ['br', PAGE],
  ])('is decompressed for a caller that accepts %j', async (coding, expected) => {
    const { get } = await serve();
    const { headers, body } = await get('/__mock/', { ...BROWSER, 'accept-encoding': coding });
    expect(body.toString()).toBe(expected);
    expect(headers).not.toHaveProperty('content-encoding');
  });

  test('creates no sandbox', async () => {
    const { mock, get } = await serve();
    await get('/sandbox/new/__mock/', BROWSER);
    await get('/sandbox/new/__mock/assets/console-0123456789.js');
    expect(mock.sandboxes.named.size).toBe(0);
  });

  test('that has not been built says how to build it, and is sent once it is built', async () => {
    const built = pages;
    pages = join(pages, 'nothing');
    const { get } = await serve();
    const { status, body } = await get('/__mock/', BROWSER);
    expect(status).toBe(404);
    expect(body.toString()).toContain('npm run build');
    mkdirSync(join(pages, 'console'), { recursive: true });
    writeFileSync(join(pages, 'console/index.html.gz'), gzipSync(PAGE));
    expect((await get('/__mock/', BROWSER)).status).toBe(200);
    pages = built;
  });

  test('answers HEAD without a body', async () => {
    const { get } = await serve();
    const { status, headers, body } = await get('/__mock/', BROWSER, 'HEAD');
    expect([status, body.length]).toEqual([200, 0]);
    expect(Number(headers['content-length'])).toBeGreaterThan(0);
  });
});

describe('a file of the page', () => {
  test.each(['/__mock', '/sandbox/a/__mock'])('is kept by browsers, at %s', async (prefix) => {
    const { get } = await serve();
    const { status, headers, body } = await get(`${prefix}/assets/console-0123456789.js`);
    expect([status, body.toString()]).toEqual([200, SCRIPT]);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
  });

  test.each([
    'unknown.js',
    'console-0123456789.js.gz',
    '..%2Findex.html',
    '../index.html',
    '..%2f..%2fsecret.txt',
    '%2e%2e/%2e%2e/secret.txt',
    '..\\index.html',
    '..%5cindex.html',
    '/etc/passwd',
    '%2Fetc%2Fpasswd',
    'console-0123456789.js%00.html',
    '__proto__',
    'constructor',
    '',
    '.',
  ])('of the name %j does not exist', async (name) => {
    const { get } = await serve();
    const { status, body } = await get(`/__mock/assets/${name}`);
    expect(status).toBe(404);
    expect(body.toString()).toContain('no such path');
  });
});

describe('under a token', () => {
  test('page and files are sent without it, and nothing else is', async () => {
    const { get } = await serve('a-long-token');
    expect((await get('/__mock/', BROWSER)).status).toBe(200);
    expect((await get('/__mock/assets/console-0123456789.js')).status).toBe(200);
    expect((await get('/__mock/', { ...BROWSER, host: 'mock.example.com' })).status).toBe(200);
    expect((await get('/__mock/clients', BROWSER)).status).toBe(401);
  });
});

describe('without a token', () => {
  test.each([
    ['host', 'attacker.example'],
    ['host', '127.0.0.1.attacker.example'],
    ['origin', 'https://attacker.example'],
    ['origin', 'null'],
  ])('nothing is sent to %s %s', async (name, value) => {
    const { get } = await serve();
    for (const path of ['/__mock', '/__mock/', '/__mock/assets/console-0123456789.js']) {
      expect((await get(path, { ...BROWSER, [name]: value })).status).toBe(403);
    }
  });
});

test('--no-control has no console', async () => {
  const mock = await startMock({ port: 0, clients: 1, control: false });
  onTestFinished(() => mock.close());
  for (const path of ['/__mock', '/__mock/', '/__mock/assets/x.js']) {
    const headers = { ...BROWSER, ...mock.authorization };
    const response = await fetch(new URL(path, mock.url), { headers });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/json',
    ]);
    expect(await response.json()).toMatchObject({ code: expect.any(Number) });
  }
});
