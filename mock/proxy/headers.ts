import type { IncomingMessage } from 'node:http';

/** Headers as Node sends them, with names in lower case. */
export type Headers = Record<string, string | string[]>;

/** Headers of one connection, which are not passed on (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** The client of the other server sets the host; Node has answered the expectation. */
const OF_REQUEST = ['host', 'expect', 'http2-settings'];

/** Without the headers of the connection, and those that `Connection` names. */
function endToEnd(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  others: readonly string[],
): Headers {
  const named = [headers['connection'] ?? []].flat().join(',').toLowerCase().split(',');
  const dropped = new Set([...HOP_BY_HOP, ...others, ...named.map((name) => name.trim())]);
  const kept: Headers = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !dropped.has(name)) kept[name] = value;
  }
  return kept;
}

/** The product in `Via` (RFC 9110, 7.6.3). */
const PRODUCT = 'emqx-mock';

const addTo = (list: string | string[] | undefined, item: string): string =>
  [list ?? [], item].flat().join(', ');

/** Whether this mock has passed the request on before: it would go around in a circle. */
export const isLoop = ({ headers }: IncomingMessage, id: string): boolean =>
  (headers.via ?? '').split(',').some((hop) => hop.trim() === `1.1 ${PRODUCT}-${id}`);

/** The headers of a request that is passed on. @param id this mock's, for {@link isLoop}. */
export function requestHeaders(
  request: IncomingMessage,
  { id, authorization }: { readonly id: string; readonly authorization: string | undefined },
): Headers {
  const { headers, socket } = request;
  const isTls = 'encrypted' in socket;
  return {
    ...endToEnd(headers, OF_REQUEST),
    ...(authorization !== undefined && { authorization }),
    via: addTo(headers.via, `1.1 ${PRODUCT}-${id}`),
    'x-forwarded-for': addTo(headers['x-forwarded-for'], socket.remoteAddress ?? 'unknown'),
    'x-forwarded-host': headers['x-forwarded-host'] ?? headers.host ?? '',
    'x-forwarded-proto': headers['x-forwarded-proto'] ?? (isTls ? 'https' : 'http'),
  };
}

/** The headers of a response that is passed on. */
export function responseHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Headers {
  return { ...endToEnd(headers, []), via: addTo(headers['via'], `1.1 ${PRODUCT}`) };
}
