import type { MockRequest } from '../core/messages.js';
import { decodePercent } from '../core/query/decode.js';

export const SANDBOX_HEADER = 'x-mock-sandbox';

/** Characters of a name at the most. */
const MAX_NAME = 200;

/** What a caller is told of a name that can not be used. */
export const EXPECTED_NAME = `a name of 1 to ${MAX_NAME} printable characters`;

/** Whether a sandbox may be called so; any printable text will do, such as a test's title. */
export function isSandboxName(name: string): boolean {
  return (
    name.length > 0 && name.length <= MAX_NAME && name.isWellFormed() && !UNPRINTABLE.test(name)
  );
}

const UNPRINTABLE = /\p{Cc}|[\u2028\u2029]/u;

/** Where a request goes: the name of its sandbox, and the request as that sandbox sees it. */
export type Addressed =
  | { readonly ok: true; readonly name: string | undefined; readonly request: MockRequest }
  | { readonly ok: false; readonly field: string; readonly message: string };

/**
 * Reads the sandbox out of a request: `/sandbox/NAME` before the base path, or the header. The
 * path is handed on without it.
 * @param basePath the API's, which always comes first: an API under `/sandbox/x` can be called.
 */
export function addressOf(request: MockRequest, basePath: string): Addressed {
  const path = isUnder(request.path, basePath) ? undefined : readPath(request.path);
  const header = request.headers?.[SANDBOX_HEADER];
  const fromHeader = header === undefined ? undefined : fromBytes(header);
  for (const [field, name] of [
    ['X-Mock-Sandbox', fromHeader],
    ['path /sandbox/NAME', path?.name],
  ] as const) {
    if (name === undefined || isSandboxName(name)) continue;
    return { ok: false, field, message: `${field}: expected ${EXPECTED_NAME}.` };
  }
  if (path && fromHeader !== undefined && path.name !== fromHeader) {
    const message =
      'X-Mock-Sandbox: expected the sandbox that the path names, or no such header at all.';
    return { ok: false, field: 'X-Mock-Sandbox', message };
  }
  if (!path) return { ok: true, name: fromHeader, request };
  return { ok: true, name: path.name, request: { ...request, path: path.rest } };
}

/** Whether a path is the API's own, so that neither sandboxes nor the control API may claim it. */
export function isUnder(path: string, basePath: string): boolean {
  return basePath !== '' && (path === basePath || path.startsWith(`${basePath}/`));
}

const PREFIX = /^\/+sandbox\/+([^/]+)(\/.*)?$/s;

function readPath(path: string): { name: string; rest: string } | undefined {
  const [, segment, rest = '/'] = PREFIX.exec(path) ?? [];
  if (segment === undefined) return undefined;
  // Bad encoding makes a name that is refused.
  return { name: decodePercent(segment) ?? '', rest };
}

/** A header is bytes, handed over as Latin-1: what reads as UTF-8 was meant so. */
function fromBytes(text: string): string {
  if (!/^[\x00-\xff]*[\x80-\xff][\x00-\xff]*$/.test(text)) return text;
  const bytes = Uint8Array.from(text, (unit) => unit.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}

/** The header's value that names the sandbox, as bytes that every HTTP client lets through. */
export function headerOf(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return name;
  return String.fromCharCode(...new TextEncoder().encode(name));
}
