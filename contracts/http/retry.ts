/** A request that was not answered as it should be at the first try, because of the way there. */
export interface Retried {
  /** Method, and path under the base URL, e.g. `GET /clients?_limit=1`. */
  readonly request: string;
  /** What went wrong last, e.g. `HTTP 503`, `connection reset`. */
  readonly reason: string;
  /** How often it was sent, at least 1. */
  readonly tries: number;
  /** Whether the last try was answered. */
  readonly ok: boolean;
  /** The rule that sent it; absent before and between the rules. */
  readonly rule?: string;
}
