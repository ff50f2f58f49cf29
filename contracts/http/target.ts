import type { ApiRequest, ApiResponse } from './exchange.js';

/** The documents' `app_id` and `app_secret`. */
export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

export interface TlsOptions {
  /** Certificates to trust, PEM text; replaces the system's. */
  readonly ca?: string;
  /** The file of `ca`, for the command lines in reports. */
  readonly caFile?: string;
  /** Accept any certificate. Default false. */
  readonly insecure?: boolean;
  /** The client's certificate and its private key, PEM text. */
  readonly cert?: string;
  readonly key?: string;
  /** The client's certificate and key in one, PKCS #12. */
  readonly pfx?: Uint8Array;
  /** Opens `key` or `pfx`. */
  readonly passphrase?: string;
  /** The files of `cert`, `key` and `pfx`, for the command lines in reports. */
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly pfxFile?: string;
  /** The file of `passphrase`, for the same. */
  readonly passphraseFile?: string;
}

/** The MQTT listener of the broker, for the test clients. */
export interface MqttTarget {
  /** `mqtt://host:1883`, `mqtts://host:8883`, or MQTT over WebSocket: `ws://host:8083/mqtt`, `wss://host:8084/mqtt`. */
  readonly url: string;
  /** The login of all test clients. Default: each has its own user name and no password. */
  readonly username?: string;
  readonly password?: string;
  /** The file of the login, for the command lines in reports. */
  readonly loginFile?: string;
}

/** The broker to check. */
export interface Target {
  /** The part before `/clients`, e.g. `http://localhost:8081/api/v4`. */
  readonly baseUrl: string;
  readonly credentials?: Credentials;
  /** The file of `credentials`, for the command lines in reports. */
  readonly credentialsFile?: string;
  readonly tls?: TlsOptions;
  readonly mqtt?: MqttTarget;
}

/** A request as it is sent, with its `authorization` header. */
export interface SentRequest {
  readonly method: Required<ApiRequest>['method'];
  /** The base URL's path, then the request's path and query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Sends requests to a broker: over HTTP, or in tests to a handler in the same process. Throws only
 * where there is no whole answer.
 */
export interface Transport {
  send(request: SentRequest): Promise<ApiResponse>;
  close?(): Promise<void>;
}
