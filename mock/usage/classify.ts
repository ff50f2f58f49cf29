import { isReadableAuthorization } from '../core/auth.js';
import { endpointPathOf } from '../core/endpoints/index.js';
import { type ApiRequest, splitPath } from '../core/parse-request.js';
import { canonicalAddress, CACHE_BUSTER, readInteger } from '../core/query/parse.js';
import { type FilterParameter, FILTERS, MQUEUE_FILTERS } from '../core/query/parameters.js';
import { PAGING, SUBSCRIPTION_FILTERS } from '../core/query/parameters.js';
import type { QueryValue } from '../core/query/query-types.js';
import type { MockResponse } from '../core/request-response.js';
import type { BrokerState } from '../core/broker-state.js';
import type { Use } from '../../openapi/usage/usage.js';
import { REPEATED } from '../../openapi/usage/vocabulary.js';

/** What a request uses: its name, and kinds in place of values. */
export type Shape = Pick<Use, 'request' | 'with'>;

export interface ClassifiedExchange {
  readonly request: ApiRequest;
  readonly response: Pick<MockResponse, 'outcome' | 'status'>;
  readonly state: BrokerState;
  /** The mock's, e.g. `/api/v4`. */
  readonly basePath: string;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

const LIST_FILTERS = filtersByName([...FILTERS, ...MQUEUE_FILTERS]);
const SUBSCRIPTIONS = filtersByName(SUBSCRIPTION_FILTERS);

function filtersByName(filters: readonly FilterParameter[]): ReadonlyMap<string, FilterParameter> {
  return new Map(filters.map((filter) => [filter.name, filter]));
}

/** The use that a request counts as; `undefined` if it says nothing about the API. */
export function shapeOf(exchange: ClassifiedExchange): Shape | undefined {
  const { request, response, basePath } = exchange;
  const { outcome } = response;
  if (!outcome || outcome.kind === 'stub' || !METHODS.includes(request.method)) return undefined;
  const { name, list } = requestOf(request, basePath);
  const kinds: Record<string, string> = {};
  const credentials = credentialsOf(request, outcome.kind);
  if (credentials !== undefined) return { request: name, with: { credentials } };
  if (outcome.kind === 'not found') return { request: name, with: { path: 'not found' } };
  if (list) addParameters(kinds, exchange, list);
  else if (!request.pairs) kinds['query'] = 'bad encoding';
  addPath(kinds, exchange);
  addBody(kinds, request, name);
  addNodes(kinds, exchange, list !== undefined || name.includes('mqtt/'));
  return { request: name, with: kinds };
}

interface NamedRequest {
  readonly name: string;
  /** The filters that the list has; `undefined`: it is no list. */
  readonly list?: ReadonlyMap<string, FilterParameter>;
}

function requestOf({ method, route, segments = [] }: ApiRequest, basePath: string): NamedRequest {
  const named = (path: string): string => `${method} ${path}`;
  const { node } = route as { readonly node?: string };
  const ofNode = node === undefined ? '' : '/nodes/{node}';
  switch (route.kind) {
    case 'clients':
      return { name: named(`${ofNode}/clients`), list: LIST_FILTERS };
    case 'client':
      return { name: named(`${ofNode}/clients/{clientid}`) };
    case 'clients of user':
      return { name: named(`${ofNode}/clients/username/{username}`) };
    case 'status':
      return { name: named('/status') };
    case 'companion':
      return companion(method, route.path);
    case 'unknown':
    case 'bad encoding': {
      // The dialect may lack what another has.
      const base = splitPath(basePath) ?? [];
      const path = endpointPathOf(segments.slice(base.length));
      return path === undefined ? { name: named('unknown path') } : companion(method, path);
    }
  }
}

function companion(method: string, path: string): NamedRequest {
  const value = path.startsWith('routes') ? '{topic}' : '{clientid}';
  const name = `${method} /${path.replace(':node', '{node}').replace(':value', value)}`;
  return path.endsWith('subscriptions') ? { name, list: SUBSCRIPTIONS } : { name };
}

function credentialsOf(
  { headers }: ApiRequest,
  outcome: NonNullable<MockResponse['outcome']>['kind'],
): string | undefined {
  if (outcome === 'no credentials') return 'none';
  if (outcome !== 'wrong credentials') return undefined;
  return isReadableAuthorization(headers['authorization']) ? 'wrong' : 'not base64';
}

function addParameters(
  kinds: Record<string, string>,
  { request, response: { outcome } }: ClassifiedExchange,
  filters: ReadonlyMap<string, FilterParameter>,
): void {
  const { pairs } = request;
  if (!pairs) {
    kinds['query'] = 'bad encoding';
    return;
  }
  for (const [name, value] of pairs) {
    const filter = filters.get(name);
    const isPaging = Object.hasOwn(PAGING, name);
    if (!filter && !isPaging) {
      if (name !== CACHE_BUSTER) kinds['unknown'] = 'sent';
    } else if (Object.hasOwn(kinds, name)) kinds[name] = REPEATED;
    else if (filter) kinds[name] = valueKind(filter, value);
    else kinds[name] = name === '_page' ? pageKind(value, outcome?.rows) : limitKind(value);
  }
}

/** @param rows of the answer, if it has some. */
function pageKind(value: QueryValue, rows: number | undefined): string {
  const page = readInteger(value);
  if (page === undefined) return 'not an integer';
  if (page < 1n) return 'zero or less';
  if (page === 1n) return 'first';
  return rows === 0 ? 'past the end' : 'later';
}

function limitKind(value: QueryValue): string {
  const limit = readInteger(value);
  if (limit === undefined) return 'not an integer';
  if (limit === 0n) return 'zero';
  if (limit < 0n) return 'less than zero';
  if (limit >= 1n << 59n) return '2^59 or more';
  return limit > PAGING._limit ? 'above 10000' : 'up to 10000';
}

/** From this number on, a time is read as milliseconds: as seconds, it is the year 5138. */
const MILLISECONDS = 100_000_000_000n;
const SYNTAX = /[\^$.|?*+()[\]{}]/;

function valueKind(filter: FilterParameter, value: QueryValue): string {
  const text = typeof value === 'string' ? value : '';
  switch (filter.kind) {
    case 'text':
    case 'atom':
      if (filter.operator === 'like') return likeKind(text);
      return filter.values?.includes(text) === false ? 'unlisted' : 'equal';
    case 'ip': {
      const address = canonicalAddress(text);
      if (address === undefined) return 'wrong type';
      return address.includes(':') ? 'IPv6 address' : 'equal';
    }
    case 'integer': {
      if (readInteger(text) === undefined) return 'wrong type';
      if (filter.values?.includes(text) === false) return 'unlisted';
      return filter.operator === 'exact' ? 'equal' : 'number';
    }
    case 'time': {
      const integer = readInteger(text);
      if (integer === undefined) return 'wrong type';
      return integer >= MILLISECONDS ? 'milliseconds' : 'seconds';
    }
  }
}

function likeKind(text: string): string {
  if (text === '') return 'empty';
  const hasSyntax = SYNTAX.test(text);
  if (text.includes('\\')) return hasSyntax ? 'backslash and special characters' : 'backslash';
  return hasSyntax ? 'special characters' : 'text';
}

/** The client in the path, and how it is spelt. */
function addPath(kinds: Record<string, string>, exchange: ClassifiedExchange): void {
  const { request, response, state } = exchange;
  const { route, path } = request;
  const { outcome } = response;
  if (route.kind === 'client') {
    const isKnown =
      outcome?.kind === 'kick' || (outcome?.kind === 'lookup' && (outcome.rows ?? 0) > 0);
    kinds['client'] = isKnown ? 'known' : 'unknown';
  } else if (route.kind === 'companion' && route.value !== '' && !route.path.startsWith('routes')) {
    kinds['client'] = state.store.get(route.value).length > 0 ? 'known' : 'unknown';
  }
  const hasValue = route.kind === 'client' || route.kind === 'clients of user';
  if (hasValue || (route.kind === 'companion' && route.value !== '')) {
    const spelling = [
      ...(path.includes('%') ? ['percent-encoded'] : []),
      ...(path.includes('+') ? ['with a raw +'] : []),
    ];
    if (spelling.length > 0) kinds['id'] = spelling.join(', ');
  }
}

/** The body of what changes something, or of a GET, which brokers read as parameters. */
function addBody(kinds: Record<string, string>, request: ApiRequest, name: string): void {
  if (request.method === 'GET') {
    if (request.body !== '') kinds['body'] = 'sent';
    return;
  }
  const { jsonBody } = request;
  const members = typeof jsonBody === 'object' && !Array.isArray(jsonBody) ? jsonBody : undefined;
  const body = new Map(Object.entries(members ?? {}));
  if (name.endsWith('/keepalive')) {
    const interval = body.get('interval');
    kinds['interval'] =
      typeof interval === 'number' ? 'number' : interval === undefined ? 'in the query' : 'text';
  }
  if (!name.endsWith('/mqtt/subscribe') && !name.endsWith('/mqtt/unsubscribe')) return;
  if (!body.has('clientid')) kinds['client'] = 'missing';
  const topic = body.get('topic');
  const isShared = typeof topic === 'string' && topic.startsWith('$share/');
  kinds['body.topic'] = isShared ? 'shared' : 'one';
  if (!body.has('qos')) return;
  kinds['body.qos'] = [0, 1, 2].includes(body.get('qos') as number) ? '0 to 2' : 'other';
}

/** Which node a request to the cluster is sent to. */
export type AskedNode = 'only one' | 'first' | 'another';

export function askedNodeOf({ store, askedNode }: BrokerState): AskedNode {
  if (store.nodeCount < 2) return 'only one';
  return store.answeringNode(askedNode) === store.answeringNode(undefined) ? 'first' : 'another';
}

function addNodes(
  kinds: Record<string, string>,
  { request, state }: ClassifiedExchange,
  isOfAllNodes: boolean,
): void {
  const { route } = request;
  const node = 'node' in route ? route.node : undefined;
  if (node !== undefined && state.nodeStates?.get(node) === 'down') kinds['node'] = 'stopped';
  if (!isOfAllNodes || node !== undefined) return;
  const asked = askedNodeOf(state);
  if (asked !== 'only one') kinds['nodes'] = 'several';
  if (asked === 'another') kinds['asked'] = 'another node';
}
