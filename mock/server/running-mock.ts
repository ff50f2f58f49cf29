import type { ClientInput } from '../core/client-input.js';
import type { LogFormat, RequestLog } from './request-log.js';
import type { Mock, NamedSandbox } from '../mock.js';
import type { MqttOptions } from '../hosts/mqtt/options.js';
import type { MockOptions } from '../options.js';
import type { ProxyOptions } from '../proxy/target.js';
import type { Certificate, TlsOptions } from './certificate.js';
import type { FileOptions } from '../state-file/load.js';

/** {@link MockOptions}, and the clients. */
export interface PopulationOptions extends MockOptions {
  /** Number of clients to generate, 0 to 10,000,000 (default 1,000), or the clients themselves. */
  readonly clients?: number | readonly ClientInput[] | undefined;
  /**
   * Records what the requests use of the API: kinds of parameters and of values, no values. With a
   * file, adds it there when the mock is closed or the process ends; with `true`, only
   * `mock.usage` has it. Default `false`.
   */
  readonly usage?: string | boolean | undefined;
}

export interface StartOptions
  extends PopulationOptions, FileOptions, ProxyOptions, MqttOptions, TlsOptions {
  /** HTTP port, 0 to 65535; 0 chooses a free port. Default 8081. */
  readonly port?: number | undefined;
  /** Address to listen on. Default `127.0.0.1`: no other machine can connect. */
  readonly host?: string | undefined;
  /** Sends CORS headers, so that browsers accept pages of other origins. Default `true`. */
  readonly cors?: boolean | undefined;
  /** Serves the control API under `/__mock`. Default `true`. */
  readonly control?: boolean | undefined;
  /**
   * Token that the control API requires, as `Authorization: Bearer TOKEN`: 8 to 200 printable ASCII
   * characters. Default: none on loopback; otherwise a random {@link RunningMock.controlToken}.
   */
  readonly controlToken?: string | undefined;
  /** Format of the request log. Default `silent`. */
  readonly log?: LogFormat | undefined;
  /** Receives the log, line by line. Default: standard output. */
  readonly write?: ((line: string) => void) | undefined;
}

/** A mock that listens. */
export interface RunningMock extends Mock, AsyncDisposable {
  /** The API's base URL, e.g. `http://127.0.0.1:8081/api/v4`. */
  readonly url: string;
  readonly port: number;
  /** The MQTT listener's URL, e.g. `mqtt://127.0.0.1:1883`; `undefined` without option `mqtt`. */
  readonly mqttUrl: string | undefined;
  /** Where the API and MQTT can be reached; `undefined`: not this way. */
  readonly urls: {
    readonly http: string | undefined;
    readonly https: string | undefined;
    readonly mqtt: string | undefined;
    readonly mqtts: string | undefined;
    readonly mqttWs: string | undefined;
  };
  /** What clients of `https:`, `mqtts:` and `wss:` must trust; `undefined` without TLS. */
  readonly certificate: Certificate | undefined;
  /** The server that answers what the mock does not, e.g. `http://broker:8081`. */
  readonly proxyOrigin: string | undefined;
  /** The header that authorizes a request; empty if `apps` is `false`. */
  readonly authorization: Readonly<Record<string, string>>;
  /** The control API's base URL, e.g. `http://127.0.0.1:8081/__mock`; `undefined` if turned off. */
  readonly controlUrl: string | undefined;
  /** The token that the control API requires; `undefined`: none. */
  readonly controlToken: string | undefined;
  /** Returns the sandbox of that name, with its URL. */
  sandbox(this: void, name: string): RunningSandbox;
  readonly log: RequestLog;
  /** Stops the mock. Requests in flight have up to five seconds to finish. */
  close(): Promise<void>;
}

/** A sandbox of a mock that listens. */
export interface RunningSandbox extends NamedSandbox {
  /** E.g. `http://127.0.0.1:8081/sandbox/my%20test/api/v4`. */
  readonly url: string;
  /** The header that authorizes a request; empty if `apps` is `false`. */
  readonly authorization: Readonly<Record<string, string>>;
  /** The control API of this sandbox; `undefined` if turned off. */
  readonly controlUrl: string | undefined;
}
