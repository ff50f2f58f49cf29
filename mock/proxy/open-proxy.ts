import { randomUUID } from 'node:crypto';
import type { RequestLog } from '../server/request-log.js';
import { Proxy } from './proxy.js';
import { Recording } from './recording.js';
import { PROXY_TIMEOUT, type ProxyOptions, type ProxyTarget } from './target.js';

/**
 * Opens a proxy to a server, and the file that records its answers.
 * @param basePath the mock's.
 * @throws {StubFileError} if the file cannot be used.
 */
export async function openProxy(
  target: ProxyTarget,
  { proxyTimeout = PROXY_TIMEOUT, proxyRecord }: ProxyOptions,
  { basePath, log }: { readonly basePath: string; readonly log: RequestLog },
): Promise<Proxy> {
  const recording =
    proxyRecord === undefined ? undefined : await Recording.open(proxyRecord, { basePath, log });
  const id = randomUUID();
  return new Proxy({ target, timeoutMs: proxyTimeout, basePath, id, recording, log });
}
