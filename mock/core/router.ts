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

const UNKNOWN: Route = { kind: 'unknown', where: 'inside' };

/** What the documents have: the list, and one client. */
function findDocumentedRoute(segments: readonly string[], base: readonly string[]): Route {
  if (!base.every((segment, index) => segments[index] === segment)) {
    return { kind: 'unknown', where: 'outside' };
  }
  const [clients, clientid, ...deeper] = segments.slice(base.length);
  if (clients !== 'clients' || deeper.length > 0) return UNKNOWN;
  return clientid === undefined ? { kind: 'clients' } : { kind: 'client', clientid };
}

/** What stands behind `clients`, of all nodes or of one; with what only brokers have. */
function findClients(names: readonly string[], node?: string): Route {
  const where = node === undefined ? {} : { node };
  const [clientid, username, ...deeper] = names;
  if (clientid === undefined) return { kind: 'clients', ...where };
  if (username === undefined) return { kind: 'client', clientid, ...where };
  if (clientid !== 'username' || deeper.length > 0) return UNKNOWN;
  return { kind: 'clients of user', username, ...where };
}

/**
 * Finds what a path names on an EMQX 4.x. Its web server looks for the base path among decoded
 * segments, without `.` and `..`; behind it names are compared as they were sent, a node's too, and
 * only the id or user name at the end is decoded.
 * @param basePath as it has to be sent, e.g. `/api/v4`.
 * @returns `undefined` where the percent-encoding is bad.
 */
function findBrokerRoute(path: string, basePath: string): Route | undefined {
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
  if (last === undefined) return UNKNOWN;
  const isValue = names.length >= (names[0] === 'clients' ? 1 : 3);
  names.push(isValue ? (decodePercent(last) ?? last) : last);
  if (names[0] === 'clients') return findClients(names.slice(1));
  const [nodes, node, clients, ...rest] = names;
  return nodes === 'nodes' && clients === 'clients' ? findClients(rest, node) : UNKNOWN;
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
    return segments && findDocumentedRoute(segments, base);
  };
}
