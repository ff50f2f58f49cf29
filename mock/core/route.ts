import { decodePercent } from './query/decode.js';

/** What a path names. */
export type Route =
  | { readonly kind: 'clients'; readonly node?: string }
  | { readonly kind: 'client'; readonly clientid: string; readonly node?: string }
  | { readonly kind: 'clients of user'; readonly username: string; readonly node?: string }
  | { readonly kind: 'status' }
  | { readonly kind: 'unknown'; readonly where: 'outside' | 'inside' };

/**
 * Splits a path into its decoded segments; empty ones are skipped (decisions.md#26), `.` and
 * `..` are names like any other, as recorded.
 * @returns `undefined` where the percent-encoding is bad.
 */
export function splitPath(path: string): string[] | undefined {
  const segments: string[] = [];
  for (const part of path.split('/')) {
    if (part === '') continue;
    const segment = decodePercent(part);
    if (segment === undefined) return undefined;
    segments.push(segment);
  }
  return segments;
}

/**
 * @param base the base path's segments.
 * @param brokerPaths whether the paths that only real brokers have are known (decisions.md#31).
 */
export function findRoute(
  segments: readonly string[],
  base: readonly string[],
  brokerPaths: boolean,
): Route {
  if (!base.every((segment, index) => segments[index] === segment)) {
    return brokerPaths && segments.length === 1 && segments[0] === 'status'
      ? { kind: 'status' }
      : { kind: 'unknown', where: 'outside' };
  }
  const [first, ...rest] = segments.slice(base.length);
  if (first === 'clients') return clientsRoute(rest, brokerPaths);
  const [node, clients, ...deeper] = rest;
  if (brokerPaths && first === 'nodes' && node !== undefined && clients === 'clients') {
    const route = clientsRoute(deeper, brokerPaths);
    return route.kind === 'unknown' || route.kind === 'status' ? route : { ...route, node };
  }
  return { kind: 'unknown', where: 'inside' };
}

function clientsRoute(rest: readonly string[], brokerPaths: boolean): Route {
  const [clientid, username] = rest;
  if (clientid === undefined) return { kind: 'clients' };
  if (rest.length === 1) return { kind: 'client', clientid };
  if (brokerPaths && rest.length === 2 && clientid === 'username' && username !== undefined) {
    return { kind: 'clients of user', username };
  }
  return { kind: 'unknown', where: 'inside' };
}
