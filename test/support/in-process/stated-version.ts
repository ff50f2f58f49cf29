import type { MockRequest, MockResponse } from '../../../mock/core/request-response.js';

interface Stated {
  /** Of each node. */
  readonly versions: readonly string[];
  /** Default `EMQ X Broker`. */
  readonly product?: string;
  /** Default `brokers`. */
  readonly path?: 'brokers' | 'nodes';
}

/** A broker that also answers `GET /brokers`, as recorded in the same releases. */
export const stating =
  <Response extends MockResponse | Promise<MockResponse>>(
    handle: (request: MockRequest) => Response,
    { versions, product, path = 'brokers' }: Stated,
  ) =>
  (request: MockRequest): Response | MockResponse => {
    if (request.method !== 'GET' || request.path !== `/api/v4/${path}`) return handle(request);
    const data = versions.map((version, index) => ({
      version,
      uptime: '34 minutes, 35 seconds',
      ...(path === 'brokers' && { sysdescr: product ?? 'EMQ X Broker' }),
      otp_release: 'R25/13.1.5',
      node_status: 'Running',
      node: `emqx${index + 1}@127.0.0.1`,
    }));
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data, code: 0 }),
    };
  };
