import type { Mock } from '../mock.js';
import type { Sandbox } from '../sandboxes/sandbox.js';

/** What a route of the control API is called with. */
export interface ControlCall {
  readonly mock: Mock;
  /** The sandbox that the request names; the default one where it names none. */
  readonly sandbox: Sandbox;
  /** The decoded segment of the path that the route leaves open; empty where it leaves none. */
  readonly parameter: string;
  /** The query, decoded. */
  readonly query: ReadonlyMap<string, string>;
  /** The body, parsed; `undefined` where there is none. */
  readonly body: unknown;
  /** The query as it was sent. */
  readonly rawQuery: string;
}

/** What it answers: JSON, or a text of its own type. */
export interface ControlAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: { readonly type: string; readonly body: string };
}

/** One operation of the control API. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under `/__mock`; one segment may be open, in braces: `/clients/{clientid}`. */
  readonly path: string;
  /** Query parameters that are known; others are refused. Default: none. `any`: all are let in. */
  readonly query?: readonly string[] | 'any';
  /** Whether it answers without the token: probes carry none. */
  readonly open?: boolean;
  /** @throws {ValidationError} for invalid input. */
  handle(this: void, call: ControlCall): ControlAnswer | Promise<ControlAnswer>;
}
