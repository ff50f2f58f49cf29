import type { Steps } from '../core/steps.js';
import type { MockRequest } from '../core/request-response.js';
import type { Mock } from '../mock.js';
import type { Sandbox } from '../sandboxes/sandbox.js';

/** What a route of the control API is called with. */
export interface ControlCall {
  readonly mock: Mock;
  /** As it was sent, without the sandbox in its path. */
  readonly request: MockRequest;
  /** The path of the control API, in the sandbox of the request: `/sandbox/NAME/__mock`. */
  readonly root: string;
  /** The sandbox that the request names, or the default one. */
  readonly sandbox: Sandbox;
  /** The decoded open segment of the path; empty if the route has none. */
  readonly parameter: string;
  /** The query, decoded; empty if the route accepts any. */
  readonly query: ReadonlyMap<string, string>;
  /** The body, parsed; `undefined` if there is none. */
  readonly body: unknown;
  /** The query as it was sent. */
  readonly rawQuery: string;
  /** Runs what takes long; other requests are answered between its steps. */
  readonly inTurns: <T>(steps: Steps<T>) => T | Promise<Awaited<T>>;
}

/** Its response: JSON, a text or bytes of its own type, or no body. */
export interface ControlAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: {
    readonly type: string;
    /** A long body is a list of its parts, which may be made when they are sent. */
    readonly body: string | Uint8Array | Iterable<string>;
  };
  /** Server-sent events, in place of a body. */
  readonly events?: AsyncIterable<string>;
  /** More headers, in lower case. Default of `cache-control`: `no-store`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of the control API. */
export interface ControlRoute {
  /** The known query parameters; others are refused. Default: none. `any`: all are accepted. */
  readonly query?: readonly string[] | 'any';
  /**
   * Callers that need no token: all, since health probes send none; or those that name a trusted
   * host, for pages, which browsers ask for without a token.
   */
  readonly open?: 'to all' | 'to trusted hosts';
  /** @throws {ValidationError} for invalid input. */
  readonly handle: (call: ControlCall) => ControlAnswer | Promise<ControlAnswer>;
}

/**
 * Operations by method and path under `/__mock`; one segment may be open: `GET /clients/{clientid}`.
 * Most have only a handler.
 */
export type ControlRoutes = Readonly<
  Record<
    `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`,
    ControlRoute | ControlRoute['handle']
  >
>;
