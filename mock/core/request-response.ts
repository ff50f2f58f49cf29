import type { Problem } from './query/query-types.js';

/** A request as a host passes it to the engine. */
export interface MockRequest {
  /** Upper-case, e.g. `GET`. */
  readonly method: string;
  /** As sent, percent-encoded, without the query. */
  readonly path: string;
  /** What follows the `?`, as sent; empty if there is none. */
  readonly query?: string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

/** How a response is sent if a fault changes that. A host without sockets does what it can. */
export interface Delivery {
  /** Milliseconds to wait before anything is sent. */
  readonly delayMs?: number;
  /** Nothing is ever sent: the connection stays open until the caller gives up. */
  readonly hang?: true;
  /** The connection is reset (RST), after the delay, before anything is sent. */
  readonly reset?: true;
  /** Only this many bytes of the body are sent, of the length announced; then the connection ends. */
  readonly truncateAt?: number;
  /** The body is sent `bytes` at a time, `everyMs` milliseconds apart. */
  readonly drip?: { readonly bytes: number; readonly everyMs: number };
  /** Bytes of the whole body, of one in parts that is cut or slow. */
  readonly length?: number;
}

/** `meta` of a list of clients. */
export interface ListMeta {
  /** Digits: a broker's integers have no bound. */
  readonly page: string;
  readonly limit: string;
  readonly hasnext: boolean;
  /** -1: not counted. */
  readonly count: number;
}

export type OutcomeKind =
  | 'list'
  | 'lookup'
  | 'kick'
  | 'kick of an unknown client'
  | 'status page'
  /** A path beside `/clients`. */
  | 'companion'
  | 'options'
  | 'bad encoding'
  | 'not found'
  | 'no credentials'
  | 'wrong credentials'
  | 'bad query'
  /** The broker crashes while it reads the query, or while it searches. */
  | 'query crash'
  | 'search crash'
  /** A broker would search on and the mock does not. */
  | 'search limit'
  /** The node that is asked has stopped, or does not answer. */
  | 'node down'
  | 'no answer'
  /** A fault or a stub answered in place of the API. */
  | 'fault'
  | 'stub';

/** What a response says, as data: code that counts or logs responses reads this, not the body. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** The `code` in the body, if it has one. */
  readonly code?: number;
  /** How many clients the body holds. */
  readonly rows?: number;
  readonly meta?: ListMeta;
  /** Of a bad query: what is wrong with it. */
  readonly problems?: readonly Problem[];
  /** Of a path beside `/clients`: e.g. `GET nodes/:node/subscriptions`. */
  readonly endpoint?: string;
}

/** The body of a response, in parts that follow each other. */
export type BodyParts = Iterable<string | Uint8Array>;

/** A response as a value; the host sends it. */
export interface MockResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of a long body: joins {@link parts} whenever it is read. */
  readonly body: string;
  /** A long body, in parts for a host to send one after the other. Absent: `body` is all. */
  readonly parts?: () => BodyParts;
  /** A body that is sent as it comes, for as long as the caller listens; `body` is empty. */
  readonly stream?: AsyncIterable<string>;
  /** Absent if the request did not reach the API, e.g. because its sandbox has a bad name. */
  readonly outcome?: Outcome;
  /** Absent: the response is simply sent. */
  readonly delivery?: Delivery;
}

/** A response of the API, not of a fault or a host. */
export interface ApiResponse extends MockResponse {
  readonly outcome: Outcome;
}
