import { checkAuthorization, type Credentials } from './auth.js';
import type { JsonValue, StoredClient } from './client.js';
import { json, JSON_TYPE, text } from './dialects/answer.js';
import type { Dialect } from './dialects/dialect.js';
import type { MockRequest, MockResponse } from './http.js';
import { decodeQuery, type QueryPair } from './query/decode.js';
import { BrokerCrash, createMatchers } from './query/match.js';
import { findPage, type ClientsPage } from './query/page.js';
import { parseQuery } from './query/parse.js';
import type { ClientsQuery, Filter } from './query/query.js';
import { createRowText, type RowFormat } from './row.js';
import { findRoute, splitPath, type Route } from './route.js';
import { kick, type BrokerState } from './state.js';
import type { Store } from './store.js';

/** What makes one mock different from another, whatever clients it has. */
export interface HandlerOptions extends Pick<RowFormat, 'utcOffsetMinutes'> {
  readonly dialect: Dialect;
  /** E.g. `/api/v4`. */
  readonly basePath: string;
  /** The applications that may call; `undefined` lets everybody in. */
  readonly credentials: readonly Credentials[] | undefined;
  /** Refuse unknown query parameters (decisions.md#15). */
  readonly strict: boolean;
}

/** Answers a request from a state: the whole API, without a socket. */
export type Handler = (request: MockRequest, state: BrokerState) => MockResponse;

export function createHandler(options: HandlerOptions): Handler {
  const { dialect } = options;
  const { answers } = dialect;
  const base = splitPath(options.basePath) ?? [];
  const rowText = createRowText({
    utcOffsetMinutes: options.utcOffsetMinutes,
    extraFields: dialect.extraFields,
  });

  function handle(request: MockRequest, state: BrokerState): MockResponse {
    const { store } = state;
    store.expire(state.clock.now());
    const segments = splitPath(request.path);
    if (!segments) return answers.badEncoding('path');
    const route = findRoute(segments, base, dialect.brokerPaths);
    if (route.kind === 'status') return statusAnswer(state);
    if (route.kind === 'unknown' && route.where === 'outside') {
      return answers.notFound(request, 'outside');
    }
    const isPolite = dialect.headAndOptions === 'answered';
    const method = isPolite && request.method === 'HEAD' ? 'GET' : request.method;
    if (isPolite && method === 'OPTIONS' && route.kind !== 'unknown') return optionsAnswer(route);
    if (options.credentials) {
      const failure = checkAuthorization(request.headers?.['authorization'], options.credentials);
      if (failure) return answers.unauthorized(failure);
    }
    if (route.kind === 'unknown') return answers.notFound(request, 'inside');
    const isRead = method === 'GET';
    if (!isRead && !(method === 'DELETE' && route.kind === 'client' && route.node === undefined)) {
      return answers.notFound(request, 'inside');
    }
    const read = readPairs(request, dialect);
    if ('bad' in read) return answers.badEncoding(read.bad);
    const { node } = route;
    if (node !== undefined && !store.nodes().includes(node)) return answers.unknownNode(node);
    const isHere = (row: StoredClient): boolean => node === undefined || row.node === node;
    if (route.kind === 'clients') return list(store, read.pairs, node);
    if (route.kind === 'clients of user') {
      return clientsAnswer(
        '',
        [...store].filter((row) => row.username === route.username && isHere(row)),
      );
    }
    if (!isRead) {
      const kicked = kick(state, route.clientid);
      return kicked.length > 0 ? json(200, { code: 0 }) : answers.unknownKick(route.clientid);
    }
    return clientsAnswer('', store.get(route.clientid).filter(isHere));
  }

  function list(store: Store, pairs: readonly QueryPair[], node: string | undefined): MockResponse {
    const parsed = parseQuery(pairs, dialect.query, options.strict);
    if (!parsed.ok) return answers.badQuery(parsed.problems);
    const { query } = parsed;
    const scope = node === undefined ? [] : [onNode(node)];
    const matchers = createMatchers([...query.filters, ...scope], dialect.query);
    const count = query.filters.length === 0 || dialect.countUnderFilter === 'matches';
    return listAnswer(query, findPage(store, matchers, query, count));
  }

  function listAnswer(query: ClientsQuery, page: ClientsPage): MockResponse {
    const { echo } = query;
    const meta = `{"page":${echo.page},"limit":${echo.limit},"hasnext":${page.hasnext},"count":${page.count ?? -1}}`;
    return clientsAnswer(`"meta":${meta},`, page.rows);
  }

  function clientsAnswer(meta: string, rows: readonly StoredClient[]): MockResponse {
    return {
      status: 200,
      headers: { 'content-type': JSON_TYPE },
      body: `{${meta}"data":[${rows.map(rowText).join(',')}],"code":0}`,
      rows: rows.length,
    };
  }

  return (request, state) => {
    try {
      const response = handle(request, state);
      return request.method === 'HEAD' ? withoutBody(response) : response;
    } catch (error) {
      if (error instanceof BrokerCrash) return answers.crash(error);
      throw error;
    }
  };
}

/** HEAD is GET without the body (RFC 9110, 9.3.2). */
function withoutBody(response: MockResponse): MockResponse {
  const length = String(new TextEncoder().encode(response.body).length);
  return { ...response, headers: { ...response.headers, 'content-length': length }, body: '' };
}

function optionsAnswer(route: Route): MockResponse {
  const allow = route.kind === 'client' ? 'GET, HEAD, DELETE, OPTIONS' : 'GET, HEAD, OPTIONS';
  return { status: 204, headers: { allow }, body: '' };
}

/** A broker's own health page, as recorded. It asks for no credentials. */
function statusAnswer({ store }: BrokerState): MockResponse {
  const [node = 'emqx@127.0.0.1'] = store.nodes();
  return text(200, `Node ${node} is started\nemqx is running`);
}

const onNode = (node: string): Filter => ({
  parameter: { name: 'node', operator: 'exact', field: 'node', kind: 'text' },
  kind: 'text',
  value: node,
});

type ReadPairs = { readonly pairs: readonly QueryPair[] } | { readonly bad: 'query' | 'body' };

/** The query's parameters, and the body's where the dialect takes them (decisions.md#30). */
function readPairs({ query = '', body = '' }: MockRequest, dialect: Dialect): ReadPairs {
  const pairs = decodeQuery(query);
  if (!pairs) return { bad: 'query' };
  if (!dialect.bodyIsQuery || body === '') return { pairs };
  const members = parseObject(body);
  return members ? { pairs: [...pairs, ...members] } : { bad: 'body' };
}

function parseObject(text: string): QueryPair[] | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).map(([key, member]) => [
      key,
      typeof member === 'string' ? member : JSON.stringify(member),
    ]);
  } catch {
    return undefined;
  }
}
