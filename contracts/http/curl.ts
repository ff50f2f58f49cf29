import { curlSigning } from './authorization.js';
import type { ApiRequest } from './exchange.js';

export interface CurlTarget {
  /** The base URL, without a slash at its end. */
  readonly baseUrl: string;
  readonly insecure: boolean;
  /** Whether the user gave credentials. */
  readonly credentials: boolean;
}

/** The curl line that repeats `request`; it prints status, headers and body. */
export function curlLine(request: Required<ApiRequest>, target: CurlTarget): string {
  const words = ['curl', request.method === 'HEAD' ? '-I' : '-i'];
  if (target.insecure) words.push('-k');
  if (target.credentials) words.push(...curlSigning(request.authorization));
  if (request.method !== 'GET' && request.method !== 'HEAD') words.push('-X', request.method);
  const url = target.baseUrl + request.path;
  if (/[[\]{}]/.test(url)) words.push('-g');
  if (/\/\.{1,2}(?:[/?#]|$)|%2e/i.test(url)) words.push('--path-as-is');
  words.push(shellQuote(url));
  return words.join(' ');
}

/** Quotes a word for a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
