import { checkAuthorization, type Credentials } from '../core/auth.js';
import type { Dialect } from '../core/dialects/dialect.js';
import type { MockRequest } from '../core/messages.js';
import { readBody } from '../core/query/body.js';
import type { QueryPair } from '../core/query/decode.js';
import { BrokerCrash, MockLimit } from '../core/query/query-errors.js';
import { parseQuery } from '../core/query/parse.js';
import type { ParsedQuery } from '../core/query/query-types.js';
import { createRouter, type Route } from '../core/router.js';
import type { BrokerState } from '../core/broker-state.js';
import { unknownClient } from './client.js';
import { decisionsInQuery, decisionsOf } from './decisions.js';
import type { Explanation } from './explanation.js';
import { explainList } from './list.js';
import { cut, explainParameters, pairsOf } from './parameters.js';

export interface ExplainerOptions {
  readonly dialect: Dialect;
  readonly basePath: string;
  readonly credentials: readonly Credentials[] | undefined;
  readonly strict: boolean;
  /** Milliseconds, from any start: ends a search that takes too long. */
  readonly timer: () => number;
}

/** Which client is asked about, and whether the caller has been let in already. */
export interface ExplainWishes {
  readonly why?: string | undefined;
  readonly authorized?: boolean;
}

/** Explains how a request is answered from a state, and leaves the state as it is. */
export type Explainer = (
  request: MockRequest,
  state: BrokerState,
  wishes?: ExplainWishes,
) => Explanation;

type Body = Omit<Explanation, 'request' | 'dialect' | 'decisions'> & {
  readonly decisions: readonly number[];
};

/** Makes an explainer of the same answers as the handler of the same options. */
export function createExplainer(options: ExplainerOptions): Explainer {
  const { dialect, credentials, strict, timer } = options;
  const find = createRouter(options.basePath, dialect.brokerPaths);

  function explain(request: MockRequest, state: BrokerState, wishes: ExplainWishes): Body {
    const route = find(request.path);
    if (!route) return { answer: 'refused: the path is not well encoded', decisions: [27] };
    if (route.kind === 'unknown' && route.where !== 'inside') {
      return { answer: 'not found: the path is not under the base path', decisions: [25] };
    }
    if (credentials && wishes.authorized !== true) {
      const failure = checkAuthorization(request.headers?.['authorization'], credentials);
      if (failure) return { answer: `HTTP 401: the credentials are ${failure}`, decisions: [24] };
    }
    switch (route.kind) {
      case 'clients':
        return explainClients(request, state, wishes.why);
      case 'client':
        return explainClient(route, request, state);
      case 'clients of user':
      case 'status':
        return { answer: 'a path that only real brokers have', decisions: [31] };
      case 'unknown':
        return { answer: 'not found: the documents name no such path', decisions: [25] };
    }
  }

  function explainClients(
    request: MockRequest,
    { store }: BrokerState,
    why: string | undefined,
  ): Body {
    const { method, query = '' } = request;
    if (method !== 'GET' && method !== 'HEAD') {
      return { answer: `not found: ${method} is not for the list`, decisions: [25] };
    }
    const pairs = readPairs(request);
    if (!pairs) return { answer: 'refused: the query is not well encoded', decisions: [27] };
    let parsed: ParsedQuery | undefined;
    try {
      parsed = parseQuery(pairs, dialect.query, strict);
      const parameters = explainParameters(query, pairs, parsed, dialect);
      const decisions = decisionsInQuery(pairs, parsed, dialect);
      if (!parsed.ok) return { answer: 'refused: see parameters', parameters, decisions };
      const id = why ?? exactId(parsed);
      const list = explainList(store, parsed.query, dialect, timer, id);
      const isPast = list.page.first === null && list.page.of > 0;
      return { ...list, parameters, decisions: [...decisions, ...(isPast ? [12] : [])] };
    } catch (error) {
      if (!(error instanceof BrokerCrash || error instanceof MockLimit)) throw error;
      const parameters = explainParameters(query, pairs, parsed, dialect);
      const decisions = parsed ? decisionsInQuery(pairs, parsed, dialect) : [10];
      const isCrash = error instanceof BrokerCrash;
      const answer = isCrash ? `the broker crashes: ${error.message}` : error.message;
      return { answer, parameters, decisions };
    }
  }

  function explainClient(
    { clientid }: Extract<Route, { kind: 'client' }>,
    { method }: MockRequest,
    { store }: BrokerState,
  ): Body {
    const isKick = method === 'DELETE';
    if (!isKick && method !== 'GET' && method !== 'HEAD') {
      return { answer: `not found: ${method} is not for a client`, decisions: [25] };
    }
    const nodes = store.get(clientid).map(({ node }) => node);
    const what = isKick ? 'kick' : 'lookup';
    if (nodes.length === 0) {
      const client = unknownClient(store, clientid);
      return {
        answer: `a ${what} of a client that nobody knows`,
        client,
        decisions: [isKick ? 23 : 22],
      };
    }
    const because = nodes.map((node) => `It is on node ${node}.`);
    const client = { clientid, inAnswer: !isKick, because };
    return { answer: `a ${what} of a known client`, client, decisions: [] };
  }

  function readPairs({ query = '', body = '' }: MockRequest): QueryPair[] | undefined {
    const pairs = pairsOf(query, dialect);
    if (!pairs || !dialect.bodyIsQuery) return pairs;
    return [...pairs, ...(readBody(body)?.pairs ?? [])];
  }

  return (request, state, wishes = {}) => {
    const { path, query = '' } = request;
    const { decisions, ...body } = explain(request, state, wishes);
    return {
      request: cut(`${request.method} ${path}${query === '' ? '' : `?${query}`}`),
      dialect: dialect.name,
      ...body,
      decisions: decisionsOf(decisions, dialect),
    };
  };
}

/** The id that the query itself asks for: then it is this client that is missed. */
function exactId(parsed: ParsedQuery): string | undefined {
  if (!parsed.ok) return undefined;
  const filter = parsed.query.filters.find(({ parameter }) => parameter.name === 'clientid');
  return filter?.kind === 'text' ? filter.value : undefined;
}
