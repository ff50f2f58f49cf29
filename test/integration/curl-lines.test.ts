import { execFile } from 'node:child_process';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { authorizationHeader } from '../../contracts/http/authorization.js';
import { curlLine } from '../../contracts/http/curl.js';
import type { Authorization } from '../../contracts/http/exchange.js';

const run = promisify(execFile);

let received: { url: string; headers: IncomingHttpHeaders }[] = [];
const server = createServer(({ url = '', headers }, response) => {
  received.push({ url, headers });
  response.end('{}');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`;
afterAll(() => server.close());
beforeEach(() => {
  received = [];
});

const WAYS: readonly Authorization[] = [
  'right',
  'none',
  'wrong-id',
  'wrong-secret',
  'cut-secret',
  'longer-secret',
  'empty',
  'empty-secret',
  'other-scheme',
  'not-base64',
];

const LOGINS = [
  'app:s3cret',
  'app:with:colons: and spaces',
  String.raw`app:a"quote, a \ and a 'tick`,
  'app:$HOME `id` %s #x',
  `app:${'long'.repeat(50)}`,
];

test.each(LOGINS.flatMap((login) => WAYS.map((way) => [way, login] as const)))(
  'the curl line for "%s" signs as the kit does, with the login %s',
  async (authorization, login) => {
    const [, id = '', secret = ''] = /^([^:]*):(.*)$/.exec(login) ?? [];
    const request = { method: 'GET', path: '/clients?clientid=%25s', authorization } as const;
    const line = curlLine(request, { baseUrl, credentials: { id, secret } });
    // What the arguments of curl do not name is not in the list of processes.
    expect(line.slice(line.indexOf('curl '))).not.toContain('EMQX_CONTRACT_USER');
    const env = { PATH: process.env['PATH'], EMQX_CONTRACT_USER: login };
    await run('sh', ['-c', line], { env });
    expect(received).toEqual([
      { url: '/api/v4/clients?clientid=%25s', headers: expect.anything() as unknown },
    ]);
    expect(received[0]?.headers.authorization).toBe(
      authorizationHeader(authorization, { id, secret }),
    );
  },
);

test('the curl line names the certificates and the proxy of the run', () => {
  const line = curlLine(
    { method: 'DELETE', path: "/clients/a'[b]", authorization: 'right' },
    {
      baseUrl: 'https://broker:8081/api/v4',
      tls: { caFile: 'my ca.pem', certFile: 'c.pem', keyFile: 'k.pem' },
      proxy: 'http://me:hunter2@proxy:3128',
    },
  );
  expect(line).toBe(
    `curl -i --cacert 'my ca.pem' --cert 'c.pem' --key 'k.pem' -x 'http://proxy:3128' -X DELETE -g 'https://broker:8081/api/v4/clients/a'\\''[b]'`,
  );
});

test('the curl line goes through the proxy of HTTP_PROXY, whose login it does not show', async () => {
  const proxy = `http://me:hunter2@${new URL(baseUrl).host}`;
  const line = curlLine(
    { method: 'GET', path: '/clients', authorization: 'none' },
    {
      baseUrl: 'http://broker.test:8081/api/v4',
      credentials: { id: 'a', secret: 'b' },
      isProxyHidden: true,
    },
  );
  expect(line).not.toContain('hunter2');
  await run('sh', ['-c', line], { env: { PATH: process.env['PATH'], HTTP_PROXY: proxy } });
  expect(received).toMatchObject([
    {
      url: 'http://broker.test:8081/api/v4/clients',
      headers: { 'proxy-authorization': `Basic ${btoa('me:hunter2')}` },
    },
  ]);
});

test('the curl line names a PKCS #12 file, and that any certificate is accepted', () => {
  const line = curlLine(
    { method: 'HEAD', path: '/clients/a', authorization: 'right' },
    { baseUrl: 'https://broker:8081/api/v4', tls: { insecure: true, pfxFile: 'me.p12' } },
  );
  expect(line).toBe(
    `curl -I -k --cert-type P12 --cert 'me.p12' 'https://broker:8081/api/v4/clients/a'`,
  );
});
