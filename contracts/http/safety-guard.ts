import { UnsafeRequest } from '../shared/errors.js';
import type { SentRequest, Transport } from './target.js';

export interface SafetyGuardOptions {
  /** Path of the base URL, e.g. `/api/v4`; no slash at its end. */
  readonly basePath: string;
  /** Whether the user allowed the kit to kick its own clients. */
  readonly kick: boolean;
  /** What every client id of this run starts with. */
  readonly prefix: string;
}

/**
 * Refuses what could harm a broker in production, whatever a rule asks for.
 *
 * GET passes, on paths under the base URL. Nothing else does by default. With `kick`, the other
 * methods pass too, but only on `/clients/{id}` with an id of this run: DELETE, because that is the
 * kick; HEAD, OPTIONS, POST, PUT and PATCH, because the worst that a broker could do with them
 * there is to change a client that the kit made. Requests never carry a body.
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
  // The prefix must stand there literally: no server can read it as another id.
  if (!segment.startsWith(prefix) || prefix === '') {
    return `${request.method} is allowed only for ids that start with this run's prefix "${prefix}"`;
  }
  if (/[/?#\\]/.test(segment) || climbs(segment)) {
    return 'the id could lead to another path';
  }
  return undefined;
}

/** Whether some server, by decoding once too often, could read a `..` in the segment. */
function climbs(segment: string): boolean {
  if (/%(?![0-9a-f]{2})/i.test(segment)) return true; // the id itself is badly encoded
  let text = segment;
  for (;;) {
    if (text.split(/[/\\]/).includes('..')) return true;
    // Byte by byte, and past what is badly encoded: a lenient server does so, too.
    const decoded = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (decoded === text) return false;
    text = decoded;
  }
}
