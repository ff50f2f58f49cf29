import {
  always,
  bytes,
  CERT_FILE,
  closing,
  http,
  https,
  json,
  type Obstacle,
  onlyHttp2,
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
    name: 'a redirect that only adds a slash',
    start: () =>
      http(({ url = '' }, response) => {
        response.writeHead(301, { location: url.replace('/clients', '/clients/') }).end();
      }),
    code: 3,
    says: ['redirected with HTTP 301', 'the API answers at /clients itself'],
  },
  {
    name: 'a redirect to nowhere',
    start: () => always(303),
    code: 3,
    says: ['HTTP 303', 'without saying where to'],
  },
  {
    name: 'a redirect to itself',
    start: () =>
      http(({ url = '' }, response) => {
        response.writeHead(307, { location: url }).end();
      }),
    code: 3,
    says: ['redirected with HTTP 307 to itself', 'Something between'],
  },
  {
    name: 'a cache that has nothing newer',
    start: () => always(304),
    code: 3,
    says: ['HTTP 304 instead of a list'],
  },
  // Refusals
  {
    name: 'a gateway with a login of its own',
    start: () => always(401, { 'www-authenticate': 'Bearer realm="sso"' }, 'no token'),
    code: 3,
    says: ['asks for a login of another kind (Bearer)', 'Something between'],
  },
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
  refused(522, 'a gateway does not reach the broker'),
  refused(431, 'Something between'),
  refused(421, 'Something between'),
  refused(451, 'Something between'),
  refused(418, 'Something between'),
  refused(402, 'Something between'),
  refused(405, 'Something between'),
  refused(408, 'Something between'),
  refused(507, 'The server has failed'),
  refused(530, 'a gateway does not reach the broker'),
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
    name: 'the empty list of EMQX 5',
    start: () => json({ data: [], meta: { count: 0, hasnext: false, limit: 1, page: 1 } }),
    url: (host) => `http://${host}/api/v5`,
    code: 3,
    says: ['as EMQX 5 does'],
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
  {
    name: 'the JSON of an API that also has a code',
    start: () => json({ code: 0, msg: 'success', result: { list: [] } }),
    code: 3,
    says: ['another API', 'code, msg, result'],
  },
  {
    name: 'the JSON of an API that also has data',
    start: () => json({ data: { items: [] }, status: 'ok' }),
    code: 3,
    says: ['another API', 'data, status'],
  },
  {
    name: 'a broker that refuses to list',
    start: () => json({ code: 101, message: 'nodedown' }),
    code: 3,
    says: ['code 101 ("nodedown") instead of a list', 'log of the broker'],
  },
  { name: 'null', start: () => json(null), code: 3, says: ['JSON that is no object: "null"'] },
  { name: 'a number', start: () => json(42), code: 3, says: ['JSON that is no object: "42"'] },
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
    says: ['is not whole: the connection ended before it did', 'Check what stands between'],
  },
  {
    name: 'gzip that is none',
    start: () => always(200, { 'content-encoding': 'gzip' }, 'not gzip'),
    code: 3,
    says: ['is not whole: it cannot be unpacked', 'Check what stands between'],
  },
  {
    name: 'a compression that was not asked for',
    start: () =>
      always(200, { 'content-type': 'application/json', 'content-encoding': 'br' }, '\u000b'),
    code: 3,
    says: ['it is packed as "br"', 'Check what stands between'],
  },
  {
    name: 'chunks that are none',
    start: () => bytes('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{"data"\r\n'),
    code: 3,
    says: ['is not whole: it is not HTTP any more', 'Check what stands between'],
  },
  {
    name: 'two lengths that contradict each other',
    start: () => bytes('HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n12345'),
    code: 3,
    says: ['has another length than it says', 'Check what stands between'],
  },
  {
    name: 'interim answers without an end',
    start: () => bytes('HTTP/1.1 102 Processing\r\n\r\n'.repeat(100)),
    code: 3,
    says: ['closed the connection without an answer'],
  },
  {
    name: 'a plain text without HTTP',
    start: () => bytes('-ERR unknown command\r\n'),
    code: 3,
    says: ['is not HTTP', '8081'],
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
    name: 'a server that speaks only HTTP/2',
    start: onlyHttp2,
    url: overTls,
    args: ['--insecure'],
    code: 3,
    says: ['speaks only HTTP/2'],
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
