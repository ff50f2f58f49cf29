import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { main } from '../../contracts/cli/main.js';
import { startMock } from '../../mock/index.js';
import { runMain } from '../support/run-main.js';
import {
  bytes,
  CERT_FILE,
  closing,
  http,
  https,
  KEY_FILE,
  type Obstacle,
  silent,
} from './servers.js';

/** What is at the MQTT address instead of a listener that can be used. */
interface MqttWay {
  readonly name: string;
  start(this: void): Promise<Obstacle>;
  readonly scheme?: string;
  /** Default: where it has started. */
  readonly host?: string;
  readonly args?: readonly string[];
  readonly says: readonly string[];
}

const WAYS: readonly MqttWay[] = [
  {
    name: 'nothing that listens',
    async start() {
      const gone = await silent();
      await gone.close();
      return { ...gone, close: async () => {} };
    },
    says: ['refuses connections', '1883'],
  },
  {
    name: 'an HTTP server',
    start: () => http((_request, response) => response.end()),
    says: ['is not MQTT. MQTT usually has port 1883'],
  },
  { name: 'an SSH server', start: () => bytes('SSH-2.0-x\r\n', 'connect'), says: ['not'] },
  {
    name: 'a server that closes',
    start: closing,
    says: ['closes the connection without an answer', 'mqtts://'],
  },
  {
    name: 'a listener for TLS',
    start: () => https((_request, response) => response.end()),
    says: ['closes the connection without an answer', 'mqtts://'],
  },
  {
    name: 'a listener without TLS',
    start: () => http((_request, response) => response.end()),
    scheme: 'mqtts',
    says: ['does not speak TLS', 'mqtt://'],
  },
  {
    name: 'a listener without TLS that closes',
    start: closing,
    scheme: 'mqtts',
    says: ['closed the connection', 'else use mqtt://'],
  },
  {
    name: 'a listener without WebSocket',
    start: closing,
    scheme: 'ws',
    says: ['closed the connection', 'Without WebSocket, use mqtt://'],
  },
  {
    name: 'a certificate that signs itself',
    start: () => https((_request, response) => response.end()),
    scheme: 'mqtts',
    says: ['is signed by itself', '--ca FILE'],
  },
  {
    name: 'a WebSocket listener for TLS, asked without it',
    start: () => https((_request, response) => response.end()),
    scheme: 'ws',
    says: ['closed the connection without an answer', 'wss://'],
  },
  {
    name: 'a host name that is not known',
    start: silent,
    host: 'no-such-broker.invalid:1883',
    says: ['the host name "no-such-broker.invalid" is not known'],
  },
  {
    name: 'no WebSocket at the path',
    start: () => http((_request, response) => response.writeHead(404).end()),
    scheme: 'ws',
    says: ['does not take WebSockets', 'HTTP 404', '/mqtt'],
  },
];

describe.concurrent('an MQTT address that cannot be used is one sentence', () => {
  test.for(WAYS)('$name', async ({ start, scheme = 'mqtt', host, args = [], says }) => {
    await using mock = await startMock({ port: 0, clients: 3 });
    const obstacle = await start();
    try {
      const { code, stderr } = await runMain(
        main,
        ['check', mock.url, '--mqtt', `${scheme}://${host ?? obstacle.host}`, ...args],
        USER,
      );
      for (const part of says) expect(stderr).toContain(part);
      expect(stderr).toMatch(/^error: [^\n]+\n$/);
      // No session was ever made.
      expect(stderr).not.toContain('Sessions left');
      expect(stderr).not.toMatch(/SSL routines|\bE[A-Z]{4,}\b|https?:/);
      expect(code).toBe(3);
    } finally {
      await obstacle.close();
    }
  });
});

const USER = { EMQX_CONTRACT_USER: 'app_id:app_secret' };
const TLS = {
  cert: readFileSync(CERT_FILE),
  key: readFileSync(KEY_FILE),
  ca: readFileSync(CERT_FILE),
};

/** Ends TLS in front of a port of this machine, and asks for a client certificate. */
async function startTlsFront(port: number): Promise<string> {
  const server = createTlsServer(
    { ...TLS, requestCert: true, rejectUnauthorized: true },
    (socket) => {
      const inner = connect(port, '127.0.0.1');
      for (const each of [socket, inner]) each.on('error', () => socket.destroy());
      socket.pipe(inner).pipe(socket);
    },
  );
  return listenOn(server);
}

async function listenOn(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const portOf = (url: string | undefined): number => Number(new URL(url ?? '').port);

test('a client certificate opens the API and MQTT over TLS', async () => {
  await using mock = await startMock({ port: 0, clients: 3, mqtt: 0 });
  const api = `https://${await startTlsFront(mock.port)}/api/v4`;
  const mqtt = `mqtts://${await startTlsFront(portOf(mock.mqttUrl))}`;
  const args = [
    'check',
    api,
    '--mqtt',
    mqtt,
    '--ca',
    CERT_FILE,
    '--only',
    'lookup/agrees-with-list',
  ];
  const without = await runMain(main, args, USER);
  expect(without.code).toBe(3);
  expect(without.stderr).toContain('--cert and --key');
  const { code, stderr } = await runMain(
    main,
    [...args, '--cert', CERT_FILE, '--key', KEY_FILE],
    USER,
  );
  expect(stderr).not.toContain('error:');
  expect(code).toBe(0);
});

test('test clients connect over WebSocket', async () => {
  await using mock = await startMock({ port: 0, clients: 3, mqtt: 0 });
  const front = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/mqtt' });
  onTestFinished(() => {
    front.close();
  });
  await once(front, 'listening');
  const protocols = new Set<string>();
  front.on('connection', (socket) => {
    protocols.add(socket.protocol);
    const [outer, inner] = [
      createWebSocketStream(socket),
      connect(portOf(mock.mqttUrl), '127.0.0.1'),
    ];
    for (const each of [outer, inner]) each.on('error', () => inner.destroy());
    outer.pipe(inner).pipe(outer);
  });
  const url = `ws://127.0.0.1:${(front.address() as AddressInfo).port}`;
  const args = ['check', mock.url, '--mqtt', url, '--only', 'lookup/agrees-with-list'];
  const { code, stdout } = await runMain(main, args, USER);
  expect(stdout).toContain('1 pass, 0 fail');
  expect(protocols).toEqual(new Set(['mqtt']));
  expect(code).toBe(0);
});

test('an address of another scheme is refused', async () => {
  const { code, stderr } = await runMain(main, [
    ...['check', 'http://127.0.0.1:1/api/v4', '--mqtt', 'tcp://127.0.0.1:1883'],
  ]);
  expect(stderr).toContain('ws://host:8083/mqtt');
  expect(code).toBe(2);
});

describe.concurrent('a listener that refuses every client is a warning with what to do', () => {
  test.for([
    [3, '', 'code 3 (Server unavailable). See the log of the broker, or leave'],
    [4, '', 'code 4 (Bad username or password). Give its login with --mqtt-user'],
    [5, 'me:hunter2@', 'code 5 (Not authorized). Check the login, and what the broker allows it'],
    [99, '', 'code 99. See the log of the broker'],
  ] as const)('code %i, with the login "%s"', async ([code, login, text]) => {
    await using mock = await startMock({ port: 0, clients: 3 });
    const obstacle = await bytes(`\x20\x02\x00${String.fromCharCode(code)}`);
    try {
      const args = ['check', mock.url, '--mqtt', `mqtt://${login}${obstacle.host}`];
      const run = await runMain(main, [...args, '--only', 'list/envelope'], USER);
      expect(run.stdout).toContain(`with ${text}`);
      expect(run.stdout).not.toContain('hunter2');
      expect(run.code).toBe(3);
    } finally {
      await obstacle.close();
    }
  });
});
