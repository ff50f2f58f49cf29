import type { MockRequest } from '../core/http.js';
import { decodeQuery } from '../core/query/decode.js';
import { findRoute, splitPath } from '../core/route.js';
import type { RequestShape } from './scenario.js';

/** Reads what a scenario's conditions ask for out of a request, which may be a bad one. */
export function shapeOf(request: MockRequest, basePath: string): RequestShape {
  const segments = splitPath(request.path);
  const base = splitPath(basePath) ?? [];
  const isList = segments !== undefined && findRoute(segments, base, true).kind === 'clients';
  const pairs = decodeQuery(request.query ?? '') ?? [];
  const page = Number(pairs.find(([key]) => key === '_page')?.[1] ?? 1);
  return {
    method: request.method,
    isList: isList && request.method === 'GET',
    page: Number.isSafeInteger(page) ? page : 1,
    request,
  };
}
