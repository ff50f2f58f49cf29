import type { MockRequest } from '../core/messages.js';
import { splitPath } from '../core/router.js';
import type { RequestShape } from './scenario.js';

/** Reads what a scenario's conditions ask for out of a request, which may be a bad one. */
export function shapeOf(request: MockRequest, basePath: string): RequestShape {
  const segments = splitPath(request.path);
  const base = splitPath(basePath) ?? [];
  const page = Number(new URLSearchParams(request.query).get('_page') ?? 1);
  return {
    method: request.method,
    isList: request.method === 'GET' && namesList(segments, base),
    page: Number.isSafeInteger(page) ? page : 1,
    request,
  };
}

/** `/clients`, or a broker's `/nodes/NODE/clients`, under the base path. */
function namesList(segments: readonly string[] | undefined, base: readonly string[]): boolean {
  if (!base.every((segment, index) => segments?.[index] === segment)) return false;
  const rest = segments?.slice(base.length) ?? [];
  return (
    rest.at(-1) === 'clients' && (rest.length === 1 || (rest.length === 3 && rest[0] === 'nodes'))
  );
}
