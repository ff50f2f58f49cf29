import { UnsafeRequest } from '../shared/errors.js';
import type { SentRequest, Transport } from './target.js';

export interface SafetyGuardOptions {
  /** Path of the base URL, e.g. `/api/v4`, without a slash at its end. */
  readonly basePath: string;
  /** Whether the user allowed the kit to kick its test clients. */
  readonly kick: boolean;
  /** The start of every client id of this run. */
  readonly prefix: string;
}

/**
 * Refuses every request that could harm a broker in production. Without `kick`, it passes only GET
 * on paths under the base URL. With `kick`, it also passes the other methods on `/clients/{id}` with
 * an id of this run: DELETE is the kick; HEAD, OPTIONS, POST, PUT and PATCH could at worst change a
 * client that the kit connected. Requests never have a body.
 */
export function createSafetyGuard(transport: Transport, options: SafetyGuardOptions): Transport {
  return {
    async send(request) {
      const objection = objectionTo(request, options);
      if (objection !== undefined) {
        throw new UnsafeRequest(`Did not send ${request.method} ${request.path}: ${objection}.`);
      }
      return transport.send(request);
    },
    async close() {
      await transport.close?.();
    },
  };
}

function objectionTo(request: SentRequest, options: SafetyGuardOptions): string | undefined {
  const { basePath, kick, prefix } = options;
  if (!request.path.startsWith(`${basePath}/`)) {
    return `the path is not under the base URL's "${basePath}/"`;
  }
  if (request.method === 'GET') return undefined;
  if (!kick) return 'only GET is allowed without --kick';
  const start = `${basePath}/clients/`;
  if (!request.path.startsWith(start)) {
    return `${request.method} is allowed only on /clients/{clientid}`;
  }
  const segment = request.path.slice(start.length);
  // The literal prefix: no server can decode it to another id.
  if (!segment.startsWith(prefix) || prefix === '') {
    return `${request.method} is allowed only for ids that start with this run's prefix "${prefix}"`;
  }
  if (/[/?#\\]/.test(segment) || leavesFolder(segment)) {
    return 'the id could lead to another path';
  }
  return undefined;
}

/** Whether a server that decodes repeatedly could find a `..` in the segment. */
function leavesFolder(segment: string): boolean {
  if (/%(?![0-9a-f]{2})/i.test(segment)) return true; // the id itself is badly encoded
  let text = segment;
  for (;;) {
    if (text.split(/[/\\]/).includes('..')) return true;
    // Byte by byte, ignoring bad encoding, as a lenient server does.
    const decoded = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (decoded === text) return false;
    text = decoded;
  }
}
