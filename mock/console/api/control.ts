import { CONTROL_URL, needsToken, token } from './session.js';

/** What is wrong with one member of a request, as the control API describes it. */
export interface Problem {
  readonly field: string;
  readonly expected: string;
  readonly message: string;
}

/** Why the control API refused a request, and what the reason is about. */
export interface Refusal {
  readonly reason?: string;
  readonly field?: string;
  readonly value?: string;
  readonly expected?: string;
}

/** The control API refused a request, or could not be reached. */
export class ControlError extends Error {
  override readonly name = 'ControlError';

  constructor(
    message: string,
    /** The HTTP status; 0: no response. */
    readonly status: number,
    readonly problems: readonly Problem[] = [],
    readonly refusal: Refusal = {},
  ) {
    super(message);
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The headers that every request to the control API carries. */
export const controlHeaders = (): Record<string, string> =>
  token.value === undefined ? {} : { authorization: `Bearer ${token.value}` };

/**
 * Sends a request to the control API.
 * @param path behind `/__mock/`, such as `clients?limit=10`; texts in it are percent-encoded.
 * @returns the parsed body of the response.
 * @throws {ControlError} if it is refused. HTTP 401 also shows the login form.
 */
export async function control<T>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const init: RequestInit = { method, headers: controlHeaders(), ...(signal && { signal }) };
  if (body !== undefined) init.body = JSON.stringify(body);
  const response = await reach(new URL(path, CONTROL_URL), init);
  const text = await response.text();
  if (response.ok) return parse(text) as T;
  if (response.status === 401) needsToken.value = true;
  const { message, problems, ...refusal } = (parse(text) ?? {}) as Refusal &
    Partial<Pick<ControlError, 'message' | 'problems'>>;
  throw new ControlError(
    typeof message === 'string' ? message : `HTTP ${response.status}`,
    response.status,
    Array.isArray(problems) ? problems : [],
    refusal,
  );
}

async function reach(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, cache: 'no-store' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ControlError('The mock does not answer.', 0);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';
