import type { Mock } from '../mock.js';
import type { Sandbox } from '../sandboxes/sandbox.js';

/** What a route of the control API is called with. */
export interface ControlCall {
  readonly mock: Mock;
  /** The sandbox that the request names, or the default one. */
  readonly sandbox: Sandbox;
  /** The decoded open segment of the path; empty if the route has none. */
  readonly parameter: string;
  /** The query, decoded. */
  readonly query: ReadonlyMap<string, string>;
  /** The body, parsed; `undefined` if there is none. */
  readonly body: unknown;
  /** The query as it was sent. */
  readonly rawQuery: string;
}

/** Its response: JSON, or a text of its own type. */
export interface ControlAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: { readonly type: string; readonly body: string };
}

/** One operation of the control API. */
export interface ControlRoute {
  /** The known query parameters; others are refused. Default: none. `any`: all are accepted. */
  readonly query?: readonly string[] | 'any';
  /** Whether it answers without the token: health probes send none. */
  readonly open?: boolean;
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
