import type { Json } from '../shared/json.js';

export const METHODS = ['GET', 'DELETE', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH'] as const;
export type Method = (typeof METHODS)[number];

/**
 * The ways to sign a request. Rules name the way and never see the credentials, so that no report
 * can leak a secret.
 * - `right`: as given by the user (the default)
 * - `none`: no `authorization` header
 * - `wrong-id`: an id that no broker has, with the right secret
 * - `wrong-secret`: the right id with a wrong secret
 * - `cut-secret`: the right id, and the right secret without its last character
 * - `longer-secret`: the right id, and the right secret with one more character
 * - `empty`: `Basic` with empty id and secret
 * - `empty-secret`: the right id with an empty secret
 * - `other-scheme`: the right credentials, but as `Bearer`
 * - `not-base64`: `Basic` with text that no base64 decoder reads
 */
export type Authorization =
  | 'right'
  | 'none'
  | 'wrong-id'
  | 'wrong-secret'
  | 'cut-secret'
  | 'longer-secret'
  | 'empty'
  | 'empty-secret'
  | 'other-scheme'
  | 'not-base64';

/** A request of a rule. */
export interface ApiRequest {
  /** Default `GET`. */
  readonly method?: Method;
  /**
   * Path under the base URL with its query, percent-encoded already, e.g.
   * `/clients?_page=1&_limit=2`. Sent unchanged.
   */
  readonly path: string;
  /** Default `right`. */
  readonly authorization?: Authorization;
}

/** An answer, not parsed, so that a rule can judge every part of it. */
export interface ApiResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** One request and its answer, kept as evidence. */
export interface Exchange {
  /** 1 for the first exchange of the run. */
  readonly number: number;
  readonly request: Required<ApiRequest>;
  readonly response: ApiResponse;
  /** The parsed body; `undefined` where it is not JSON. */
  readonly json: Json | undefined;
  /** The line that repeats the request with curl; credentials stand as `$EMQX_CONTRACT_USER`. */
  readonly curl: string;
  /** Milliseconds from sending to the last byte. */
  readonly ms: number;
}
