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

/**
 * How an answer goes over the wire where it does not simply go: what a fault does to a connection.
 * A host carries out what it can; a service worker has no socket to reset.
 */
export interface Delivery {
  /** Milliseconds to wait before anything is sent. */
  readonly delayMs?: number;
  /** Nothing is ever sent: the connection stays open until the caller gives up. */
  readonly hang?: true;
  /** The connection is reset (RST) before anything is sent. */
  readonly reset?: true;
  /** Only so many bytes of the body are sent, of the length announced; then the connection ends. */
  readonly truncateAt?: number;
  /** The body is sent `bytes` at a time, `everyMs` milliseconds apart. */
  readonly drip?: { readonly bytes: number; readonly everyMs: number };
}

/** The engine's answer, as a value; the host writes it. */
export interface MockResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How many clients the body holds, for logs; absent where it is no list of clients. */
  readonly rows?: number;
  /** Absent: the answer is simply sent. */
  readonly delivery?: Delivery;
}
