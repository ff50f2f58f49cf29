import type { BrokerState } from '../core/broker-state.js';
import type { Dialect } from '../core/releases/dialect.js';
import type { Operation, PreparedRequest } from '../core/engine.js';
import type { ApiRequest } from '../core/parse-request.js';
import type { Steps } from '../core/steps.js';
import {
  BrokerCrash,
  MockLimit,
  type ParsedQuery,
  type QueryPair,
} from '../core/query/query-types.js';
import { unknownClient } from './client.js';
import { decisionsInQuery, decisionsOf } from './decisions.js';
import type { Explanation } from './explanation.js';
import { explainList } from './list.js';
import { cut } from './describe-filter.js';
import { explainParameters } from './parameters.js';

export interface ExplainerOptions {
  readonly dialect: Dialect;
  /** Milliseconds, from any start: ends a search that takes too long. */
  readonly timer: () => number;
}

/**
 * Explains how the engine answers a prepared request from a state; the state does not change. In steps,
 * as every client is compared.
 * @param why the id of the client in question.
 */
export type Explainer = (
  request: ApiRequest,
  prepared: PreparedRequest,
  state: BrokerState,
  why?: string,
) => Steps<Explanation>;

/** Default of `outcome`: `other`. */
type Body = Omit<Explanation, 'request' | 'dialect' | 'decisions' | 'outcome'> & {
  readonly outcome?: Explanation['outcome'];
  readonly decisions: readonly number[];
};

export function createExplainer({ dialect, timer }: ExplainerOptions): Explainer {
  function* explain(
    request: ApiRequest,
    prepared: PreparedRequest,
    state: BrokerState,
    why: string | undefined,
  ): Steps<Body> {
    switch (prepared.kind) {
      case 'bad encoding':
        return { answer: `refused: the ${prepared.part} is not well encoded`, decisions: [27] };
      case 'not found':
        return { answer: `not found: ${whyUnknown(request)}`, decisions: [25] };
      case 'unauthorized': {
        const answer = `HTTP 401: the credentials are ${prepared.failure}`;
        return { answer, decisions: [24] };
      }
      case 'user lookup':
      case 'node down':
      case 'status page':
        return { answer: 'a path that only real brokers have', decisions: [31] };
      case 'companion':
      case 'companion down': {
        const { method, path } = prepared.endpoint;
        const isDown = prepared.kind === 'companion down' ? ', of a node that has stopped' : '';
        return { answer: `a path beside /clients: ${method} ${path}${isDown}`, decisions: [44] };
      }
      case 'options':
        return { answer: 'the methods of this path', decisions: [25] };
      case 'lookup':
      case 'kick':
        return yield* explainClient(prepared, state);
      case 'bad query': {
        const parsed: ParsedQuery = { ok: false, problems: prepared.problems };
        return {
          answer: 'refused: see parameters',
          outcome: 'refused',
          ...explainQuery(request, parsed),
        };
      }
      case 'query crash':
        return {
          answer: crashOf(prepared.cause),
          outcome: 'crash',
          parameters: explainParameters(request.query, pairsOf(request), undefined, dialect),
          decisions: [10],
        };
      case 'list':
        return yield* explainPage(request, prepared, state, why);
    }
  }

  function* explainPage(
    request: ApiRequest,
    { query, node }: Extract<Operation, { kind: 'list' }>,
    { store, askedNode }: BrokerState,
    why: string | undefined,
  ): Steps<Body> {
    const { parameters, decisions } = explainQuery(request, { ok: true, query });
    const filter = query.filters.find(({ parameter }) => parameter.name === 'clientid');
    // A query that asks for one id asks about this client.
    const id = why ?? (filter?.kind === 'text' ? filter.value : undefined);
    try {
      const first = dialect.nodeOrder === 'sorted' ? undefined : askedNode;
      const list = yield* explainList(store, { first, node }, query, dialect.query, timer, id);
      const isPast = list.page.first === null && list.page.of > 0;
      return { ...list, parameters, decisions: [...decisions, ...(isPast ? [12] : [])] };
    } catch (error) {
      if (!(error instanceof BrokerCrash || error instanceof MockLimit)) throw error;
      const isCrash = error instanceof BrokerCrash;
      const answer = isCrash ? crashOf(error) : error.message;
      return { answer, outcome: isCrash ? 'crash' : 'limit', parameters, decisions };
    }
  }

  function explainQuery(
    request: ApiRequest,
    parsed: ParsedQuery,
  ): Required<Pick<Body, 'parameters' | 'decisions'>> {
    const pairs = pairsOf(request);
    return {
      parameters: explainParameters(request.query, pairs, parsed, dialect),
      decisions: decisionsInQuery(pairs, parsed, dialect),
    };
  }

  return function* (request, prepared, state, why) {
    const { method, path, query } = request;
    const { decisions, ...body } = yield* explain(request, prepared, state, why);
    return {
      request: cut(`${method} ${path}${query === '' ? '' : `?${query}`}`),
      dialect: dialect.name,
      outcome: 'other',
      ...body,
      decisions: decisionsOf(decisions, dialect),
    };
  };
}

const crashOf = (cause: BrokerCrash): string => `the broker crashes: ${cause.message}`;

const pairsOf = ({ parameters }: ApiRequest): readonly QueryPair[] =>
  'pairs' in parameters ? parameters.pairs : [];

function whyUnknown({ method, route }: ApiRequest): string {
  const isRead = method === 'GET' || method === 'HEAD';
  switch (route.kind) {
    case 'clients':
    case 'clients of user':
      return isRead ? 'no client has been on this node' : `${method} is not for the list`;
    case 'client':
      return isRead ? 'no client has been on this node' : `${method} is not for a client`;
    case 'companion':
      return isRead ? 'no client has been on this node' : `${method} is not for this path`;
    case 'unknown':
      if (route.where !== 'inside') return 'the path is not under the base path';
      return 'the documents name no such path';
    case 'status':
    case 'bad encoding':
      return `${method} is not for this path`;
  }
}

function* explainClient(
  operation: Extract<Operation, { kind: 'lookup' | 'kick' }>,
  { store }: BrokerState,
): Steps<Body> {
  const { kind, clientid } = operation;
  const only = kind === 'lookup' ? operation.node : undefined;
  const nodes = store
    .get(clientid)
    .flatMap(({ node }) => (only === undefined || node === only ? node : []));
  if (nodes.length === 0) {
    return {
      answer: `a ${kind} of an unknown client`,
      client: yield* unknownClient(store, clientid),
      decisions: [kind === 'kick' ? 23 : 22],
    };
  }
  const because = nodes.map((node) => `It is on node ${node}.`);
  const reasons = nodes.map((node) => ({ reason: 'found', node }) as const);
  const client = { clientid, inAnswer: kind === 'lookup', because, reasons };
  return { answer: `a ${kind} of a known client`, client, decisions: [] };
}
