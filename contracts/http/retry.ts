import { BrokenAnswer, NoAnswer } from '../shared/errors.js';
import type { ApiResponse, Method } from './exchange.js';

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

/** What came of one try: an answer, or why there is none. */
export type Trial =
  { readonly response: ApiResponse } | { readonly error: NoAnswer | BrokenAnswer };

/** A problem of the way to the broker, not of its answers. */
export interface WayProblem {
  /** E.g. `HTTP 503`, `connection reset`. */
  readonly reason: string;
  /** Whether another try may succeed; a wrong name or a certificate stays wrong. */
  readonly isPassing: boolean;
  /** Whether the broker may still be at work on the request. */
  readonly isLate: boolean;
  /** What the answer asks for with `Retry-After`. Milliseconds. */
  readonly retryAfterMs?: number;
}

/** Whether a request that is not safe can be sent again after a problem. */
export type MayRepeat = (problem: WayProblem) => Promise<boolean>;

export const DEFAULT_RETRIES = 2;

/** Codes that a gateway or an overloaded server sends; the contract says nothing about them. */
const OF_THE_WAY = new Set([429, 502, 503, 504]);

export const isOfTheWay = ({ status }: ApiResponse): boolean => OF_THE_WAY.has(status);

/** Methods that RFC 9110, 9.2.1 calls safe: sent twice, they do no more than once. */
export const isSafe = (method: Method): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

const REASONS: Readonly<Record<string, string>> = {
  TIMEOUT: 'no answer in time',
  ECONNRESET: 'connection reset',
  ECONNABORTED: 'connection reset',
  EPIPE: 'connection reset',
  UND_ERR_SOCKET: 'connection closed',
  ECONNREFUSED: 'connection refused',
  ETIMEDOUT: 'no connection in time',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  EAI_AGAIN: 'no answer of the name server',
};

/** The problem that a trial shows; `undefined` where the broker has answered. */
export function problemOf(trial: Trial, nowMs: number): WayProblem | undefined {
  if ('error' in trial) {
    const { error } = trial;
    if (error instanceof BrokenAnswer) {
      return { reason: 'an answer that breaks off', isPassing: true, isLate: false };
    }
    const known = REASONS[error.code];
    const reason = known ?? (error.code || 'no answer');
    return { reason, isPassing: known !== undefined, isLate: error.code === 'TIMEOUT' };
  }
  const { status, headers } = trial.response;
  if (!OF_THE_WAY.has(status)) return undefined;
  const retryAfterMs = readRetryAfter(headers['retry-after'], nowMs);
  const reason = `HTTP ${status}`;
  const isLate = status === 504;
  return { reason, isPassing: true, isLate, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** Seconds, or a date (RFC 9110, 10.2.3), as milliseconds from now. */
function readRetryAfter(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const ms = Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

const FIRST_PAUSE_MS = 500;
const GROWTH = 3;
/** `Retry-After` is honoured up to here. */
const LONGEST_PAUSE_MS = 30_000;

/** How long to wait after the given number of tries: half a second, then three times as long. */
export function pauseAfter(tries: number, { retryAfterMs = 0 }: Partial<WayProblem> = {}): number {
  const own = FIRST_PAUSE_MS * GROWTH ** (tries - 1);
  return Math.min(LONGEST_PAUSE_MS, Math.max(own, retryAfterMs));
}
