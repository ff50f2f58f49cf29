/** A request as any host hands it to the engine: a socket's, a service worker's, a test's. */
export interface MockRequest {
  /** Upper-case, e.g. `GET`. */
  readonly method: string;
  /** The path as it was sent, percent-encoding and all, without the query. */
  readonly path: string;
  /** What stood behind the `?`, as it was sent; empty where there was none. */
  readonly query?: string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

/** The engine's answer, as a value; the host writes it. */
export interface MockResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How many clients the body holds, for logs; absent where it is no list of clients. */
  readonly rows?: number;
}
