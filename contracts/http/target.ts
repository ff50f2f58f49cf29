import type { ApiRequest, ApiResponse } from './exchange.js';

/** `-u app_id:app_secret` of the documents. */
export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

export interface TlsOptions {
  /** Certificates to trust, PEM text, in place of the system's. */
  readonly ca?: string;
  /** Accept any certificate. Default false. */
  readonly insecure?: boolean;
}

/** The MQTT listener of the broker under test, for the fixtures. */
export interface MqttTarget {
  /** `mqtt://host:1883` or `mqtts://host:8883`. */
  readonly url: string;
  /** Log in with these; without them every fixture uses a user name of its own and no password. */
  readonly username?: string;
  readonly password?: string;
}

/** The broker to judge. */
export interface Target {
  /** Where `/clients` lies, e.g. `http://localhost:8081/api/v4`. */
  readonly baseUrl: string;
  readonly credentials?: Credentials;
  readonly tls?: TlsOptions;
  readonly mqtt?: MqttTarget;
}

/** A request as it goes out: the way of signing has become a header. */
export interface SentRequest {
  readonly method: Required<ApiRequest>['method'];
  /** The base URL's path and the request's, with the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Carries requests to a broker. The real one speaks HTTP; tests hand in one that calls a handler
 * in the same process. It throws only where there is no answer at all.
 */
export interface Transport {
  send(request: SentRequest): Promise<ApiResponse>;
  close?(): Promise<void>;
}

/** Time, handed in, so that tests need not wait for it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  sleep(ms: number): Promise<void>;
}
