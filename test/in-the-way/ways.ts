import {
  always,
  bytes,
  CERT_FILE,
  closing,
  http,
  https,
  json,
  type Obstacle,
  resetting,
  silent,
} from './servers.js';

/** Something between the kit and a broker, or in place of one. */
export interface Way {
  readonly name: string;
  start(): Promise<Obstacle>;
  /** The base URL. Default: `http://HOST/api/v4`. */
  url?(host: string): string;
  readonly args?: readonly string[];
  /** The credentials in the environment. Default `app_id:app_secret`; '': none. */
  readonly user?: string;
  /** The exit code of every command that reaches for the list. */
  readonly code: 2 | 3;
  /** What the one sentence says is wrong, and what to do. */
  readonly says: readonly string[];
}

const HTML = { 'content-type': 'text/html' };
const EMPTY_LIST = { meta: { page: 1, limit: 1, hasnext: false, count: 0 }, data: [], code: 0 };
const overTls = (host: string): string => `https://${host}/api/v4`;

const redirect = (
  name: string,
  status: number,
  location: string,
  says: readonly string[],
): Way => ({
  name,
  start: () => always(status, { location }),
  code: 3,
  says: [`redirected with HTTP ${status}`, ...says],
});

const refused = (status: number, ...says: readonly string[]): Way => ({
  name: `HTTP ${status}`,
  start: () => always(status),
  code: 3,
  says: [`HTTP ${status}`, ...says],
});

export const WAYS: readonly Way[] = [
  // The URL
  {
    name: 'the URL of the list instead of the base',
    start: () => json(EMPTY_LIST),
    url: (host) => `http://${host}/api/v4/clients`,
    code: 2,
    says: ['it ends in /clients', 'http://localhost:8081/api/v4'],
  },
  {
    name: 'a query in the URL',
    start: () => json(EMPTY_LIST),
    url: (host) => `http://${host}/api/v4?_limit=5`,
    code: 2,
    says: ['it has a query'],
  },
  {
    name: 'a fragment in the URL',
    start: () => json(EMPTY_LIST),
    url: (host) => `http://${host}/api/v4#clients`,
    code: 2,
    says: ['it has a fragment'],
  },
  {
    name: 'an MQTT address as the URL',
    start: () => json(EMPTY_LIST),
    url: (host) => `mqtt://${host}`,
    code: 2,
    says: ['belongs to --mqtt'],
  },
  {
    name: 'a URL without its scheme',
    start: () => json(EMPTY_LIST),
    url: (host) => `${host}/api/v4`,
    code: 2,
    says: ['http://localhost:8081/api/v4'],
  },
  {
    name: 'a base URL without /api/v4',
    start: () =>
      http(({ url = '' }, response) => {
        response.statusCode = url.startsWith('/api/v4/') ? 200 : 404;
        response.end('Not found.');
      }),
    url: (host) => `http://${host}`,
    code: 2,
    says: ['HTTP 404: nothing is there', 'Give the part before /clients'],
  },
  // Redirects
  redirect('a redirect to https', 301, 'https://broker.example.org/api/v4/clients?_limit=1', [
    'give https://broker.example.org/api/v4 as base URL',
  ]),
  redirect('a redirect to a login page', 302, 'https://sso.example.org/login?next=x', [
    'https://sso.example.org/login',
    'login page',
  ]),
  redirect('a redirect within the host', 308, '/mqtt/api/v4/clients', ['/mqtt/api/v4 as base URL']),
  redirect('a redirect with a password', 307, 'http://me:hunter2@broker.example.org/x/clients', [
    'http://broker.example.org/x as base URL',
  ]),
  {
    name: 'a redirect to nowhere',
    start: () => always(303),
    code: 3,
    says: ['HTTP 303', 'without saying where to'],
  },
  // Refusals
  { ...refused(401, 'the broker refused the credentials'), name: 'wrong credentials' },
  {
    ...refused(401, 'asks for credentials, and none were given', 'EMQX_CONTRACT_USER'),
    name: 'no credentials',
    user: '',
  },
  refused(403, 'access is refused'),
  refused(407, 'a proxy asks for credentials', '--proxy'),
  refused(429, 'too many requests', '--rate'),
  refused(500, 'The server has failed'),
  refused(502, 'a gateway does not reach the broker'),
  refused(503, 'overloaded'),
  refused(504, 'a gateway does not reach the broker'),
  refused(511, 'log in'),
  refused(421, 'Something between'),
  refused(451, 'Something between'),
  refused(418, 'Something between'),
  refused(204, 'instead of a list'),
  refused(206, 'instead of a list'),
  {
    name: 'nginx, asked for http on its port for https',
    start: () =>
      always(400, HTML, '<center>The plain HTTP request was sent to HTTPS port</center>'),
    code: 2,
    says: ['is a port for TLS', 'https://'],
  },
  // Other answers with HTTP 200
  {
    name: "the dashboard's page",
    start: () => always(200, HTML, '<!doctype html><title>EMQX Dashboard</title><div id=app>'),
    code: 3,
    says: ['a page ("EMQX Dashboard") instead of JSON', 'port of the dashboard'],
  },
  {
    name: 'a page that says nothing of its type',
    start: () => always(200, {}, '\n<html><body>Please log in</body></html>'),
    code: 3,
    says: ['a page instead of JSON'],
  },
  {
    name: 'a page with hostile text',
    start: () => always(200, HTML, '<title>\u001b[2J\u202eevil\n::warning::x</title>'),
    code: 3,
    says: ['a page ("\\u001b[2J\\u202eevil\\n:\\u003awarning::x")'],
  },
  {
    name: 'the list of EMQX 5',
    start: () =>
      json({
        data: [{ clientid: 'a', is_expired: false, listener: 'tcp:default' }],
        meta: { count: 1, hasnext: false, limit: 1, page: 1 },
      }),
    code: 3,
    says: ['EMQX 5'],
  },
  {
    name: 'EMQX 5, with a key that it does not know',
    start: () => json({ code: 'BAD_API_KEY_OR_SECRET', message: 'Check api_key/api_secret' }, 401),
    code: 3,
    says: ['as EMQX 5 does'],
  },
  {
    name: 'EMQX 5, which has no /api/v4',
    start: () => json({ code: 'API_NOT_EXIST', message: '' }, 404),
    code: 3,
    says: ['as EMQX 5 does'],
  },
  {
    name: 'the JSON of another API',
    start: () => json({ status: 'ok', uptime: 12 }),
    code: 3,
    says: ['another API', 'status, uptime'],
  },
  { name: 'an array', start: () => json([{ id: 1 }]), code: 3, says: ['a plain array'] },
  {
    name: 'a plain text',
    start: () => always(200, { 'content-type': 'text/plain' }, 'OK'),
    code: 3,
    says: ['text that is not JSON: "OK"'],
  },
  { name: 'an empty body', start: () => always(200), code: 3, says: ['is answered with nothing'] },
  // Connections
  {
    name: 'nothing that listens',
    async start() {
      const gone = await silent();
      await gone.close();
      return { ...gone, close: async () => {} };
    },
    code: 3,
    says: ['refuses connections', '8081'],
  },
  {
    name: 'a host that is not known',
    start: silent,
    url: () => 'http://no-such-broker.invalid:8081/api/v4',
    code: 3,
    says: ['the host name "no-such-broker.invalid" is not known'],
  },
  {
    name: 'a server that never answers',
    start: silent,
    args: ['--timeout', '0.2'],
    code: 3,
    says: ['within 200 ms', '--timeout'],
  },
  {
    name: 'a server that closes',
    start: closing,
    code: 3,
    says: ['closed the connection', 'https://'],
  },
  { name: 'a server that resets', start: resetting, code: 3, says: ['closed the connection'] },
  {
    name: 'an answer that breaks off',
    start: () =>
      bytes('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"da'),
    code: 3,
    says: ['is not whole'],
  },
  {
    name: 'gzip that is none',
    start: () => always(200, { 'content-encoding': 'gzip' }, 'not gzip'),
    code: 3,
    says: ['is not whole'],
  },
  {
    name: 'an SSH server',
    start: () => bytes('SSH-2.0-OpenSSH_9.2\r\n', 'connect'),
    code: 3,
    says: ['is not HTTP'],
  },
  {
    name: 'an MQTT broker',
    start: () => bytes('\x20\x02\x00\x01'),
    code: 3,
    says: ['is not HTTP', '8081'],
  },
  {
    name: 'headers without an end',
    start: () =>
      bytes(
        `HTTP/1.1 200 OK\r\n${'x-a: '.padEnd(8000, 'b')}\r\n`.repeat(1) +
          `x-b: ${'c'.repeat(70_000)}\r\n`,
      ),
    code: 3,
    says: ['too large'],
  },
  // TLS
  {
    name: 'https on a port for http',
    start: () => json(EMPTY_LIST),
    url: overTls,
    code: 3,
    says: ['does not speak TLS', 'http://'],
  },
  {
    name: 'http on a port for https',
    start: () => https((_request, response) => response.end('{}')),
    code: 3,
    says: ['https://'],
  },
  {
    name: 'a certificate that signs itself',
    start: () => https((_request, response) => response.end('{}')),
    url: overTls,
    code: 3,
    says: ['is signed by itself', '--ca FILE', '--insecure'],
  },
  {
    name: 'a server that asks for a client certificate',
    start: () =>
      https((_request, response) => response.end('{}'), {
        requestCert: true,
        rejectUnauthorized: true,
        ca: [],
      }),
    url: overTls,
    args: ['--insecure'],
    code: 3,
    says: ['--cert and --key'],
  },
  {
    name: '--ca without a certificate',
    start: () => json(EMPTY_LIST),
    url: overTls,
    args: ['--ca', import.meta.filename],
    code: 2,
    says: ['--ca', 'expected a certificate in PEM form'],
  },
  {
    name: '--ca for a URL without TLS',
    start: () => json(EMPTY_LIST),
    args: ['--ca', CERT_FILE],
    code: 2,
    says: ['Failed to use --ca', 'https://'],
  },
  {
    name: '--cert without --key',
    start: () => json(EMPTY_LIST),
    url: overTls,
    args: ['--cert', CERT_FILE],
    code: 2,
    says: ['Failed to use --cert', '--key'],
  },
  {
    name: '--key of another kind of file',
    start: () => json(EMPTY_LIST),
    url: overTls,
    args: ['--cert', CERT_FILE, '--key', CERT_FILE],
    code: 2,
    says: ['Failed to read --key', 'private key'],
  },
  {
    name: '--pfx that is none',
    start: () => json(EMPTY_LIST),
    url: overTls,
    args: ['--pfx', CERT_FILE],
    code: 2,
    says: ['Failed to read --pfx', 'PKCS #12'],
  },
];
