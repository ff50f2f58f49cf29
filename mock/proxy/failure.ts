import { apiError } from '../core/releases/json-response.js';
import type { MockResponse } from '../core/request-response.js';

/** A response of the mock about a request that it could not pass on. */
export const refusal = (status: number, message: string): MockResponse =>
  apiError(status, 'unknownError', message);

/** The mock has passed the request on before. */
export const loop = (origin: string): MockResponse =>
  refusal(
    508,
    `Loop detected: this request has been here before. The proxy ${origin} passes it back to this mock: expected --proxy with the URL of another server.`,
  );

/** The request ends before the other server has answered. */
export const TOO_LARGE = 'ERR_MOCK_BODY_TOO_LARGE';

/** Codes of an exceeded time limit: of undici, of the system, and of httpxy. */
const TIMEOUTS: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'it did not accept a connection',
  ETIMEDOUT: 'it did not accept a connection',
  UND_ERR_HEADERS_TIMEOUT: 'it did not begin its response',
  ERR_UPSTREAM_UPGRADE_TIMEOUT: 'it did not begin its response',
  UND_ERR_BODY_TIMEOUT: 'it did not end its response',
};

const PROBLEMS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'it refused the connection',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name cannot be looked up',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'its network cannot be reached',
  ECONNRESET: 'it closed the connection before it had answered',
  EPIPE: 'it closed the connection before it had answered',
  UND_ERR_SOCKET: 'it closed the connection before it had answered',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed (NODE_EXTRA_CA_CERTS adds it)',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed (NODE_EXTRA_CA_CERTS adds it)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted (NODE_EXTRA_CA_CERTS adds it)',
};

/** The response for an error of the way to the other server: 504 for a time limit, else 502. */
export function failureOf(error: unknown, origin: string, timeoutMs: number): MockResponse {
  const { code = '', name, message } = error as NodeJS.ErrnoException;
  if (code === TOO_LARGE) return refusal(413, message);
  const late = TIMEOUTS[code];
  if (late !== undefined) {
    return refusal(504, `The proxy ${origin} is too slow: ${late} within ${timeoutMs} ms.`);
  }
  const problem = name === 'HTTPParserError' ? 'its response is not HTTP' : PROBLEMS[code];
  return refusal(502, `The proxy ${origin} cannot be used: ${problem ?? message}.`);
}
