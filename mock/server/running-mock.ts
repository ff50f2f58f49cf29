import type { ClientInput } from '../core/client-input.js';
import type { LogFormat, RequestLog } from './request-log.js';
import type { Mock, NamedSandbox } from '../mock.js';
import type { MockOptions } from '../options.js';
import type { FileOptions } from '../state-file/load.js';

/** {@link MockOptions}, and which clients there are. */
export interface PopulationOptions extends MockOptions {
  /** How many clients to seed (default 1,000), or the very clients. */
  readonly clients?: number | readonly ClientInput[] | undefined;
}

export interface StartOptions extends PopulationOptions, FileOptions {
  /** Default 8081; 0 takes a free one. */
  readonly port?: number | undefined;
  /** Default 127.0.0.1: nobody else on the network can call. */
  readonly host?: string | undefined;
  /** Port on which MQTT clients can connect, on the same host; 0 takes a free one. Default: none. */
  readonly mqtt?: number | undefined;
  /** What every MQTT client has to give, as `name:password`. Default: all may connect. */
  readonly mqttUser?: string | undefined;
  /** Whether pages of other origins may call. Default `true`. */
  readonly cors?: boolean | undefined;
  /** Whether the control API answers under `/__mock`. Default `true`. */
  readonly control?: boolean | undefined;
  /**
   * What the control API asks for, as `Authorization: Bearer TOKEN`. Default: nothing on loopback;
   * beyond it a token that is made up ({@link RunningMock.controlToken}).
   */
  readonly controlToken?: string | undefined;
  /** How requests are logged, to standard output or to `write`. Default `silent`. */
  readonly log?: LogFormat | undefined;
  /** Receives the log's lines. Default: standard output. */
  readonly write?: ((line: string) => void) | undefined;
}

/** A mock that listens. */
export interface RunningMock extends Mock, AsyncDisposable {
  /** The API's base URL, e.g. `http://127.0.0.1:8081/api/v4`. */
  readonly url: string;
  readonly port: number;
  /** Where MQTT clients can connect, e.g. `mqtt://127.0.0.1:1883`, if option `mqtt` was given. */
  readonly mqttUrl: string | undefined;
  /** The header that lets a request in; empty where everybody is let in. */
  readonly authorization: Readonly<Record<string, string>>;
  /** The control API's base URL, e.g. `http://127.0.0.1:8081/__mock`, unless it is turned off. */
  readonly controlUrl: string | undefined;
  /** What the control API asks for; `undefined`: nothing. */
  readonly controlToken: string | undefined;
  /** A sandbox of its own, with the URL that leads there. */
  sandbox(this: void, name: string): RunningSandbox;
  readonly log: RequestLog;
  /** Stops: requests in flight are finished first, for five seconds at the most. */
  close(): Promise<void>;
}

/** A sandbox of a mock that listens. */
export interface RunningSandbox extends NamedSandbox {
  /** E.g. `http://127.0.0.1:8081/sandbox/my%20test/api/v4`. */
  readonly url: string;
  /** The control API for this sandbox, unless it is turned off. */
  readonly controlUrl: string | undefined;
}
