import { X509Certificate } from 'node:crypto';
import { once, type EventEmitter } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { connectAsync } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { startMock, type RunningMock, type StartOptions } from '../../mock/index.js';
import { openCertificate } from '../../mock/server/certificate.js';
import { temporaryFolder } from '../support/temporary-folder.js';

async function start(options: StartOptions): Promise<RunningMock> {
  const mock = await startMock({ port: 0, clients: [{ clientid: '客户' }], ...options });
  onTestFinished(() => mock.close());
  return mock;
}

/** Fetches over TLS, trusting the mock's certificate only. */
function get(mock: RunningMock, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { ca: mock.certificate?.cert, headers: mock.authorization }, (response) => {
      text(response).then(resolve, reject);
    })
      .on('error', reject)
      .end();
  });
}

test('HTTPS has a certificate that clients can trust, and whose fingerprint is known', async () => {
  const mock = await start({ tls: true });
  expect(mock.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/api\/v4$/);
  expect(mock.urls).toMatchObject({ http: undefined, https: mock.url });
  expect(await get(mock, `${mock.url}/clients/%E5%AE%A2%E6%88%B7`)).toContain('客户');
  expect(await get(mock, `https://localhost:${mock.port}/api/v4/clients`)).toContain('客户');
  const { cert = '', fingerprint } = mock.certificate ?? {};
  expect(new X509Certificate(cert).fingerprint256).toBe(fingerprint);
});

test('HTTP and HTTPS serve the same clients at once', async () => {
  const mock = await start({ httpsPort: 0 });
  expect(mock.urls.http).toBe(mock.url);
  mock.clients.add({ clientid: 'added' });
  expect(await get(mock, `${mock.urls.https}/clients`)).toContain('added');
  const answer = await fetch(`${mock.url}/clients`, { headers: mock.authorization });
  expect(await answer.text()).toContain('added');
});

test('the files of a certificate and its key are used', async () => {
  const folder = temporaryFolder();
  const { cert, key, fingerprint } = await openCertificate({}, '127.0.0.1');
  const [tlsCert, tlsKey] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  await writeFile(tlsCert, cert);
  await writeFile(tlsKey, key);
  const mock = await start({ tls: true, tlsCert, tlsKey });
  expect(mock.certificate).toEqual({ cert, fingerprint });
  expect(await get(mock, `${mock.url}/clients`)).toContain('客户');

  const other = await openCertificate({}, '127.0.0.1');
  await writeFile(tlsKey, other.key);
  await expect(start({ tls: true, tlsCert, tlsKey })).rejects.toThrow(/tlsKey.*the key of tlsCert/);
});

test.each<[expected: RegExp, options: StartOptions]>([
  [/tlsKey/, { tls: true, tlsCert: 'package.json' }],
  [/tlsCert/, { tls: true, tlsKey: 'package.json' }],
  [/tlsCert.*in PEM/, { tls: true, tlsCert: 'package.json', tlsKey: 'package.json' }],
  [/tlsCert.*can be read/, { tls: true, tlsCert: 'nothing.pem', tlsKey: 'package.json' }],
  [/tlsCert.*no use/, { tlsCert: 'package.json', tlsKey: 'package.json' }],
  [/httpsPort.*no tls/, { tls: true, httpsPort: 0 }],
  [/httpsPort.*65535/, { httpsPort: 65_536 }],
  [/mqttWs.*other than/, { mqtts: 45_678, mqttWs: 45_678 }],
])('%s is an error: %j', async (expected, options) => {
  await expect(start(options)).rejects.toThrow(expected);
});

test.each([
  ['mqtts', { mqtts: 0 }, /^mqtts:\/\/127\.0\.0\.1:\d+$/],
  ['mqttWs', { mqttWs: 0 }, /^ws:\/\/127\.0\.0\.1:\d+\/mqtt$/],
  ['mqttWs', { mqttWs: 0, tls: true }, /^wss:\/\/127\.0\.0\.1:\d+\/mqtt$/],
] as const)(
  'an MQTT client over %s, %j, is a client of the API',
  async (name, options, expected) => {
    const mock = await start(options);
    const url = mock.urls[name] ?? '';
    expect(url).toMatch(expected);
    const ca = mock.certificate?.cert;
    const client = await connectAsync(url, {
      clientId: 'over-it',
      reconnectPeriod: 0,
      ...(ca !== undefined && { ca, wsOptions: { ca } }),
    });
    expect(mock.clients.get('over-it')).toMatchObject({ connected: true, ip_address: '127.0.0.1' });
    await client.subscribeAsync('a/b');
    expect(mock.clients.subscriptions('over-it')).toEqual([{ topic: 'a/b', qos: 0 }]);
    const closed = once(client as unknown as EventEmitter, 'close');
    mock.clients.remove('over-it');
    await closed;
  },
);

test.each([
  ['another path', '/', ['mqtt'], 404],
  ['another subprotocol', '/mqtt', ['chat'], 400],
  ['no subprotocol', '/mqtt', [], 400],
])('a WebSocket with %s is refused', async (_, at, protocols, status) => {
  const mock = await start({ mqttWs: 0 });
  const socket = new WebSocket(new URL(at, mock.urls.mqttWs), protocols);
  const refused = await new Promise<number | undefined>((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.once('open', () => reject(new Error('The WebSocket was accepted.')));
  });
  expect(refused).toBe(status);
});
