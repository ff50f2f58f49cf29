import { decodePercent } from './query/decode.js';

/** What a path names. */
export type Route =
  | { readonly kind: 'clients'; readonly node?: string }
  | { readonly kind: 'client'; readonly clientid: string; readonly node?: string }
  | { readonly kind: 'clients of user'; readonly username: string; readonly node?: string }
  | { readonly kind: 'status' }
  | { readonly kind: 'unknown'; readonly where: Elsewhere };

/**
 * Where a path that names nothing lies: outside the base path, under it, or where a broker's two
 * routers disagree, of which the first decodes what the second reads as sent.
 */
export type Elsewhere = 'outside' | 'inside' | 'between';

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

/**
 * Finds what a path names on an EMQX 4.x. Its web server looks for the base path among decoded
 * segments, without `.` and `..`; behind it names are compared as they were sent, a node's too, and
 * only the id or user name at the end is decoded.
 * @param basePath as it has to be sent, e.g. `/api/v4`.
 * @returns `undefined` where the percent-encoding is bad.
 */
export function findBrokerRoute(path: string, basePath: string): Route | undefined {
  const decoded: string[] = [];
  for (const part of path.split('/').slice(1)) {
    const segment = decodePercent(part);
    if (segment === undefined) return undefined;
    if (segment === '..') decoded.pop();
    else if (segment !== '.') decoded.push(segment);
  }
  if (path.endsWith('/')) decoded.pop();
  if (decoded.length === 1 && decoded[0] === 'status') {
    return path === '/status' ? { kind: 'status' } : { kind: 'unknown', where: 'between' };
  }
  const base = splitPath(basePath) ?? [];
  if (!base.every((segment, index) => decoded[index] === segment)) {
    return { kind: 'unknown', where: 'outside' };
  }
  if (!path.startsWith(basePath)) return { kind: 'unknown', where: 'between' };
  const names = path
    .slice(basePath.length)
    .split('/')
    .filter((name) => name !== '');
  const last = names.pop();
  if (last === undefined) return { kind: 'unknown', where: 'inside' };
  const isValue = names.length >= (names[0] === 'clients' ? 1 : 3);
  return findRoute([...names, isValue ? (decodePercent(last) ?? last) : last], [], true);
}

/**
 * How a dialect finds what a path names, in one function.
 * @returns one that gives `undefined` where the percent-encoding is bad.
 */
export function createRouter(
  basePath: string,
  brokerPaths: boolean,
): (path: string) => Route | undefined {
  if (brokerPaths) return (path) => findBrokerRoute(path, basePath);
  const base = splitPath(basePath) ?? [];
  return (path) => {
    const segments = splitPath(path);
    return segments && findRoute(segments, base, false);
  };
}
