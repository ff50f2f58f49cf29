import type { Credentials } from '../auth.js';
import type { BrokerState } from '../broker-state.js';
import type { Chunk } from '../chunk/chunk.js';
import type { JsonValue } from '../client.js';
import type { ApiRequest } from '../parse-request.js';
import type { ParsedQuery, QueryPair, QueryRules } from '../query/query-types.js';
import type { Dialect } from '../releases/dialect.js';
import type { Steps } from '../steps.js';
import type { Figures } from './figures.js';

/** What the endpoints of a mock have in common. */
interface EndpointContext {
  readonly dialect: Dialect;
  /** May log in. */
  readonly dashboardUser: Credentials;
  /** Minutes east of UTC of a node's local time. */
  utcOffsetMinutes(this: void, node: string): number;
  /** Reads filters, page and limit as the dialect does. @throws {BrokerCrash} */
  parsePairs(this: void, pairs: readonly QueryPair[], rules: QueryRules): ParsedQuery;
  /** Decodes a text once more, as brokers do with a topic. */
  decodeValue(this: void, text: string): string;
}

/** A request to an endpoint, accepted. */
export interface EndpointCall extends EndpointContext {
  readonly state: BrokerState;
  /** The clients and their figures by node, of the moment when the request came; of an endpoint that reads them. */
  readonly chunks: readonly Chunk[];
  readonly figures: ReadonlyMap<string, Figures>;
  /** The node in the path; it exists. */
  readonly node: string | undefined;
  /** The client id or topic in the path, decoded; empty if the path has none. */
  readonly value: string;
  /** The parameters of the query and, as brokers read it, of a JSON body. */
  readonly pairs: readonly QueryPair[];
  readonly request: ApiRequest;
}

/** What an endpoint answers, before the dialect words it. */
export type EndpointAnswer =
  | { readonly kind: 'data'; readonly data: JsonValue; readonly meta?: PageMeta }
  | { readonly kind: 'success' }
  /** Without a `code`, if the broker sends none. */
  | { readonly kind: 'error'; readonly code?: number; readonly message: string }
  | {
      readonly kind: 'bad query';
      readonly problems: Extract<ParsedQuery, { ok: false }>['problems'];
    }
  | { readonly kind: 'login refused' }
  | { readonly kind: 'no content' };

/** `meta` of a page; digits, since a broker's integers have no bound. */
export interface PageMeta {
  readonly page: string;
  readonly limit: string;
  readonly hasnext?: boolean;
  readonly count: number;
}

/** An endpoint beside `/clients`: a pure function of the state, but for what it is there to change. */
export interface Endpoint {
  readonly method: 'DELETE' | 'GET' | 'POST' | 'PUT';
  /** E.g. `nodes/:node/subscriptions/:value`. */
  readonly path: string;
  /** Whether a release has it. Default: all have. */
  readonly exists?: (dialect: Dialect) => boolean;
  /** Which nodes must answer: all, the node in the path, or only the one that is asked. */
  readonly asks: 'all nodes' | 'node' | 'none';
  /** It reads page and limit, and refuses what it does not know itself. */
  readonly isList?: true;
  /** No credentials are asked for. */
  readonly open?: true;
  /** It needs all clients and their figures, which are then read before it answers. */
  readonly readsFigures?: true;
  /** In steps, if it reads many clients. @throws {BrokerCrash} where a broker crashes. */
  answer(this: void, call: EndpointCall): EndpointAnswer | Steps<EndpointAnswer>;
  /** What it answers if the node in the path has stopped. Default: `nodedown`, without a code. */
  readonly ifDown?: (node: string, dialect: Dialect) => EndpointAnswer;
}

export const NODE_DOWN: EndpointAnswer = { kind: 'error', message: 'nodedown' };
export const SUCCESS: EndpointAnswer = { kind: 'success' };
export const dataOf = (data: JsonValue, meta?: PageMeta): EndpointAnswer => ({
  kind: 'data',
  data,
  ...(meta && { meta }),
});

/** The value of a parameter, as brokers look it up: the first. */
export function parameterOf(pairs: readonly QueryPair[], name: string): JsonValue | undefined {
  const value = pairs.find(([key]) => key === name)?.[1];
  return typeof value === 'object' ? value.json : value;
}
