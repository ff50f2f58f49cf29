import { checkInteger, OptionError } from '../options.js';

export interface ProxyOptions {
  /**
   * The server that answers what the mock does not: `http://HOST:PORT`, or https. A path in the URL
   * takes the place of the base path. A user name and a password in it replace the caller's
   * `Authorization`, and the mock then asks callers for its own credentials. Default: none.
   */
  readonly proxy?: string | undefined;
  /**
   * Milliseconds that the other server has to accept a connection, to begin its response, and between
   * two parts of it; 1 to 3,600,000. Default 30,000.
   */
  readonly proxyTimeout?: number | undefined;
  /**
   * A file of stubs, in YAML or JSON, to which the answers of the other server are added. Headers that
   * may hold secrets are left out. Default: none.
   */
  readonly proxyRecord?: string | undefined;
}

/** The server to which requests are passed on. */
export interface ProxyTarget {
  /** E.g. `http://broker:8081`. */
  readonly origin: string;
  /** The path that takes the place of the mock's base path; `undefined`: paths stay as they are. */
  readonly basePath: string | undefined;
  /** The header that replaces the caller's. */
  readonly authorization: string | undefined;
}

export const PROXY_TIMEOUT = 30_000;
const MAX_TIMEOUT = 3_600_000;

/** @throws {OptionError} for invalid options; it does not show a password. */
export function readProxyOptions({
  proxy,
  proxyTimeout = PROXY_TIMEOUT,
  proxyRecord,
}: ProxyOptions): ProxyTarget | undefined {
  checkInteger('proxyTimeout', proxyTimeout, MAX_TIMEOUT);
  if (proxyTimeout === 0) throw new OptionError('proxyTimeout', 0, `1 to ${MAX_TIMEOUT}`);
  if (proxyRecord !== undefined && (proxyRecord === '' || proxy === undefined)) {
    throw new OptionError('proxyRecord', proxyRecord, 'a file, together with the option proxy');
  }
  return proxy === undefined ? undefined : readTarget(proxy);
}

function readTarget(text: string): ProxyTarget {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (!url || !isHttp || url.search !== '' || url.hash !== '') {
    const shown = text.includes('@') ? '(not shown)' : text;
    throw new OptionError('proxy', shown, 'the URL of a server, such as http://broker:8081');
  }
  const { origin, username, password, pathname } = url;
  const path = pathname.replace(/\/+$/, '');
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    origin,
    basePath: path === '' ? undefined : path,
    authorization: username === '' ? undefined : `Basic ${Buffer.from(pair).toString('base64')}`,
  };
}

/** The path and query that the other server is asked for. @param basePath the mock's. */
export function pathAt(
  { basePath: other }: ProxyTarget,
  { path, query }: { readonly path: string; readonly query: string },
  basePath: string,
): string {
  const isBelow = path === basePath || path.startsWith(`${basePath}/`);
  const asked = other !== undefined && isBelow ? other + path.slice(basePath.length) : path;
  return query === '' ? asked : `${asked}?${query}`;
}

/** A `Location` of the other server as a path of the mock; another one stays as it is. */
export function locationAt(
  { origin, basePath: other }: ProxyTarget,
  location: string,
  basePath: string,
): string {
  if (location !== origin && !/^[/?#]/.test(location.slice(origin.length))) return location;
  if (!location.startsWith(origin)) return location;
  const path = location.slice(origin.length) || '/';
  const isBelow = other !== undefined && (path === other || path.startsWith(`${other}/`));
  return isBelow ? basePath + path.slice(other.length) : path;
}
