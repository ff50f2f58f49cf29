import type { ApiRequest } from './exchange.js';

export interface CurlTarget {
  /** The base URL, without a slash at its end. */
  readonly baseUrl: string;
  readonly insecure: boolean;
  /** Whether the user gave credentials. */
  readonly credentials: boolean;
}

/** Credentials stand as a variable of the shell: a report can be shown to anyone. */
const USER = '$EMQX_CONTRACT_USER';

/** The curl line that repeats `request`; it prints status, headers and body. */
export function curlLine(request: Required<ApiRequest>, target: CurlTarget): string {
  const words = ['curl', request.method === 'HEAD' ? '-I' : '-i'];
  if (target.insecure) words.push('-k');
  if (target.credentials) words.push(...signing(request.authorization));
  if (request.method !== 'GET' && request.method !== 'HEAD') words.push('-X', request.method);
  const url = target.baseUrl + request.path;
  if (/[[\]{}]/.test(url)) words.push('-g');
  if (/\/\.{1,2}(?:[/?#]|$)|%2e/i.test(url)) words.push('--path-as-is');
  words.push(shellQuote(url));
  return words.join(' ');
}

function signing(authorization: Required<ApiRequest>['authorization']): string[] {
  switch (authorization) {
    case 'right':
      return ['-u', `"${USER}"`];
    case 'none':
      return [];
    case 'wrong-id':
      return ['-u', '"nobody:${EMQX_CONTRACT_USER#*:}"'];
    case 'wrong-secret':
      return ['-u', '"${EMQX_CONTRACT_USER%%:*}:wrong-secret"'];
    case 'cut-secret':
      return ['-u', '"${EMQX_CONTRACT_USER%?}"'];
    case 'longer-secret':
      return ['-u', '"${EMQX_CONTRACT_USER}x"'];
    case 'empty':
      return ['-u', ':'];
    case 'empty-secret':
      return ['-u', '"${EMQX_CONTRACT_USER%%:*}:"'];
    case 'other-scheme':
      return ['-H', `"authorization: Bearer $(printf %s "${USER}" | base64)"`];
  }
}

/** Quotes a word for a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
