import { getProxyForUrl } from 'proxy-from-env';
import { UsageError } from '../shared/errors.js';
import { withoutSecret } from './read-target.js';

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
