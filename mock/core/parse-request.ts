import type { JsonValue } from './client.js';
import type { MockRequest } from './request-response.js';
import { decodePercent, hasRawBytes } from './query/decode.js';
import type { QueryPair } from './query/query-types.js';

/** What a path names. */
export type Route =
  | { readonly kind: 'clients'; readonly node?: string }
  | (Named & { readonly kind: 'client'; readonly clientid: string })
  | (Named & { readonly kind: 'clients of user'; readonly username: string })
  | (Named & {
      readonly kind: 'companion';
      /** One of {@link RequestRules.companions}. */
      readonly path: string;
      /** The client id or topic in the path; empty if it has none. */
      readonly value: string;
    })
  | { readonly kind: 'status' }
  | { readonly kind: 'unknown'; readonly where: UnknownPath }
  | { readonly kind: 'bad encoding' };

interface Named {
  readonly node?: string;
  /** The broker crashes while it decodes the id or user name. */
  readonly isUnreadable?: boolean;
}

/**
 * Where an unknown path lies: outside the base path, under it, or where a broker's two routers
 * disagree (the first decodes what the second reads as sent).
 */
export type UnknownPath = 'outside' | 'inside' | 'between';

/** The parameters of a request, from its query and, if the dialect reads it, its body. */
export type Parameters =
  | {
      readonly pairs: readonly QueryPair[];
      /** The body is JSON but no list of parameters, such as `{}` or `[1]`: a broker crashes on it. */
      readonly isUnusable: boolean;
    }
  | { readonly bad: 'query' | 'body' };

export interface RequestRules {
  /** As it must be sent, e.g. `/api/v4`. */
  readonly basePath: string;
  /** Paths that only real brokers have, found as they find them (decisions.md#31). */
  readonly brokerPaths: boolean;
  /** The members of a JSON body on GET act as query parameters (decisions.md#30). */
  readonly bodyIsQuery: boolean;
  /** How an id or a user name in the path is decoded: as a path, or as a form's field. */
  readonly pathDecoding: 'percent' | 'form';
  /**
   * The paths beside `/clients`, such as `nodes/:node/subscriptions/:value`: a name with a colon
   * stands for any segment.
   */
  readonly companions: readonly string[];
}

/** Parses requests of one dialect. */
export type RequestParser = (request: MockRequest, sandbox?: string) => ApiRequest;

export function createRequestParser(rules: RequestRules): RequestParser {
  const base = splitPath(rules.basePath) ?? [];
  const companions = new Companions(rules);
  return (request, sandbox) => new ApiRequest(request, sandbox, rules, base, companions);
}

/** A request, parsed: the query when it is first read. Nothing else splits a path or a query. */
export class ApiRequest implements Required<MockRequest> {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly route: Route;
  #segments: readonly string[] | undefined;
  #pairs: readonly QueryPair[] | undefined;
  #parameters: Parameters | undefined;
  #values: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(
    { method, path, query = '', headers = {}, body = '' }: MockRequest,
    /** `undefined`: the default sandbox. */
    readonly sandbox: string | undefined,
    private readonly rules: RequestRules,
    base: readonly string[],
    companions: Companions,
  ) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = headers;
    this.body = body;
    this.route = rules.brokerPaths
      ? findBrokerRoute(path, rules, base, companions)
      : findDocumentedRoute(this.segments, base, companions);
  }

  /** The decoded segments of the path; `undefined` if its percent-encoding is bad. */
  get segments(): readonly string[] | undefined {
    return (this.#segments ??= splitPath(this.path));
  }

  /** The decoded query; `undefined` if its percent-encoding is bad. */
  get pairs(): readonly QueryPair[] | undefined {
    return (this.#pairs ??= decodeQuery(this.query, !this.rules.bodyIsQuery));
  }

  /** Whether a parameter of the query has exactly this value; one without `=` has an empty one. */
  hasParameter(name: string, value: string): boolean {
    return (this.#values ??= valuesOf(this.pairs ?? [])).get(name)?.has(value) === true;
  }

  get parameters(): Parameters {
    const { pairs, body } = this;
    if (!pairs) return { bad: 'query' };
    // What is sent to change something is in the body, whatever a dialect does with one on GET.
    const isRead = this.rules.bodyIsQuery || this.method === 'POST' || this.method === 'PUT';
    if (!isRead || body === '') return { pairs, isUnusable: false };
    return (this.#parameters ??= readBody(body, pairs));
  }

  /** The JSON of the body; `undefined` if it is none. */
  get jsonBody(): JsonValue | undefined {
    try {
      return JSON.parse(this.body) as JsonValue;
    } catch {
      return undefined;
    }
  }
}

function valuesOf(pairs: readonly QueryPair[]): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of pairs) {
    const known = values.get(name) ?? new Set();
    values.set(name, known);
    if (typeof value !== 'object') known.add(value === true ? '' : value);
  }
  return values;
}

/** Whether a path is the API's own, and so no sandbox's and not the control API's. */
export const isApiPath = (path: string, basePath: string): boolean =>
  basePath !== '' && (path === basePath || path.startsWith(`${basePath}/`));

/**
 * Splits a path into its decoded segments; empty ones are skipped (decisions.md#26), `.` and
 * `..` are names like any other, as recorded.
 * @returns `undefined` if the percent-encoding is bad.
 */
export function splitPath(path: string): string[] | undefined {
  const segments: string[] = [];
  for (const part of path.split('/')) {
    if (part === '') continue;
    const segment = part.includes('%') ? decodePercent(part) : part;
    if (segment === undefined) return undefined;
    segments.push(segment);
  }
  return segments;
}

const BAD_ENCODING: Route = { kind: 'bad encoding' };
const OUTSIDE: Route = { kind: 'unknown', where: 'outside' };
const INSIDE: Route = { kind: 'unknown', where: 'inside' };
const BETWEEN: Route = { kind: 'unknown', where: 'between' };

const isUnder = (segments: readonly string[], base: readonly string[]): boolean =>
  base.every((segment, index) => segments[index] === segment);

/** What the documents have, the list and one client; and what is asked for beside them. */
function findDocumentedRoute(
  segments: readonly string[] | undefined,
  base: readonly string[],
  companions: Companions,
): Route {
  if (!segments) return BAD_ENCODING;
  if (!isUnder(segments, base)) return OUTSIDE;
  const names = segments.slice(base.length);
  const [clients, clientid, ...deeper] = names;
  if (clients === 'clients' && deeper.length === 0) {
    return clientid === undefined ? { kind: 'clients' } : { kind: 'client', clientid };
  }
  return companions.isEmpty ? INSIDE : (companions.find(names) ?? findOfNode(names, {}));
}

/** Paths of the front ends of a clients page, beside `/clients` and `/clients/{clientid}`. */
class Companions {
  readonly #patterns: readonly { readonly path: string; readonly parts: readonly string[] }[];

  constructor({ companions }: RequestRules) {
    this.#patterns = companions.map((path) => ({ path, parts: path.split('/') }));
  }

  get isEmpty(): boolean {
    return this.#patterns.length === 0;
  }

  /** @param decode reads the client id or topic; node names are compared as they are sent. */
  find(
    names: readonly string[],
    decode: (text: string) => { readonly value: string; readonly isUnreadable?: boolean } = (
      value,
    ) => ({ value }),
  ): Route | undefined {
    const found = this.#patterns.find(({ parts }) => {
      return (
        parts.length === names.length &&
        parts.every((part, index) => part.startsWith(':') || part === names[index])
      );
    });
    if (!found) return undefined;
    const at = (name: string): string | undefined => names[found.parts.indexOf(name)];
    const [node, given] = [at(':node'), at(':value')];
    return {
      kind: 'companion',
      path: found.path,
      ...(given === undefined ? { value: '' } : decode(given)),
      ...(node !== undefined && { node }),
    };
  }
}

/**
 * Finds what a path names on an EMQX 4.x. Its web server looks for the base path among decoded
 * segments, without `.` and `..`; after it names are compared as they were sent, a node's too, and
 * only the id or user name at the end is decoded.
 */
function findBrokerRoute(
  path: string,
  { basePath, pathDecoding }: RequestRules,
  base: readonly string[],
  companions: Companions,
): Route {
  const decoded: string[] = [];
  for (const part of path.split('/').slice(1)) {
    const segment = decodePercent(part);
    if (segment === undefined) return BAD_ENCODING;
    if (segment === '..') decoded.pop();
    else if (segment !== '.') decoded.push(segment);
  }
  if (path.endsWith('/')) decoded.pop();
  if (decoded.length === 1 && decoded[0] === 'status') {
    return path === '/status' ? { kind: 'status' } : BETWEEN;
  }
  if (!isUnder(decoded, base)) return OUTSIDE;
  if (!path.startsWith(basePath)) return BETWEEN;
  const names = path
    .slice(basePath.length)
    .split('/')
    .filter((name) => name !== '');
  const isOfClients = names[0] === 'clients' || names[2] === 'clients';
  if (!isOfClients || names[2] === 'acl_cache' || names[2] === 'keepalive') {
    const found = companions.find(names, (text) => decodeValue(text, pathDecoding));
    if (found) return found;
  }
  const last = names.pop();
  if (last === undefined) return INSIDE;
  const isValue = names.length >= (names[0] === 'clients' ? 1 : 3);
  const { value, ...named } = isValue ? decodeValue(last, pathDecoding) : { value: last };
  names.push(value);
  return findOfNode(names, named);
}

/** Decodes a text of the path as a broker does, a second time. */
export function decodeValue(
  text: string,
  decoding: RequestRules['pathDecoding'],
): { readonly value: string; readonly isUnreadable?: boolean } {
  if (decoding === 'percent') return { value: decodePercent(text) ?? text };
  // A form's first field: its name ends at `=`, and `+` is a space.
  const value = decodeField(text.replace(/=.*$/s, '')) ?? text;
  const isUnreadable = text.includes('&') || hasRawBytes(value);
  return isUnreadable ? { value, isUnreadable } : { value };
}

/** The clients, of all nodes or of one. */
function findOfNode(names: readonly string[], named: Named): Route {
  const [nodes, node = '', clients, ...rest] = names;
  if (nodes === 'clients') return findClients(names.slice(1), named);
  if (nodes !== 'nodes' || clients !== 'clients') return INSIDE;
  return findClients(rest, { ...named, node });
}

/** What follows `clients`, of all nodes or of one. */
function findClients(names: readonly string[], where: Named): Route {
  const [clientid, username, ...deeper] = names;
  if (clientid === undefined) return { kind: 'clients', ...where };
  if (username === undefined) return { kind: 'client', clientid, ...where };
  if (clientid !== 'username' || deeper.length > 0) return INSIDE;
  return { kind: 'clients of user', username, ...where };
}

/**
 * The parameters of a query as sent, each `key=value` or `key`.
 * @param most how many of them to split off. Default: all.
 */
export function splitQuery(query: string, most = Infinity): string[] {
  if (most === Infinity) return query.split('&').filter((part) => part !== '');
  const parts: string[] = [];
  for (let start = 0; start < query.length && parts.length < most;) {
    const next = query.indexOf('&', start);
    const end = next === -1 ? query.length : next;
    if (end > start) parts.push(query.slice(start, end));
    start = end + 1;
  }
  return parts;
}

/**
 * Decodes the parameters of a query string; `+` is a space here (decisions.md#27).
 * @param allowsNameless whether `=value` is a parameter without a name; a broker cannot read it.
 * @returns `undefined` if the percent-encoding of any key or value is bad.
 */
export function decodeQuery(query: string, allowsNameless = true): QueryPair[] | undefined {
  const pairs: QueryPair[] = [];
  for (const part of splitQuery(query)) {
    const equals = part.indexOf('=');
    if (equals === 0 && !allowsNameless) return undefined;
    const key = decodeField(equals === -1 ? part : part.slice(0, equals));
    const value = equals === -1 ? true : decodeField(part.slice(equals + 1));
    if (key === undefined || value === undefined) return undefined;
    pairs.push([key, value]);
  }
  return pairs;
}

function decodeField(field: string): string | undefined {
  const text = field.includes('+') ? field.replaceAll('+', ' ') : field;
  return text.includes('%') ? decodePercent(text) : text;
}

/** Adds the members of a JSON body to the parameters, as a broker does (decisions.md#30). */
function readBody(text: string, query: readonly QueryPair[]): Parameters {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return { bad: 'body' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { pairs: query, isUnusable: !(Array.isArray(value) && value.length === 0) };
  }
  const members = Object.entries(value).map(([key, member]): QueryPair => {
    return [key, typeof member === 'string' ? member : { json: member }];
  });
  return { pairs: [...query, ...members], isUnusable: members.length === 0 };
}
