import { getProxyForUrl } from 'proxy-from-env';
import { Client, type Dispatcher, ProxyAgent } from 'undici';
import { UsageError } from '../shared/errors.js';
import { withoutSecret } from './read-target.js';
import type { TlsOptions } from './target.js';

/** 12,000 clients are 9 MB: no page that the kit asks for is larger than this. */
export const MAX_BODY_BYTES = 256 * 1024 * 1024;

/**
 * The proxy through which a server is reached; `undefined`: none.
 * @param origin scheme, host and port of the server
 * @param chosen the user's choice, which counts for every host. Default: as the environment says in
 *   `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, in upper or lower case.
 * @throws UsageError for a URL that is not that of an HTTP proxy
 */
export function chooseProxy(origin: string, chosen?: string): string | undefined {
  const proxy = chosen ?? getProxyForUrl(origin);
  if (proxy === '' && chosen === undefined) return undefined;
  const url = URL.canParse(proxy) ? new URL(proxy) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol) && url.hostname !== '') return proxy;
  const source = chosen === undefined ? 'the proxy in the environment' : '--proxy';
  throw new UsageError(
    `Failed to read ${source}: expected a URL like http://proxy.example.org:3128 but got "${withoutSecret(proxy)}".`,
  );
}

/**
 * Whether `HTTP_PROXY` alone names the proxy of a server that is reached without TLS. curl ignores
 * it, as a web server sets a variable of that name from a header of a CGI request.
 */
export const isProxyHiddenFromCurl = (origin: string): boolean =>
  origin.startsWith('http:') &&
  !process.env['http_proxy'] &&
  Boolean(process.env['HTTP_PROXY']) &&
  getProxyForUrl(origin) !== '';

export interface DispatcherOptions {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly proxy?: string | undefined;
  readonly tls?: TlsOptions | undefined;
  /** Limit for each phase. Milliseconds. */
  readonly timeoutMs: number;
}

/** One connection to a server, through a proxy if there is one. */
export function createDispatcher({
  origin,
  proxy,
  tls = {},
  timeoutMs,
}: DispatcherOptions): Dispatcher {
  const limits = {
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: MAX_BODY_BYTES,
  };
  const secure = { timeout: timeoutMs, ...tlsSettings(tls) };
  if (proxy === undefined) return new Client(origin, { ...limits, connect: secure });
  const { hostname, protocol } = new URL(origin);
  const servername = /^[\d.]+$|^\[/.test(hostname) ? '' : hostname;
  const { protocol: scheme, username, password, host } = new URL(proxy);
  const login = username === '' && password === '' ? '' : `${username}:${password}@`;
  return new ProxyAgent({
    ...limits,
    // Its path means nothing, and undici would refuse it.
    uri: `${scheme}//${login}${host}`,
    connections: 1,
    // As curl does: a tunnel for https, the whole URL in the request line for http.
    proxyTunnel: protocol === 'https:',
    requestTls: { ...secure, servername },
    proxyTls: { timeout: timeoutMs },
  });
}

/** The user's TLS options as Node takes them. */
export function tlsSettings({ ca, insecure, cert, key, pfx, passphrase }: TlsOptions) {
  return {
    rejectUnauthorized: insecure !== true,
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(pfx !== undefined && { pfx: Buffer.from(pfx) }),
    ...(passphrase !== undefined && { passphrase }),
  };
}
