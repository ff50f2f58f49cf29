import { checkAuthorization, type Credentials } from './auth.js';
import type { StoredClient } from './client.js';
import { json, JSON_TYPE, text } from './dialects/json-response.js';
import type { Dialect } from './dialects/dialect.js';
import type { MockRequest, MockResponse } from './messages.js';
import { readBody, type BodyPairs } from './query/body.js';
import { decodeQuery } from './query/decode.js';
import { BrokerCrash, MockLimit } from './query/query-errors.js';
import { createMatchers } from './query/match.js';
import { findPage, type ClientsPage } from './query/page.js';
import { parseQuery } from './query/parse.js';
import type { ClientsQuery, Filter } from './query/query-types.js';
import { createRowText, type RowFormat } from './row.js';
import { createRouter, type Route } from './router.js';
import { kick, type BrokerState } from './broker-state.js';
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
  /** Milliseconds, from any start: ends a search that takes too long. Default: none is ended. */
  readonly timer?: () => number;
}

/** Answers a request from a state: the whole API, without a socket. */
export type Handler = (request: MockRequest, state: BrokerState) => MockResponse;

export function createHandler(options: HandlerOptions): Handler {
  const { dialect } = options;
  const { answers } = dialect;
  const find = createRouter(options.basePath, dialect.brokerPaths);
  const rowText = createRowText({
    utcOffsetMinutes: options.utcOffsetMinutes,
    extraFields: dialect.extraFields,
  });

  function handle(request: MockRequest, state: BrokerState): MockResponse {
    const { store } = state;
    store.expire(state.clock.now());
    const route = find(request.path);
    if (!route) return answers.badEncoding('path');
    if (route.kind === 'status') return statusAnswer(request, state);
    if (route.kind === 'unknown' && route.where !== 'inside') {
      return answers.notFound(request, route.where);
    }
    const isPolite = dialect.headAndOptions === 'answered';
    const method = isPolite && request.method === 'HEAD' ? 'GET' : request.method;
    if (isPolite && method === 'OPTIONS' && route.kind !== 'unknown') return optionsAnswer(route);
    if (options.credentials) {
      const header = request.headers?.['authorization'];
      const failure = checkAuthorization(header, options.credentials);
      if (failure) return answers.unauthorized(failure, header);
    }
    if (route.kind === 'unknown') return answers.notFound(request, 'inside');
    const isRead = method === 'GET';
    if (!isRead && !(method === 'DELETE' && route.kind === 'client' && route.node === undefined)) {
      return answers.notFound(request, 'inside');
    }
    const { node } = route;
    // A node is a symbol that the broker has to know already: the path is unknown otherwise.
    if (node !== undefined && !store.hasNode(node)) return answers.notFound(request, 'inside');
    const read = readPairs(request, dialect);
    if ('bad' in read) return answers.badEncoding(read.bad);
    const isHere = (row: StoredClient): boolean => node === undefined || row.node === node;
    switch (route.kind) {
      case 'clients':
        return list(store, read, node);
      case 'clients of user': {
        const { username } = route;
        return clientsAnswer(
          '',
          findAll(store, (row) => row.username === username && isHere(row)),
        );
      }
      case 'client': {
        const { clientid } = route;
        if (isRead) return clientsAnswer('', store.get(clientid).filter(isHere));
        return kick(state, clientid).length > 0
          ? json(200, { code: 0 })
          : answers.unknownKick(clientid);
      }
    }
  }

  function list(store: Store, given: BodyPairs, node: string | undefined): MockResponse {
    const parsed = parseQuery(given.pairs, dialect.query, options.strict);
    if (!parsed.ok) return answers.badQuery(parsed.problems);
    if (given.isUnusable) throw new BrokerCrash('Failed to read the body as parameters.');
    const { query } = parsed;
    const scope = node === undefined ? [] : [onNode(node)];
    const matchers = createMatchers([...query.filters, ...scope], dialect.query, options.timer);
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
      if (error instanceof MockLimit) return text(501, error.message);
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
function statusAnswer({ method }: MockRequest, { store }: BrokerState): MockResponse {
  if (method !== 'GET') return text(400, 'Not found.');
  const [first] = store.slice(0, 1);
  return text(200, `Node ${first?.node ?? 'emqx@127.0.0.1'} is started\nemqx is running`);
}

const onNode = (node: string): Filter => ({
  parameter: { name: 'node', operator: 'exact', field: 'node', kind: 'text' },
  kind: 'text',
  value: node,
});

function findAll(store: Store, accepts: (row: StoredClient) => boolean): StoredClient[] {
  const found: StoredClient[] = [];
  for (const row of store) if (accepts(row)) found.push(row);
  return found;
}

/** The query's parameters, then the body's where the dialect takes them (decisions.md#30). */
function readPairs(
  { query = '', body = '' }: MockRequest,
  { bodyIsQuery }: Dialect,
): BodyPairs | { readonly bad: 'query' | 'body' } {
  const pairs = decodeQuery(query, !bodyIsQuery);
  if (!pairs) return { bad: 'query' };
  if (!bodyIsQuery) return { pairs, isUnusable: false };
  const read = readBody(body);
  return read ? { ...read, pairs: [...pairs, ...read.pairs] } : { bad: 'body' };
}
