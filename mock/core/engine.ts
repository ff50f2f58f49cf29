import { bodyLength, createSpanText, inParts, LONG_ROWS, longBody } from './query/long-page.js';
import { SUCCESS } from '../../openapi/index.js';
import { type AuthFailure, checkAuthorization, type Credentials } from './auth.js';
import { kick, type BrokerState } from './broker-state.js';
import type { StoredClient } from './client.js';
import { type Endpoint, NODE_DOWN } from './endpoints/endpoint.js';
import { readFigures } from './endpoints/figures.js';
import { endpointsOf } from './endpoints/index.js';
import { wordAnswer } from './endpoints/word-answer.js';
import { answeringNode, nodesOf } from './nodes.js';
import type { Dialect } from './releases/dialect.js';
import { coded, JSON_TYPE, text, type WordedResponse } from './releases/json-response.js';
import type { ApiResponse, Outcome, OutcomeKind } from './request-response.js';
import {
  type ApiRequest,
  createRequestParser,
  decodeValue,
  type RequestParser,
  type Route,
  type UnknownPath,
} from './parse-request.js';
import { createMatchers, createMatchersInSteps } from './query/match.js';
import { type ClientsPage, findPage, rowsOf } from './query/page.js';
import { finish, type Steps } from './steps.js';
import { parseAsBroker } from './query/parse-as-broker.js';
import { CACHE_BUSTER, parseQuery, unknownParameters } from './query/parse.js';
import {
  BrokerCrash,
  type ClientsQuery,
  type Filter,
  MockLimit,
  type Problem,
  type QueryPair,
} from './query/query-types.js';
import { createRowText, hasAsciiText, markAscii, type RowFormat } from './row.js';

export interface EngineOptions extends Pick<RowFormat, 'utcOffsetMinutes'> {
  readonly dialect: Dialect;
  /** E.g. `/api/v4`. */
  readonly basePath: string;
  /** The applications that may call; `undefined` accepts every caller. */
  readonly credentials: readonly Credentials[] | undefined;
  /** Refuse unknown query parameters (decisions.md#15). */
  readonly strict: boolean;
  /** Unknown query parameters that `strict` accepts, beside `_`. Default: none. */
  readonly strictAllow?: readonly string[] | undefined;
  /** Answer the paths beside `/clients` that front ends call (decisions.md#44). Default: do not. */
  readonly companions?: boolean;
  /** May log in to the dashboard, and call with the same credentials. */
  readonly dashboardUser?: Credentials;
  /** Milliseconds, from any start: ends a search that takes too long. Default: none is ended. */
  readonly timer?: () => number;
}

/** What an accepted request asks for. */
export type Operation =
  | { readonly kind: 'list'; readonly query: ClientsQuery; readonly node?: string | undefined }
  | { readonly kind: 'lookup'; readonly clientid: string; readonly node?: string | undefined }
  | { readonly kind: 'user lookup'; readonly username: string; readonly node?: string | undefined }
  | { readonly kind: 'kick'; readonly clientid: string }
  | { readonly kind: 'status page' }
  | {
      readonly kind: 'companion';
      readonly endpoint: Endpoint;
      readonly node?: string | undefined;
      readonly value: string;
      readonly pairs: readonly QueryPair[];
    }
  | { readonly kind: 'options'; readonly allow: string };

/** Why a request is refused before anything is looked up. */
type Refusal =
  | { readonly kind: 'bad encoding'; readonly part: 'path' | 'query' | 'body' }
  | { readonly kind: 'not found'; readonly where: UnknownPath }
  | { readonly kind: 'unauthorized'; readonly failure: AuthFailure }
  | { readonly kind: 'bad query'; readonly problems: readonly [Problem, ...Problem[]] }
  | { readonly kind: 'node down'; readonly asked: 'list' | 'clients' }
  | { readonly kind: 'companion down'; readonly endpoint: Endpoint; readonly node: string }
  | { readonly kind: 'query crash'; readonly cause: BrokerCrash };

export type PreparedRequest = Operation | Refusal;

/** The whole API without a socket, in two steps: what a request asks for, then the response. */
export interface Engine {
  readonly parse: RequestParser;
  /** @param isTrusted skips the check of the credentials. */
  prepare(
    this: void,
    request: ApiRequest,
    state: BrokerState,
    isTrusted?: boolean,
  ): PreparedRequest;
  execute(
    this: void,
    prepared: PreparedRequest,
    request: ApiRequest,
    state: BrokerState,
  ): ApiResponse;
  /** The same in steps: a long search lets others have their turn. */
  executeInSteps(
    this: void,
    prepared: PreparedRequest,
    request: ApiRequest,
    state: BrokerState,
  ): Steps<ApiResponse>;
  /** Refuses a request without valid credentials; `undefined`: it is authorized. */
  authorize(this: void, request: ApiRequest): PreparedRequest | undefined;
}

export function createEngine(options: EngineOptions): Engine {
  const { dialect, basePath, credentials, strict, strictAllow = [], timer } = options;
  const allowed = strict ? new Set([CACHE_BUSTER, ...strictAllow]) : undefined;
  const { answers, brokerPaths, bodyIsQuery, query: rules } = dialect;
  const knowsHeadAndOptions = dialect.headAndOptions === 'answered';
  const parsePairs = rules.reading === 'broker' ? parseAsBroker : parseQuery;
  const { memberOrder, listScope, nodeOrder } = dialect;
  const isAlphabetical = memberOrder === 'alphabetical';
  const { companions = false, dashboardUser } = options;
  const endpoints = companions ? endpointsOf(dialect) : new Map<string, readonly Endpoint[]>();
  const callers =
    credentials && companions && dashboardUser ? [...credentials, dashboardUser] : credentials;
  const context = {
    dialect,
    dashboardUser: dashboardUser ?? NO_USER,
    utcOffsetMinutes: options.utcOffsetMinutes,
    parsePairs: (...[pairs, of]: Parameters<typeof parsePairs>) => parsePairs(pairs, of, allowed),
    decodeValue: (given: string) => decodeValue(given, dialect.pathDecoding).value,
  };
  const withoutFilters = { ...rules, filters: [] };
  const rowText = createRowText({
    utcOffsetMinutes: options.utcOffsetMinutes,
    extraFields: dialect.extraFields,
    mountpoint: dialect.mountpoint,
    memberOrder,
  });
  const spanText = createSpanText(rowText);

  function prepare(request: ApiRequest, state: BrokerState, isTrusted = false): PreparedRequest {
    const { route } = request;
    const method = knowsHeadAndOptions && request.method === 'HEAD' ? 'GET' : request.method;
    if (route.kind === 'bad encoding') return { kind: 'bad encoding', part: 'path' };
    if (route.kind === 'status') {
      return method === 'GET' ? { kind: 'status page' } : notFound('between');
    }
    if (route.kind === 'unknown' && route.where !== 'inside') return notFound(route.where);
    if (knowsHeadAndOptions && method === 'OPTIONS' && route.kind !== 'unknown') {
      return { kind: 'options', allow: allowedMethods(route) };
    }
    const endpoint = route.kind === 'companion' ? endpointFor(route.path, method) : undefined;
    const unauthorized = isTrusted || endpoint?.open ? undefined : authorize(request);
    if (unauthorized) return unauthorized;
    if (route.kind === 'unknown') return notFound('inside');
    const { node } = route;
    const isKick = method === 'DELETE' && route.kind === 'client' && node === undefined;
    if (method !== 'GET' && !isKick && !endpoint) return notFound('inside');
    // To a broker, the path of a node that never joined is unknown.
    if (node !== undefined && !nodesOf(state).includes(node)) return notFound('inside');
    if (node !== undefined && state.nodeStates?.get(node) === 'down') {
      if (endpoint) return { kind: 'companion down', endpoint, node };
      return { kind: 'node down', asked: route.kind === 'clients' ? 'list' : 'clients' };
    }
    const { parameters } = request;
    if ('bad' in parameters) return { kind: 'bad encoding', part: parameters.bad };
    if ('isUnreadable' in route && route.isUnreadable) {
      return { kind: 'query crash', cause: new BrokerCrash('Failed to decode the path.') };
    }
    switch (route.kind) {
      case 'clients':
        return prepareList(
          parameters,
          node ??
            (listScope === 'cluster' ? undefined : state.store.answeringNode(state.askedNode)),
        );
      case 'companion': {
        if (!endpoint) return notFound('inside');
        if (allowed && method === 'GET' && !endpoint.isList) {
          // decisions.md#15: these have no parameters.
          const [unknown, ...others] = unknownParameters(parameters.pairs, withoutFilters, allowed);
          if (unknown) return { kind: 'bad query', problems: [unknown, ...others] };
        }
        return { kind: 'companion', endpoint, node, value: route.value, pairs: parameters.pairs };
      }
      case 'clients of user':
        return { kind: 'user lookup', username: route.username, node };
      case 'client': {
        const { clientid } = route;
        return isKick ? { kind: 'kick', clientid } : { kind: 'lookup', clientid, node };
      }
    }
  }

  function authorize({ headers }: ApiRequest): PreparedRequest | undefined {
    const failure = callers && checkAuthorization(headers['authorization'], callers);
    return failure && { kind: 'unauthorized', failure };
  }

  const endpointFor = (path: string, method: string): Endpoint | undefined =>
    endpoints.get(path)?.find((endpoint) => endpoint.method === method);

  function allowedMethods(route: Route): string {
    const methods =
      route.kind === 'companion'
        ? (endpoints.get(route.path) ?? []).map((endpoint) => endpoint.method)
        : route.kind === 'client'
          ? ['GET', 'DELETE']
          : ['GET'];
    return [
      ...methods.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : name)),
      'OPTIONS',
    ].join(', ');
  }

  function prepareList(
    { pairs, isUnusable }: Exclude<ApiRequest['parameters'], { bad: unknown }>,
    node: string | undefined,
  ): PreparedRequest {
    try {
      const parsed = parsePairs(pairs, rules, allowed);
      if (!parsed.ok) return { kind: 'bad query', problems: parsed.problems };
      if (isUnusable) throw new BrokerCrash('Failed to read the body as parameters.');
      return { kind: 'list', query: parsed.query, node };
    } catch (error) {
      if (error instanceof BrokerCrash) return { kind: 'query crash', cause: error };
      throw error;
    }
  }

  function* executeInSteps(
    prepared: PreparedRequest,
    request: ApiRequest,
    state: BrokerState,
  ): Steps<ApiResponse> {
    try {
      const response = isHanging(prepared, state)
        ? NO_ANSWER
        : yield* answer(prepared, request, state);
      return request.method === 'HEAD' ? yield* withoutBody(response) : response;
    } catch (error) {
      if (error instanceof BrokerCrash) return worded('search crash', answers.crash(error));
      if (error instanceof MockLimit) return worded('search limit', text(501, error.message));
      throw error;
    }
  }

  function* answer(
    prepared: PreparedRequest,
    request: ApiRequest,
    state: BrokerState,
  ): Steps<ApiResponse> {
    const { store } = state;
    switch (prepared.kind) {
      case 'list':
        return yield* list(state, prepared.query, prepared.node);
      case 'lookup': {
        const { clientid, node } = prepared;
        return lookup(store.get(clientid).filter((row) => node === undefined || row.node === node));
      }
      case 'user lookup': {
        const { username, node } = prepared;
        const filters = [exactly('username', username), ...onNode(node)];
        const all = yield* findPage(store, createMatchers(filters, rules), ALL, false);
        return lookup(rowsIn(all));
      }
      case 'kick':
        return kick(state, prepared.clientid).length > 0
          ? worded('kick', KICKED)
          : worded('kick of an unknown client', answers.unknownKick(prepared.clientid));
      case 'status page':
        return worded('status page', statusPage(state));
      case 'companion': {
        const { endpoint, node, value, pairs } = prepared;
        const chunks = endpoint.readsFigures ? store.chunks : [];
        const figures = yield* readFigures(chunks);
        const call = { ...context, state, chunks, figures, node, value, pairs, request };
        const answering = endpoint.answer(call);
        const found = 'next' in answering ? yield* answering : answering;
        return companion(endpoint, wordAnswer(found, dialect));
      }
      case 'companion down': {
        const { endpoint, node } = prepared;
        return companion(
          endpoint,
          wordAnswer(endpoint.ifDown?.(node, dialect) ?? NODE_DOWN, dialect),
        );
      }
      case 'options':
        return worded('options', { status: 204, headers: { allow: prepared.allow }, body: '' });
      case 'bad encoding':
        return worded('bad encoding', answers.badEncoding(prepared.part));
      case 'not found':
        return worded('not found', answers.notFound(request, prepared.where, basePath));
      case 'unauthorized': {
        const { failure } = prepared;
        const kind = failure === 'missing' ? 'no credentials' : 'wrong credentials';
        const refused = answers.unauthorized(failure, request.headers['authorization']);
        const isScript = companions && request.headers['sec-fetch-dest'] === 'empty';
        return worded(kind, isScript ? withoutChallenge(refused) : refused);
      }
      case 'bad query': {
        const { problems } = prepared;
        return worded('bad query', answers.badQuery(problems), { problems });
      }
      case 'node down':
        return worded('node down', answers.nodeDown(prepared.asked));
      case 'query crash':
        return worded('query crash', answers.crash(prepared.cause));
    }
  }

  function* list(
    state: BrokerState,
    query: ClientsQuery,
    node: string | undefined,
  ): Steps<ApiResponse> {
    const filters = [...query.filters, ...onNode(node)];
    const matchers = yield* createMatchersInSteps(filters, rules, timer);
    const isCounted = query.filters.length === 0 || dialect.countUnderFilter !== -1;
    const found = yield* findPage(
      state.store,
      matchers,
      query,
      isCounted,
      node === undefined && nodeOrder === 'asked node first'
        ? state.store.answeringNode(state.askedNode)
        : undefined,
    );
    const { spans, size, hasnext, count = -1 } = found;
    const { page, limit } = query.echo;
    const sent = dialect.hasnext === 'sent' ? `"hasnext":${hasnext},` : '';
    const meta = isAlphabetical
      ? `{"count":${count},${sent}"limit":${limit},"page":${page}}`
      : `{"page":${page},"limit":${limit},${sent}"count":${count}}`;
    const response = {
      status: 200,
      headers: { 'content-type': JSON_TYPE },
      outcome: {
        kind: 'list',
        code: SUCCESS,
        rows: size,
        meta: { page, limit, hasnext, count },
      },
    } as const;
    if (size <= LONG_ROWS) {
      const rows = rowsIn(found);
      const short = { ...response, body: bodyOf(rows, meta) };
      // `meta` has digits only.
      return rows.every(hasAsciiText) ? markAscii(short) : short;
    }
    const [start, end] = frameOf(meta);
    return inParts(response, () => longBody(start, spans, spanText, end));
  }

  function lookup(rows: readonly StoredClient[]): ApiResponse {
    return {
      status: 200,
      headers: { 'content-type': JSON_TYPE },
      body: bodyOf(rows),
      outcome: { kind: 'lookup', code: SUCCESS, rows: rows.length },
    };
  }

  function bodyOf(rows: readonly StoredClient[], meta?: string): string {
    const [start, end] = frameOf(meta);
    // Concatenated: V8 then copies the texts once, when they are sent.
    let text = start;
    let comma = '';
    for (const row of rows) {
      text += comma + rowText(row);
      comma = ',';
    }
    return text + end;
  }

  /** What stands before and after the rows. */
  function frameOf(meta?: string): readonly [start: string, end: string] {
    const sent = meta === undefined ? '' : `"meta":${meta}`;
    if (isAlphabetical) return ['{"code":0,"data":[', sent === '' ? ']}' : `],${sent}}`];
    return [`{${sent === '' ? '' : `${sent},`}"data":[`, '],"code":0}'];
  }

  return {
    parse: createRequestParser({
      basePath,
      brokerPaths,
      bodyIsQuery,
      pathDecoding: dialect.pathDecoding,
      companions: [...endpoints.keys()],
    }),
    prepare,
    execute: (...given) => finish(executeInSteps(...given)),
    executeInSteps,
    authorize,
  };
}

/** Whether the request needs a node that does not answer: what asks all nodes does. */
function isHanging(prepared: PreparedRequest, { nodeStates }: BrokerState): boolean {
  const hanging = [...(nodeStates ?? [])].flatMap(([node, is]) => (is === 'hangs' ? [node] : []));
  switch (prepared.kind) {
    case 'list':
    case 'lookup':
    case 'user lookup':
      return hanging.some((node) => prepared.node === undefined || prepared.node === node);
    case 'kick':
      return hanging.length > 0;
    case 'companion': {
      const { endpoint, node } = prepared;
      if (endpoint.asks === 'none') return false;
      return hanging.some((each) => endpoint.asks === 'all nodes' || each === node);
    }
    default:
      return false;
  }
}

/** One page of all clients. */
const ALL = { page: 1, limit: Infinity, echo: { page: '', limit: '' } };

function rowsIn({ spans }: ClientsPage): StoredClient[] {
  const rows: StoredClient[] = [];
  for (const span of spans) for (const row of rowsOf(span)) rows.push(row);
  return rows;
}

/** The connection stays open until the caller gives up. */
const NO_ANSWER: ApiResponse = {
  ...text(503, ''),
  outcome: { kind: 'no answer' },
  delivery: { hang: true },
};

const KICKED = coded(200, { code: SUCCESS });

const notFound = (where: UnknownPath): Refusal => ({ kind: 'not found', where });

function worded(
  kind: OutcomeKind,
  { status, headers, body, code }: WordedResponse,
  more: Partial<Outcome> = {},
): ApiResponse {
  return { status, headers, body, outcome: { kind, ...(code !== undefined && { code }), ...more } };
}

/** HEAD is GET without the body (RFC 9110, 9.3.2), and so without its `code`. */
function* withoutBody(response: ApiResponse): Steps<ApiResponse> {
  const { code: _, ...outcome } = response.outcome;
  const headers = { ...response.headers, 'content-length': String(yield* bodyLength(response)) };
  return { status: response.status, headers, body: '', outcome };
}

/** What happened at a path beside `/clients`, for those who count and log responses. */
function companion({ method, path }: Endpoint, response: WordedResponse): ApiResponse {
  const endpoint = `${method} ${path}`;
  if (!response.parts) return worded('companion', response, { endpoint });
  const { status, headers, code, parts } = response;
  const outcome = { kind: 'companion', ...(code !== undefined && { code }), endpoint } as const;
  return inParts({ status, headers, outcome }, parts);
}

/** Without the header that makes a browser ask for credentials in a box of its own. */
function withoutChallenge(response: WordedResponse): WordedResponse {
  const { 'www-authenticate': _, ...headers } = response.headers;
  return { ...response, headers };
}

/** A name and password that no request can send. */
const NO_USER: Credentials = { id: '', secret: '\0' };

/** A broker's own health page, as recorded. It asks for no credentials. */
function statusPage(state: BrokerState): WordedResponse {
  return text(
    200,
    `Node ${answeringNode(state)} is started
emqx is running`,
  );
}

const exactly = (name: 'node' | 'username', value: string): Filter => ({
  parameter: { name, operator: 'exact', field: name, kind: 'text' },
  kind: 'text',
  value,
});

const onNode = (node: string | undefined): readonly Filter[] =>
  node === undefined ? [] : [exactly('node', node)];
