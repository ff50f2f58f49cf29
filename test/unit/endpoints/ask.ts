import { createMock } from '../../../mock/index.js';
import type { PopulationOptions } from '../../../mock/index.js';
import type { MockOptions } from '../../../mock/options.js';
import type { MockResponse } from '../../../mock/core/request-response.js';

export interface Row {
  readonly topic: string;
  readonly qos: number;
  readonly node: string;
  readonly clientid: string;
}

/** An answer of any endpoint; the members that a test does not ask for may be missing. */
export interface Body {
  readonly code?: number;
  readonly message?: string;
  readonly meta?: { readonly page: number; readonly limit: number; readonly count: number } & {
    readonly hasnext?: boolean;
  };
  readonly data: Row[];
}

/** A mock, and functions that send requests to it in short. */
export function open(options: MockOptions & PopulationOptions) {
  const mock = createMock({ apps: false, ...options });
  function send(
    request: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): MockResponse {
    const [method = '', url = ''] = request.split(' ');
    const [path = '', ...query] = url.split('?');
    return mock.handle({
      method,
      path: `/api/v4${path}`,
      query: query.join('?'),
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
  const ask = (request: string, body?: unknown): Body =>
    JSON.parse(send(request, body).body) as Body;
  return { mock, send, ask };
}
