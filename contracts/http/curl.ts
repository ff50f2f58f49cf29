import { curlSigning } from './authorization.js';
import type { ApiRequest } from './exchange.js';
import type { Credentials, TlsOptions } from './target.js';

export interface CurlTarget {
  /** The base URL, without a slash at its end. */
  readonly baseUrl: string;
  /** The user's, if any. */
  readonly credentials?: Credentials | undefined;
  readonly tls?: TlsOptions | undefined;
  /** URL of the proxy that the user has named. */
  readonly proxy?: string | undefined;
  /** Whether `HTTP_PROXY` names it, which curl reads only as `http_proxy`. Default false. */
  readonly isProxyHidden?: boolean | undefined;
}

/**
 * The curl line that repeats `request`; it prints status, headers and body. Credentials reach curl
 * through a pipe: an argument could be read in the list of processes.
 */
export function curlLine(request: Required<ApiRequest>, target: CurlTarget): string {
  const { before, words: signing } = target.credentials
    ? curlSigning(request.authorization, target.credentials)
    : { words: [] };
  const words = ['curl', request.method === 'HEAD' ? '-I' : '-i', ...tlsWords(target.tls)];
  if (target.proxy !== undefined) words.push('-x', shellQuote(withoutLogin(target.proxy)));
  words.push(...signing);
  if (request.method !== 'GET' && request.method !== 'HEAD') words.push('-X', request.method);
  const url = target.baseUrl + request.path;
  if (/[[\]{}]/.test(url)) words.push('-g');
  if (/\/\.{1,2}(?:[/?#]|$)|%2e/i.test(url)) words.push('--path-as-is');
  words.push(shellQuote(url));
  if (target.isProxyHidden === true) words.unshift('http_proxy="$HTTP_PROXY"');
  return [...(before === undefined ? [] : [before, '|']), ...words].join(' ');
}

function tlsWords({ insecure, caFile, certFile, keyFile, pfxFile }: TlsOptions = {}): string[] {
  const named = (option: string, file: string | undefined): string[] =>
    file === undefined ? [] : [option, shellQuote(file)];
  return [
    ...(insecure === true ? ['-k'] : []),
    ...named('--cacert', caFile),
    ...named('--cert', certFile),
    ...named('--key', keyFile),
    ...named('--cert-type P12 --cert', pfxFile),
  ];
}

/** A login in a URL is a secret. */
export const withoutLogin = (url: string): string => url.replace(/\/\/.*@/, '//');

/** Quotes a word for a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
