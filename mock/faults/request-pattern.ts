import { type ApiRequest, splitPath } from '../core/parse-request.js';
import * as s from '../core/schema.js';
import { fitsPath } from './path-pattern.js';

/** The methods that can reach the API. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

export const METHOD = s.refine(
  s.map(
    s.text('E.g. `GET`; upper or lower case.', {
      maxLength: 20,
      pattern: /^[A-Za-z]+$/,
      expected: 'an HTTP method, such as GET',
    }),
    (method) => method.toUpperCase(),
  ),
  `an HTTP method: one of ${METHODS.join(', ')}`,
  (method) => METHODS.includes(method),
);

/** Paths that the API never sees. */
const OTHER_HOSTS = /^\/+(?:__mock|sandbox)(?:\/|$)/;

export const PATH = s.refine(
  s.refine(
    s.text(
      'The whole path, or the part below the base path. `*` matches within a segment, `**` any number of segments.',
      {
        maxLength: 1024,
        pattern: /^\/[^?#]*$/,
        expected:
          'a path that begins with / and has no query, such as /clients/*, of at most 1024 characters',
      },
    ),
    'two hexadecimal digits after each %',
    (path) => !!splitPath(path),
  ),
  'a path of the API: /__mock is the control API, and /sandbox/NAME is removed before a path is matched',
  (path) => !OTHER_HOSTS.test(path),
);

/** JSON writes 3 and true without quotes; in a URL they are text. */
const QUERY_VALUE: s.Schema<string> = {
  ...s.prepare(s.text('A value.', { maxLength: 1024 }), (value) =>
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
  ),
  openapi: { type: ['string', 'number', 'boolean'] },
};

export const QUERY = s.record(QUERY_VALUE, {
  description: 'Query parameters that the request must have with exactly these values, decoded.',
  max: 20,
  what: 'query parameters',
});

/** A member that is left out matches every request. */
export interface RequestMatch {
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Decides which requests a fault or a stub is for. */
export class RequestPattern {
  readonly #path: readonly string[] | undefined;

  constructor(
    private readonly match: RequestMatch,
    /** The decoded segments of the base path. */
    private readonly base: readonly string[],
  ) {
    this.#path = match.path === undefined ? undefined : splitPath(match.path);
  }

  matches(request: ApiRequest): boolean {
    const { method, segments, headers } = request;
    const { match } = this;
    if (match.method !== undefined && match.method !== method) return false;
    for (const [name, wanted] of Object.entries(match.query ?? {})) {
      if (!request.hasParameter(name, wanted)) return false;
    }
    for (const [name, wanted] of Object.entries(match.headers ?? {})) {
      if (headers[name] !== wanted) return false;
    }
    if (this.#path === undefined) return true;
    if (!segments) return false;
    if (fitsPath(this.#path, segments)) return true;
    const isUnder = this.base.every((segment, index) => segments[index] === segment);
    return isUnder && fitsPath(this.#path, segments.slice(this.base.length));
  }
}
