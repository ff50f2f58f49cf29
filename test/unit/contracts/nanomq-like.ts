import type { StoredClient } from '../../../mock/core/client.js';
import type { MockRequest, MockResponse } from '../../../mock/index.js';
import type { Engine } from '../../support/in-process/engine.js';

/** The filters that NanoMQ 0.25.3 knows (recording nanomq-0.25.3, `filter/…`). */
const FILTERS: Readonly<Record<string, (client: StoredClient) => string>> = {
  clientid: ({ clientid }) => clientid,
  username: ({ username }) => username ?? '',
  conn_state: ({ conn_state: state }) => state,
  clean_start: ({ clean_start: clean }) => String(clean),
  proto_name: ({ proto_name: name }) => name,
  proto_ver: ({ proto_ver: version }) => String(version),
};
const EMPTY_IS_IGNORED = /^(?:zone|ip_address|_page|_limit|_like_|_gte_|_lte_)/;
const LOOKUP = /^\/api\/v4\/clients\/([^/]+)\/?$/;
const LIST = /^\/api\/v4\/clients\/?$/;

/**
 * Answers as the recording of NanoMQ does: no `meta`, no paging, `client_id`, seven members a
 * client, no DELETE, nothing percent-decoded, errors without a content type.
 */
export function nanomqLike(engine: Engine): (request: MockRequest) => MockResponse {
  const right = `Basic ${Buffer.from('app_id:app_secret').toString('base64')}`;
  return ({ method, path, query = '', headers = {} }) => {
    const { authorization } = headers;
    if (authorization !== right) {
      return error(401, authorization?.startsWith('Basic') === true ? 103 : 104);
    }
    if (['HEAD', 'PATCH', 'OPTIONS'].includes(method)) return error(405, 102);
    if (method !== 'GET') return error(404, 102);
    const clients = [...engine.state.store];
    const [, id] = LOOKUP.exec(path) ?? [];
    if (id !== undefined) {
      if (query !== '') return error(400, 108);
      return rows(clients.filter(({ clientid }) => clientid === id));
    }
    if (!LIST.test(path)) return error(404, 102);
    const pairs = query === '' ? [] : query.split('&').map((part) => part.split('=', 2));
    let found = clients;
    for (const [key = '', value = ''] of pairs) {
      const filter = Object.hasOwn(FILTERS, key) ? FILTERS[key] : undefined;
      if (!filter && !(value === '' && EMPTY_IS_IGNORED.test(key))) return error(400, 108);
      if (filter && value !== '') found = found.filter((client) => filter(client) === value);
    }
    return rows(found);
  };
}

function rows(clients: readonly StoredClient[]): MockResponse {
  const data = clients.map((client) => ({
    client_id: client.clientid,
    username: client.username ?? '',
    keepalive: client.keepalive,
    conn_state: client.conn_state,
    clean_start: client.clean_start,
    proto_name: client.proto_name,
    proto_ver: client.proto_ver,
  }));
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: 0, data }),
  };
}

function error(status: number, code: number): MockResponse {
  return { status, headers: {}, body: JSON.stringify({ code }) };
}
