import type { MockRequest } from '../core/request-response.js';
import { isApiPath } from '../core/parse-request.js';
import { decodePercent } from '../core/query/decode.js';

export const SANDBOX_HEADER = 'x-mock-sandbox';

/** Characters of a name. */
const MAX_NAME = 200;

/** What a message expects of a name. */
export const EXPECTED_NAME = `a name of 1 to ${MAX_NAME} printable characters`;

/** Whether a sandbox may have this name: any printable text, e.g. a test's title. */
export function isSandboxName(name: string): boolean {
  return (
    name.length > 0 && name.length <= MAX_NAME && name.isWellFormed() && !UNPRINTABLE.test(name)
  );
}

const UNPRINTABLE = /\p{Cc}|[\u2028\u2029]/u;

/** What precedes the paths of a sandbox; empty for the default one. */
export const sandboxPrefix = (name: string | undefined): string =>
  name === undefined ? '' : `/sandbox/${encodeURIComponent(name)}`;

/** The sandbox of a request, and the request with the path that this sandbox sees. */
export type Addressed =
  | { readonly ok: true; readonly name: string | undefined; readonly request: MockRequest }
  | {
      readonly ok: false;
      readonly field: string;
      readonly expected: string;
      readonly message: string;
    };

/**
 * Reads the sandbox of a request: `/sandbox/NAME` before the base path, or the header. The returned
 * path is without it.
 * @param basePath the API's, which has priority: an API under `/sandbox/x` can be called.
 */
export function addressOf(request: MockRequest, basePath: string): Addressed {
  const header = request.headers?.[SANDBOX_HEADER];
  const path = isApiPath(request.path, basePath) ? undefined : readPath(request.path);
  const fromHeader = header === undefined ? undefined : textOfHeader(header);
  for (const [field, name] of [
    ['X-Mock-Sandbox', fromHeader],
    ['path /sandbox/NAME', path?.name],
  ] as const) {
    if (name === undefined || isSandboxName(name)) continue;
    return wrong(field, EXPECTED_NAME);
  }
  if (path && fromHeader !== undefined && path.name !== fromHeader) {
    return wrong('X-Mock-Sandbox', 'the sandbox that the path names, or no such header');
  }
  if (!path) return { ok: true, name: fromHeader, request };
  return { ok: true, name: path.name, request: { ...request, path: path.rest } };
}

const wrong = (field: string, expected: string): Addressed => ({
  ok: false,
  field,
  expected,
  message: `${field}: expected ${expected}.`,
});

const CONTROL = /^(?:\/+sandbox\/[^/]*)?\/+__mock(?:\/|$)/;

/** Whether a path is the control API's, in a sandbox or not. */
export const isControlPath =
  (basePath: string) =>
  (path: string): boolean =>
    !isApiPath(path, basePath) && CONTROL.test(path);

const PREFIX = /^\/+sandbox\/([^/]*)(\/.*)?$/s;

function readPath(path: string): { name: string; rest: string } | undefined {
  const [, segment, rest = '/'] = PREFIX.exec(path) ?? [];
  if (segment === undefined) return undefined;
  // An empty segment and bad encoding make a name that is refused.
  return { name: decodePercent(segment) ?? '', rest };
}

/** A header is bytes, read as Latin-1; if they are UTF-8, they are decoded as UTF-8. */
export function textOfHeader(text: string): string {
  if (!/^[\x00-\xff]*[\x80-\xff][\x00-\xff]*$/.test(text)) return text;
  const bytes = Uint8Array.from(text, (unit) => unit.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}

/** The header's value that names the sandbox, as bytes that every HTTP client accepts. */
export function headerOf(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return name;
  return String.fromCharCode(...new TextEncoder().encode(name));
}
