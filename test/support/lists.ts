import type { Client, ClientLookup, ClientsPage } from '../../openapi/index.js';
import type { MockRequest, MockResponse } from '../../mock/index.js';

/** A mock, or one of its sandboxes. */
interface Answering {
  handle(this: void, request: MockRequest): MockResponse;
}

const AUTHORIZATION = `Basic ${Buffer.from('app_id:app_secret').toString('base64')}`;

/** Sends a request with the mock's own credentials. */
export function send(
  mock: Answering,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): MockResponse {
  const [bare = '', query = ''] = path.split('?');
  const withLogin = { authorization: AUTHORIZATION, ...headers };
  return mock.handle({ method, path: `/api/v4${bare}`, query, headers: withLogin });
}

export function list(mock: Answering, query = ''): ClientsPage {
  return JSON.parse(send(mock, `/clients?${query}`).body) as ClientsPage;
}

export function lookUp(mock: Answering, segment: string): ClientLookup {
  return JSON.parse(send(mock, `/clients/${segment}`).body) as ClientLookup;
}

export const idsOf = (rows: readonly Client[]): string[] => rows.map(({ clientid }) => clientid);

/** Reads page after page until hasnext is false. */
export function readPages(mock: Answering, limit = 10, filter = ''): string[] {
  const ids: string[] = [];
  for (let page = 1; ; page++) {
    const { data, meta } = list(mock, `_page=${page}&_limit=${limit}&${filter}`);
    ids.push(...idsOf(data));
    if (!meta.hasnext) return ids;
  }
}
